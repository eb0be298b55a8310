import { Button, Dialog, Group, Stack, Text } from "@mantine/core";
import { useId } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  name: string;
  /** Whose page it is. */
  before: string;
  onBack: () => void;
}

/** Beside the page, which stays to be copied from: nothing of it is saved in the name of another than whose it is. */
export function AnotherPerson({ name, before, onBack }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const reload = useRef<HTMLButtonElement>(null);
  useEffect(() => reload.current?.focus(), []);
  return (
    <Dialog opened zIndex={500} size="lg" role="alertdialog" aria-labelledby={`${id}-title`} aria-describedby={id}>
      <Stack gap="md">
        <Text fw={600} id={`${id}-title`}>
          {t("signIn.anotherTitle", { name })}
        </Text>
        <Text size="sm" id={id}>
          {t("signIn.another", { name, before })}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onBack}>
            {t("signIn.again", { before })}
          </Button>
          <Button ref={reload} onClick={() => window.location.reload()}>
            {t("signIn.reload", { name })}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
