import { Box, Button, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { changesOptions } from "../api/documents";
import { shown } from "../model/value";

/** What a changeset did, field by field. */
export function ChangeDetails({ id }: { id: string }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(changesOptions(id));
  if (list.error) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading rows={2} />;
  const changes = list.data.pages.flatMap(({ changeset }) => changeset?.changes.nodes ?? []);
  return (
    <Box mt="sm">
      {changes.map(({ entityId, kind, name, operation, tableId, fields }) => {
        const table = kind === "TABLE" ? entityId : tableId;
        const title = `${t(`operation.${operation}`)} · ${t(`entity.${kind}`)} ${name}`;
        return (
          <Box key={entityId} mb="sm">
            {table && operation !== "DELETED" ? (
              <RouteAnchor to="/tables/$id" params={{ id: table }} size="sm" fw={600}>
                {title}
              </RouteAnchor>
            ) : (
              <Text size="sm" fw={600}>
                {title}
              </Text>
            )}
            <div>
              <Table layout="fixed" verticalSpacing={4} withRowBorders={false}>
                <Table.Tbody>
                  {fields.map(({ field, old, new: now }) => (
                    <Table.Tr key={field}>
                      <Table.Th w="25%" fw={400}>
                        <Text size="xs" c="dimmed">
                          {field}
                        </Text>
                      </Table.Th>
                      {operation !== "CREATED" && <Value value={old} kind="old" />}
                      {operation !== "DELETED" && <Value value={now} kind="new" />}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          </Box>
        );
      })}
      {list.hasNextPage && (
        <Button size="xs" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
    </Box>
  );
}

function Value({ value, kind }: { value: unknown; kind: "old" | "new" }) {
  const { t } = useTranslation();
  const text = shown(value);
  return (
    <Table.Td>
      {text === null ? (
        <Text size="xs" c="dimmed" fs="italic">
          {t("changes.none")}
        </Text>
      ) : (
        <Text size="xs" component={kind === "old" ? "del" : "ins"} className={`breaking diff-${kind}`}>
          {text}
        </Text>
      )}
    </Table.Td>
  );
}
