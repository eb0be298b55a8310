import { Button, Code, Group, Select, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import type { TableKind, TablePatch } from "~/shared/graphql/generated/graphql";
import { TABLE_KINDS } from "~/shared/model/kinds";
import { Ago } from "~/shared/ui/Ago";
import { tellFailure } from "~/shared/ui/Toast";
import { EngineFacts } from "./EngineFacts";
import { SavedField } from "./SavedField";
import { SavedTags } from "./SavedTags";

const FACTS = graphql(`
  fragment TableFacts on Table {
    name schema owner tags kind externalSchema externalName rowCount introspectedAt createdAt updatedAt
    sourceComment upstreamCount downstreamCount
  }
`);

interface Props {
  id: string;
  table: FragmentType<typeof FACTS>;
  /** The name and the id of the source that the table is bound to. */
  source: string | null;
  sourceId: string | undefined;
  mayEdit: boolean;
  version: number;
  onSave: (patch: TablePatch, over?: number) => Promise<unknown>;
}

/** What is known of a table beside its columns. */
export function Facts({ id, table, source, sourceId, version, mayEdit, onSave }: Props) {
  const { t, i18n } = useTranslation();
  const facts = readFragment(FACTS, table);
  /** What cannot be saved is told; the field shows what there is. */
  const write = (patch: TablePatch) => void onSave(patch).catch(tellFailure);
  const external = [facts.externalSchema, facts.externalName].filter(Boolean).join(".");
  const rows: [string, React.ReactNode][] = [
    [t("table.external"), external && <Code>{external}</Code>],
    [t("table.rows"), facts.rowCount?.toLocaleString(i18n.language)],
    [t("table.lineage"), facts.upstreamCount !== null && `↑ ${facts.upstreamCount}   ↓ ${facts.downstreamCount}`],
    [t("table.fetched"), facts.introspectedAt && <Ago at={facts.introspectedAt} />],
    [t("table.changed"), <Ago key="changed" at={facts.updatedAt} />],
    [t("table.created"), <Ago key="created" at={facts.createdAt} />],
    [t("table.comment"), facts.sourceComment],
  ];
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Stack>
        {mayEdit && (
          <Text size="sm" c="dimmed">
            {t("table.savesItself")}
          </Text>
        )}
        <Group align="flex-end" grow preventGrowOverflow={false}>
          <Select
            label={t("tables.column.kind")}
            readOnly={!mayEdit}
            allowDeselect={false}
            data={TABLE_KINDS.map((kind) => ({ value: kind, label: t(`tableKind.${kind}`) }))}
            value={facts.kind}
            onChange={(kind) => kind && mayEdit && write({ kind: kind as TableKind })}
          />
          {mayEdit && facts.introspectedAt && (
            <Button variant="subtle" flex="none" onClick={() => write({ kind: null })}>
              {t("columns.backToObserved")}
            </Button>
          )}
        </Group>
        <Group grow align="flex-start">
          <SavedField
            label={t("changes.field.schema")}
            field="schema"
            value={facts.schema ?? ""}
            version={version}
            mayEdit={mayEdit}
            onSave={(schema, over) => onSave({ schema: schema || null }, over)}
          />
          <SavedField
            label={t("tables.name")}
            field="name"
            required
            value={facts.name}
            version={version}
            mayEdit={mayEdit}
            onSave={(name, over) => onSave({ name }, over)}
          />
        </Group>
        <SavedField
          label={t("tables.column.owner")}
          field="owner"
          value={facts.owner ?? ""}
          version={version}
          mayEdit={mayEdit}
          onSave={(owner, over) => onSave({ owner: owner || null }, over)}
        />
        <SavedTags
          label={t("tables.column.tags")}
          tags={facts.tags}
          mayEdit={mayEdit}
          onSave={(tags) => onSave({ tags })}
        />
        <Table variant="vertical" verticalSpacing="xs">
          <Table.Tbody>
            {rows
              .filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false)
              .map(([label, value]) => (
                <Table.Tr key={label}>
                  <Table.Th w={160}>{label}</Table.Th>
                  <Table.Td>{value}</Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </Stack>
      <EngineFacts tableId={id} source={source} sourceId={sourceId} />
    </SimpleGrid>
  );
}
