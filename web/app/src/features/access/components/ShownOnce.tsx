import { Alert, Button, CopyButton, Group, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  label: string;
  value: string;
  /** What it is for, and that it is not shown again. */
  note: string;
  onDone: () => void;
}

/** A secret that no answer ever shows again, to be copied. */
export function ShownOnce({ label, value, note, onDone }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Alert color="yellow" variant="light">
        {note}
      </Alert>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          label={label}
          value={value}
          readOnly
          classNames={{ input: "mono" }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant={copied ? "default" : "filled"} onClick={copy} data-autofocus>
              {copied ? t("problem.copied") : t("problem.copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t("access.done")}
        </Button>
      </Group>
    </Stack>
  );
}
