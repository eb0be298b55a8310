import { Alert, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RouteButton } from "~/shared/ui/links";
import type { Taken as TakenTable } from "../model/drafts";

interface Props {
  /** The table of the catalog. */
  taken: TakenTable;
  /** What its source calls it. */
  name: string;
  onBoth: () => void;
  onRemove: () => void;
}

/** A fetched table that the catalog has from there already: it is not saved a second time. */
export function Taken({ taken, name, onBoth, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <Alert color="yellow" variant="light">
      <Text size="sm" fw={600}>
        {taken.name === name ? t("newTable.taken", { name }) : t("newTable.takenAs", { name, as: taken.name })}
      </Text>
      <Text size="sm">{t("newTable.takenText")}</Text>
      <Group gap="xs" mt="sm">
        <RouteButton
          to="/tables/$id"
          params={{ id: taken.id }}
          search={{ open: "fetch" }}
          size="compact-sm"
          variant="default"
        >
          {t("newTable.update")}
        </RouteButton>
        {taken.name !== name && (
          <Button size="compact-sm" variant="default" onClick={onBoth}>
            {t("newTable.bothMeant")}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={onRemove}>
          {t("newTable.leaveOut")}
        </Button>
      </Group>
    </Alert>
  );
}
