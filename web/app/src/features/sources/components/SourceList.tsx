import { Badge, Group, Table, Text, VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import { useMayEdit } from "~/shared/graphql/me";
import { Ago } from "~/shared/ui/Ago";
import { RouteButton } from "~/shared/ui/links";
import { StatusBadge } from "./StatusBadge";

const ROW = graphql(`
  fragment SourceRow on Source {
    id name kind description isActive
    lastTest { status testedAt }
    tables(first: 1) { totalCount { value exact } }
  }
`);

interface Props {
  rows: readonly ({ id: string } & FragmentType<typeof ROW>)[];
  titles: Record<string, string>;
  onOpen: (id: string) => void;
}

export function SourceList({ rows, titles, onOpen }: Props) {
  const { t } = useTranslation();
  const mayAddTables = useMayEdit();
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table highlightOnHover verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("sources.name")}</Table.Th>
            <Table.Th>{t("sources.kind")}</Table.Th>
            <Table.Th>{t("sources.lastTest")}</Table.Th>
            <Table.Th ta="right">{t("sources.tables")}</Table.Th>
            {mayAddTables && (
              <Table.Th w={130}>
                <VisuallyHidden>{t("sources.newTable")}</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} titles={titles} onOpen={onOpen} mayAddTables={mayAddTables} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface RowProps extends Omit<Props, "rows"> {
  row: FragmentType<typeof ROW>;
  mayAddTables: boolean;
}

function Row({ row, titles, onOpen, mayAddTables }: RowProps) {
  const { t, i18n } = useTranslation();
  const { id, name, kind, description, isActive, lastTest, tables } = readFragment(ROW, row);
  const { value, exact } = tables.totalCount;
  return (
    // The name is the way in for the keyboard; for the mouse the whole row is.
    <Table.Tr className="clickable" onClick={() => onOpen(id)}>
      <Table.Td>
        <Group gap="xs">
          <Link
            from="/sources"
            to="/sources"
            search={(before) => ({ ...before, edit: id })}
            className="plain-link"
            onClick={(event) => event.stopPropagation()}
          >
            {name}
          </Link>
          {!isActive && (
            <Badge size="sm" variant="default">
              {t("sources.inactive")}
            </Badge>
          )}
        </Group>
        {description && (
          <Text size="sm" c="dimmed" lineClamp={1}>
            {description}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{titles[kind] ?? kind}</Text>
      </Table.Td>
      <Table.Td>
        {lastTest ? (
          <Group gap="xs" wrap="nowrap">
            <StatusBadge status={lastTest.status} />
            <Ago at={lastTest.testedAt} />
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {t("sources.neverTested")}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">
        <Link
          to="/tables"
          search={{ source: id }}
          className="plain-link"
          aria-label={t("sources.showTables", { count: value, name })}
          onClick={(event) => event.stopPropagation()}
        >
          {value.toLocaleString(i18n.language)}
          {exact ? "" : "+"}
        </Link>
      </Table.Td>
      {mayAddTables && (
        <Table.Td ta="right">
          {isActive && (
            <RouteButton
              to="/tables/new"
              search={{ source: id }}
              size="compact-sm"
              variant={value === 0 ? "light" : "default"}
              aria-label={t("sources.newTableOf", { name })}
              onClick={(event) => event.stopPropagation()}
            >
              {t("sources.newTable")}
            </RouteButton>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  );
}
