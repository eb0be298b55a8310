import { Badge, Box, Group, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import type { ColumnPatch } from "~/shared/graphql/generated/graphql";
import { printPath } from "~/shared/model/path";
import { depthAbove } from "../model/tree";
import { EditableText } from "./EditableText";

const ROW = graphql(`
  fragment ColumnRow on Column {
    id path dataType logicalType nullable primaryKey unique description origin overridden tags
    upstreamCount downstreamCount
  }
`);

const ROW_HEIGHT = 38;

interface Props {
  columns: readonly ({ id: string; path: string[] } & FragmentType<typeof ROW>)[];
  mayEdit: boolean;
  onPatch: (patch: ColumnPatch) => void;
  onOpen: (id: string) => void;
}

/** The columns that are on the screen; those below another are indented. */
export function ColumnRows({ columns, mayEdit, onPatch, onOpen }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const depths = depthAbove(columns.map(({ path }) => path));
  return (
    <Box
      ref={scroller}
      className="rows"
      role="table"
      aria-rowcount={columns.length + 1}
      aria-label={t("table.tab.columns")}
      tabIndex={0}
    >
      <Box className="rows-row rows-head column-grid" role="row">
        {(["name", "type", "logical", "nullable", "key", "description", "lineage"] as const).map((name) => (
          <span key={name} role="columnheader">
            {t(`columns.${name}`)}
          </span>
        ))}
      </Box>
      <Box className="rows-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const column = columns[index];
          if (!column) return null;
          const style = { height: ROW_HEIGHT, transform: `translateY(${start}px)` };
          return (
            <Row
              key={column.id}
              column={column}
              depth={depths[index] ?? 0}
              index={index}
              style={style}
              mayEdit={mayEdit}
              onPatch={onPatch}
              onOpen={onOpen}
            />
          );
        })}
      </Box>
    </Box>
  );
}

interface RowProps extends Omit<Props, "columns"> {
  column: FragmentType<typeof ROW>;
  depth: number;
  index: number;
  style: React.CSSProperties;
}

function Row({ column, depth, index, style, mayEdit, onPatch, onOpen }: RowProps) {
  const { t } = useTranslation();
  const { id, path, dataType, logicalType, nullable, primaryKey, unique, description, origin, ...rest } = readFragment(
    ROW,
    column,
  );
  const full = printPath(path);
  const by = (field: string) => rest.overridden.includes(field) && <ByPerson />;
  return (
    <Box className="rows-row rows-data column-grid" role="row" aria-rowindex={index + 2} style={style}>
      <span role="cell" title={full} style={{ paddingInlineStart: depth * 16 }}>
        <UnstyledButton
          className="plain-link"
          aria-label={t("columns.open", { name: full })}
          onClick={() => onOpen(id)}
        >
          {depth > 0 ? printPath(path.slice(depth)) : full}
        </UnstyledButton>
        {by("path")}
        {origin === "MANUAL" && (
          <Tooltip label={t("columns.manual")}>
            <Text span size="xs" c="dimmed" ml={6}>
              ✎
            </Text>
          </Tooltip>
        )}
      </span>
      <span role="cell" className="mono" title={dataType}>
        {dataType}
        {by("dataType")}
      </span>
      <span role="cell" className="mono dimmed" title={logicalType}>
        {logicalType}
        {by("logicalType")}
      </span>
      <span role="cell">
        {nullable ? t("columns.yes") : t("columns.no")}
        {by("nullable")}
      </span>
      <span role="cell">
        <Group gap={4} wrap="nowrap">
          {primaryKey !== null && (
            <Badge size="xs" variant="light" className="status">
              {t("columns.primary", { position: primaryKey })}
            </Badge>
          )}
          {unique && primaryKey === null && (
            <Badge size="xs" variant="default">
              {t("columns.unique")}
            </Badge>
          )}
        </Group>
      </span>
      <span role="cell" className="described">
        <EditableText
          text={description ?? ""}
          label={t("columns.describe", { name: full })}
          placeholder={t("columns.describeHere")}
          mayEdit={mayEdit}
          onSave={(text) => onPatch({ id, description: text || null })}
        />
        {by("description")}
        {rest.tags.map((tag) => (
          <Badge key={tag} size="xs" variant="default" tt="none" flex="none">
            {tag}
          </Badge>
        ))}
      </span>
      <span role="cell">{rest.upstreamCount === null ? "?" : `↑${rest.upstreamCount} ↓${rest.downstreamCount}`}</span>
    </Box>
  );
}

/** Marks what a person wrote over what the source says. */
function ByPerson() {
  const { t } = useTranslation();
  return (
    <Tooltip label={t("columns.byPerson")}>
      <span role="img" aria-label={t("columns.byPerson")} className="by-person">
        ●
      </span>
    </Tooltip>
  );
}
