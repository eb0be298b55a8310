import { Anchor, Button, Group, Paper, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tellDone, tellFailure } from "~/shared/ui/Toast";
import { bringBack, hiddenOptions } from "../api/hidden";
import { writesTo } from "../api/table";
import type { Hidden } from "../model/hidden";

interface Props {
  tableId: string;
  /** How many columns the table has beside them. */
  shown: number;
  mayEdit: boolean;
  onChanged: () => Promise<unknown>;
}

/** Tells of the columns that the source has and that somebody removed here: no fetch brings them back, a click does. */
export function HiddenColumns({ tableId, shown, mayEdit, onChanged }: Props) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const hidden = useQuery(hiddenOptions(tableId, shown)).data ?? [];
  const back = useMutation({
    scope: writesTo(tableId),
    mutationFn: (columns: readonly Hidden[]) => bringBack(tableId, columns),
    onSuccess: ({ changeset, warnings }, columns) => {
      const done = t("columns.back", { count: columns.length, name: columns[0]?.path });
      tellDone([done, ...warnings.map(({ title }) => title)].join(" "), queries, changeset?.id);
    },
    onError: tellFailure,
    onSettled: onChanged,
  });
  if (hidden.length === 0) return null;
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("columns.hidden", { count: hidden.length, number: hidden.length.toLocaleString(i18n.language) })}{" "}
        <Anchor
          component="button"
          type="button"
          size="sm"
          aria-expanded={opened}
          onClick={() => setOpened((before) => !before)}
        >
          {opened ? t("columns.hideHidden") : t("columns.showHidden")}
        </Anchor>
      </Text>
      {opened && (
        <Paper withBorder p="sm" flex="1 0 100%" component="section" aria-label={t("columns.hiddenOnes")}>
          <ul className="steps">
            {hidden.map((column) => (
              <Group key={column.path} component="li" gap="sm" wrap="nowrap" mb={4}>
                <Text size="sm" className="breaking">
                  {column.path}
                </Text>
                <Text size="sm" c="dimmed" className="breaking" flex={1}>
                  {column.dataType}
                </Text>
                {mayEdit && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    disabled={back.isPending}
                    aria-label={t("columns.bringBackOne", { name: column.path })}
                    onClick={() => back.mutate([column])}
                  >
                    {t("columns.bringBack")}
                  </Button>
                )}
              </Group>
            ))}
          </ul>
          {mayEdit && hidden.length > 1 && (
            <Button mt="xs" size="xs" variant="default" loading={back.isPending} onClick={() => back.mutate(hidden)}>
              {t("columns.bringAllBack")}
            </Button>
          )}
        </Paper>
      )}
    </>
  );
}
