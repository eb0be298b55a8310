import "../tables.css";
import { Badge, Button, Code, Drawer, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { graphql, readFragment } from "~/shared/graphql/generated";
import type { ColumnDetailsFragment, ColumnPatch } from "~/shared/graphql/generated/graphql";
import { printPath } from "~/shared/model/path";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { tellFailure } from "~/shared/ui/Toast";
import { columnDetailsOptions } from "../api/table";
import { isOverridable } from "../model/overrides";
import { CopyText } from "./CopyText";
import { EditableText } from "./EditableText";
import { SavedTags } from "./SavedTags";

const COLUMN = graphql(`
  fragment ColumnDetails on Column {
    id path dataType logicalType nullable primaryKey unique default generated description sourceComment tags
    origin overridden properties
  }
`);

interface Props {
  tableId: string;
  columnId: string;
  mayEdit: boolean;
  /** The version of the table that has it. */
  version: number;
  onSave: (patch: ColumnPatch, over?: number) => Promise<unknown>;
  onClose: () => void;
}

/** Everything that is known of one column, what only its engine knows included, and what a person wrote over it. */
export function ColumnDetails({ tableId, columnId, version, mayEdit, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const query = useQuery(columnDetailsOptions(tableId));
  const found = query.data?.columns.nodes.find(({ id }) => id === columnId);
  const column = found && readFragment(COLUMN, found);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      title={column ? printPath(column.path) : "…"}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {query.isLoadingError ? (
        <Failure error={query.error} retry={() => void query.refetch()} />
      ) : column ? (
        <Content column={column} version={version} mayEdit={mayEdit} onSave={onSave} />
      ) : query.isPending ? (
        <Loading />
      ) : (
        <EmptyState title={t("columns.gone")} text={t("columns.goneText")} />
      )}
    </Drawer>
  );
}

interface ContentProps {
  column: ColumnDetailsFragment;
  mayEdit: boolean;
  /** The version of the table that has it. */
  version: number;
  onSave: (patch: ColumnPatch, over?: number) => Promise<unknown>;
}

function Content({ column, version, mayEdit, onSave }: ContentProps) {
  const { t } = useTranslation();
  const write = (patch: ColumnPatch) => void onSave(patch).catch(tellFailure);
  const { id, overridden, properties } = column;
  const name = printPath(column.path);
  const facts: [label: string, field: string, value: ReactNode][] = [
    [t("columns.type"), "dataType", <Code key="type">{column.dataType}</Code>],
    [t("columns.logical"), "logicalType", <Code key="logical">{column.logicalType}</Code>],
    [t("columns.nullable"), "nullable", column.nullable ? t("columns.yes") : t("columns.no")],
    [t("columns.key"), "key", keyText(column, t)],
    [t("columns.default"), "default", column.default && <Code key="default">{column.default}</Code>],
    [t("columns.generated"), "generated", column.generated],
    [t("columns.sourceComment"), "sourceComment", column.sourceComment],
  ];
  return (
    <Stack>
      <div className="hints-shown">
        <Text size="sm" fw={600}>
          {t("columns.description")}
        </Text>
        <EditableText
          text={column.description ?? ""}
          label={t("columns.describe", { name })}
          placeholder={t("columns.describeHere")}
          mayEdit={mayEdit}
          version={version}
          onSave={(text, over) => onSave({ id, description: text || null }, over)}
        />
      </div>
      <SavedTags
        label={t("columns.tags")}
        tags={column.tags}
        mayEdit={mayEdit}
        onSave={(tags) => onSave({ id, tags })}
      />
      <Table variant="vertical" verticalSpacing="xs">
        <Table.Tbody>
          {facts
            .filter(([, , value]) => value !== null && value !== undefined && value !== "")
            .map(([label, field, value]) => (
              <Table.Tr key={field}>
                <Table.Th w={150}>{label}</Table.Th>
                <Table.Td className="breaking">{value}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
      {column.origin === "MANUAL" && (
        <Text size="sm" c="dimmed">
          {t("columns.manual")}
        </Text>
      )}
      {overridden.length > 0 && (
        <div>
          <Title order={2} mb={4}>
            {t("columns.overridden")}
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            {t("columns.overriddenText")}
          </Text>
          <Stack gap="xs">
            {overridden.filter(isOverridable).map((field) => (
              <Group key={field} justify="space-between">
                <Badge variant="light" tt="none" className="status">
                  {t(`columns.field.${field}`)}
                </Badge>
                {mayEdit && (
                  <Button size="compact-sm" variant="default" onClick={() => write({ id, [field]: null })}>
                    {t("columns.backToObserved")}
                  </Button>
                )}
              </Group>
            ))}
          </Stack>
        </div>
      )}
      {properties !== null && properties !== undefined && (
        <div>
          <Group justify="space-between" mb="xs">
            <Title order={2}>{t("table.properties")}</Title>
            <CopyText text={JSON.stringify(properties, null, 2)} />
          </Group>
          <Code block className="wrapping" tabIndex={0}>
            {JSON.stringify(properties, null, 2)}
          </Code>
        </div>
      )}
      <RouteAnchor to="/lineage" search={{ of: [id] }} size="sm">
        {t("columns.toLineage")}
      </RouteAnchor>
    </Stack>
  );
}

function keyText({ primaryKey, unique }: ColumnDetailsFragment, t: TFunction) {
  if (primaryKey !== null) return t("columns.primary", { position: primaryKey });
  return unique ? t("columns.unique") : null;
}
