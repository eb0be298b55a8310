import "../tables.css";
import { Badge, Box, Button, Group, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import type { ColumnPatch } from "~/shared/graphql/generated/graphql";
import { printPath } from "~/shared/model/path";
import { depthAbove, foldedTree } from "../model/tree";
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
  /** The version of the table that has them. */
  version: number;
  onSave: (patch: ColumnPatch, over?: number) => Promise<unknown>;
  onOpen?: (id: string) => void;
  /** Whether they can be folded: what a filter found is all shown. */
  folding: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** The columns that are on the screen; those below another are indented. */
export function ColumnRows({ columns: all, version, mayEdit, onSave, onOpen, folding }: Props) {
  const { t } = useTranslation();
  const [kept, setFolded] = useState(NONE);
  const folded = folding ? kept : NONE;
  const { keys, parents, shown } = useMemo(
    () =>
      foldedTree(
        all.map(({ path }) => path),
        folded,
      ),
    [all, folded],
  );
  const columns = shown.flatMap((at) => all[at] ?? []);
  const fold = (key: string, whether: boolean) =>
    setFolded((before) => new Set(whether ? [...before, key] : [...before].filter((other) => other !== key)));
  const isTree = parents.size > 0;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const depths = useMemo(() => depthAbove(all.map(({ path }) => path)), [all]);
  return (
    <>
      {folding && parents.size > 0 && (
        <Group gap="xs" mb="xs">
          <Button
            size="compact-xs"
            variant="subtle"
            disabled={![...parents].some((key) => folded.has(key))}
            onClick={() => setFolded(new Set())}
          >
            {t("columns.unfoldAll")}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            disabled={[...parents].every((key) => folded.has(key))}
            onClick={() => setFolded(parents)}
          >
            {t("columns.foldAll")}
          </Button>
        </Group>
      )}
      <Box
        ref={scroller}
        className="rows"
        role={isTree ? "treegrid" : "table"}
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
            const at = shown[index];
            if (!column || at === undefined) return null;
            const key = keys[at] ?? "";
            const style = { height: ROW_HEIGHT, transform: `translateY(${start}px)` };
            return (
              <Row
                key={column.id}
                column={column}
                depth={depths[at] ?? 0}
                isTree={isTree}
                folded={folding && parents.has(key) ? folded.has(key) : undefined}
                onFold={(whether) => fold(key, whether)}
                index={index}
                style={style}
                mayEdit={mayEdit}
                version={version}
                onSave={onSave}
                onOpen={onOpen}
              />
            );
          })}
        </Box>
      </Box>
    </>
  );
}

interface RowProps extends Omit<Props, "columns" | "folding"> {
  column: FragmentType<typeof ROW>;
  depth: number;
  /** Whether some lie below others. */
  isTree: boolean;
  /** Whether what lies below is hidden; undefined when nothing does. */
  folded: boolean | undefined;
  onFold: (folded: boolean) => void;
  index: number;
  style: React.CSSProperties;
}

function Row({ column, depth, isTree, folded, onFold, index, style, version, mayEdit, onSave, onOpen }: RowProps) {
  const { t } = useTranslation();
  const { id, path, dataType, logicalType, nullable, primaryKey, unique, description, origin, ...rest } = readFragment(
    ROW,
    column,
  );
  const cell = isTree ? "gridcell" : "cell";
  const full = printPath(path);
  const by = (field: string) => rest.overridden.includes(field) && <ByPerson />;
  return (
    <Box
      className="rows-row rows-data column-grid"
      role="row"
      aria-rowindex={index + 2}
      aria-level={isTree ? depth + 1 : undefined}
      aria-expanded={folded === undefined ? undefined : !folded}
      style={style}
    >
      <span role={cell} title={full} style={{ paddingInlineStart: depth * 16 }}>
        {folded !== undefined && (
          <UnstyledButton
            className="fold"
            aria-expanded={!folded}
            aria-label={t("columns.below", { name: full })}
            onClick={() => onFold(!folded)}
          >
            {folded ? "▸" : "▾"}
          </UnstyledButton>
        )}
        <UnstyledButton
          className="plain-link"
          aria-label={t("columns.open", { name: full })}
          disabled={!onOpen}
          onClick={() => onOpen?.(id)}
          onKeyDown={(event) => {
            // As in any tree.
            if (folded === undefined || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
            event.preventDefault();
            onFold(event.key === "ArrowLeft");
          }}
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
      <span role={cell} className="mono" title={dataType}>
        {dataType}
        {by("dataType")}
      </span>
      <span role={cell} className="mono dimmed" title={logicalType}>
        {logicalType}
        {by("logicalType")}
      </span>
      <span role={cell}>
        {nullable ? t("columns.yes") : t("columns.no")}
        {by("nullable")}
      </span>
      <span role={cell}>
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
      <span role={cell} className="described">
        <EditableText
          text={description ?? ""}
          label={t("columns.describe", { name: full })}
          placeholder={t("columns.describeHere")}
          mayEdit={mayEdit}
          version={version}
          onSave={(text, over) => onSave({ id, description: text || null }, over)}
        />
        {by("description")}
        {rest.tags.map((tag) => (
          <Badge key={tag} size="xs" variant="default" tt="none" flex="none">
            {tag}
          </Badge>
        ))}
      </span>
      <span role={cell}>{rest.upstreamCount === null ? "?" : `↑${rest.upstreamCount} ↓${rest.downstreamCount}`}</span>
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
