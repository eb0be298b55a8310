import { Box, Button, Group, Table, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { Ago } from "~/shared/ui/Ago";
import { RouteAnchor } from "~/shared/ui/links";
import { RefusedUndo } from "~/shared/ui/RefusedUndo";
import { undo } from "~/shared/ui/Toast";
import { restore, tablesOfOptions } from "../api/deleted";
import { type Back, type Deletion, goneOf } from "../model/deleted";
import { GoneTables } from "./GoneTables";

const SHOWN = 5;

interface Props {
  deletion: Deletion;
  back: Back;
  /** What the names of the tables that are shown have. */
  text: string;
  mayEdit: boolean;
}

/** Tables that were deleted together; they come back together, or some of them. */
export function DeletionRow({ deletion, back, text, mayEdit }: Props) {
  const { id, seq, at, by, tables, gone, more, apart } = deletion;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [choosing, setChoosing] = useState(false);
  const restoring = useMutation({
    mutationFn: async (chosen: readonly string[] | null) => {
      if (chosen) return restore(id, chosen, queries);
      if (!apart) return undo(id, queries);
      const rest = goneOf(await queries.fetchQuery(tablesOfOptions(id)), seq, back);
      return restore(
        id,
        rest.map((table) => table.id),
        queries,
      );
    },
  });
  const rest = tables.length - SHOWN;
  const names = tables.map(({ name }) => name);
  const first = names.slice(0, SHOWN).join(", ");
  const several = gone > 1 || more;
  const label = several ? t(apart ? "tables.restoreRest" : "tables.restoreAll") : t("tables.restore");
  return (
    <Table.Tr>
      <Table.Td>
        <Box className="breaking">
          {tables.slice(0, SHOWN).map(({ id: table, name }, at) => (
            <Fragment key={table}>
              {at > 0 && ", "}
              <RouteAnchor to="/tables/$id" params={{ id: table }} size="sm" fw={600}>
                {name}
              </RouteAnchor>
            </Fragment>
          ))}
          {(rest > 0 || more) && (
            <Text span size="sm" c="dimmed" title={names.slice(SHOWN).join(", ")}>
              {" "}
              {more ? t("tables.andMore") : t("blocker.more", { count: rest })}
            </Text>
          )}
        </Box>
        {restoring.error && (
          <RefusedUndo error={restoring.error} changeset={restoring.variables || apart ? undefined : id} />
        )}
        {choosing && (
          <GoneTables
            deletion={deletion}
            back={back}
            text={text}
            busy={restoring.isPending}
            onRestore={restoring.mutate}
          />
        )}
      </Table.Td>
      <Table.Td className="top">
        <Ago at={at} />
      </Table.Td>
      <Table.Td className="unbroken top">{by}</Table.Td>
      <Table.Td className="top">
        {mayEdit && (
          <Group justify="flex-end" gap="xs" wrap="nowrap">
            {several && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-expanded={choosing}
                aria-label={`${t("tables.restoreSome")}: ${first}`}
                onClick={() => setChoosing((before) => !before)}
              >
                {t("tables.restoreSome")}
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="default"
              aria-label={several ? `${label}: ${first}` : t("tables.restoreOf", { name: first })}
              loading={restoring.isPending}
              onClick={() => restoring.mutate(null)}
            >
              {label}
            </Button>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
