import { Code, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { engineFactsOptions } from "../api/table";
import { CopyText } from "./CopyText";
import { Referenced } from "./Referenced";

interface Props {
  tableId: string;
  /** The name and the id of the source that the table is bound to. */
  source: string | null;
  sourceId: string | undefined;
}

/** What the engine says of a table: it may be much, and is loaded when it is looked at. */
export function EngineFacts({ tableId, source, sourceId }: Props) {
  const { t } = useTranslation();
  const query = useQuery(engineFactsOptions(tableId));
  const facts = query.data?.table;
  if (query.isLoadingError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (!facts) return <Loading rows={4} />;
  return (
    <Stack>
      {facts.keys.length > 0 && (
        <div>
          <Title order={2} mb="xs">
            {t("table.keys")}
          </Title>
          <Table>
            <Table.Tbody>
              {facts.keys.map(({ kind, name, columns, references, referencedColumns }) => (
                <Table.Tr key={`${kind} ${name} ${columns.join()}`}>
                  <Table.Td>{t(`key.${kind as "PRIMARY" | "UNIQUE" | "FOREIGN"}`, { defaultValue: kind })}</Table.Td>
                  <Table.Td className="breaking">
                    {columns.join(", ")}
                    {references && (
                      <Referenced source={source} sourceId={sourceId} name={references} columns={referencedColumns} />
                    )}
                  </Table.Td>
                  <Table.Td className="breaking">
                    <Text size="xs" c="dimmed">
                      {name}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {facts.definition && (
        <div>
          <Group justify="space-between" mb="xs">
            <Title order={2}>{t("table.definition")}</Title>
            <CopyText text={facts.definition} />
          </Group>
          <Code block className="wrapping scrolling" tabIndex={0}>
            {facts.definition}
          </Code>
        </div>
      )}
      {facts.properties !== null && facts.properties !== undefined && (
        <details>
          <summary>{t("table.properties")}</summary>
          <Code block className="wrapping scrolling" tabIndex={0}>
            {JSON.stringify(facts.properties, null, 2)}
          </Code>
        </details>
      )}
    </Stack>
  );
}
