import "./panels.css";
import { Button, Drawer, Group, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { LineageLevel } from "~/shared/graphql/generated/graphql";
import { useMayEdit } from "~/shared/graphql/me";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import type { Ends } from "../api/edge";
import { besideOptions, listedOptions } from "../api/list";
import { matching, type Row, sidesOf } from "../model/listed";
import type { LineageListSearch } from "../model/listSearch";
import { DEPTHS, depthOf, USUAL_DEPTH } from "../model/search";
import { AddLineage } from "./AddLineage";
import { CanvasLink } from "./CanvasLink";
import { EdgePanel } from "./EdgePanel";
import { LineageRows } from "./LineageRows";

interface Props {
  /** The table, or the column, that is looked from. */
  of: readonly string[];
  search: LineageListSearch;
  onSearch: (change: Partial<LineageListSearch>, replace?: boolean) => void;
  /** Whether the form that adds lineage is open. */
  adding: boolean;
  onAdding: (adding: boolean) => void;
  /** Where it is drawn. */
  onDraw: (level: LineageLevel) => void;
}

/** What feeds a table and what it feeds, as lists: by distance, to be filtered, each a link; lineage can be added. */
export function LineageList({ of, search, onSearch, adding: asked, onAdding, onDraw }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const { direction = "BOTH", depth = USUAL_DEPTH, find = "", edge } = search;
  const level: LineageLevel = search.level ?? "TABLE";
  const [filter, setFilter] = useDebouncedText(find, (text) => onSearch({ find: text || undefined }, true));
  const adding = asked && mayEdit;
  const closeEdge = () => onSearch({ edge: undefined, from: undefined, to: undefined });
  const list = useQuery(listedOptions(of, level, direction, depthOf({ depth })));
  const beside = useQuery(besideOptions(of, level));
  const [start] = of;
  const ends: Ends | undefined = search.from && search.to ? { from: search.from, to: search.to, level } : undefined;
  const starts = list.data?.lineage.nodes.every(({ depth }) => depth === 0);
  const isEmpty = starts === true;

  function content() {
    if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
    if (!list.data) return <Loading rows={6} />;
    const { nodes, truncated, totalNodes } = list.data.lineage;
    const { upstream, downstream } = sidesOf(nodes, beside.data?.lineage.edges ?? []);
    if (isEmpty && adding) return null;
    if (isEmpty) {
      return (
        <EmptyState
          title={t("panels.list.empty")}
          text={t(mayEdit ? "panels.list.emptyText" : "panels.list.emptyViewer")}
          action={mayEdit && <Button onClick={() => onAdding(true)}>{t("panels.add.title")}</Button>}
        />
      );
    }
    const side = (name: "UPSTREAM" | "DOWNSTREAM", rows: Row[]) => (
      <LineageRows
        key={name}
        name={name}
        rows={matching(rows, filter)}
        total={rows.length}
        onEdge={({ id, from, to }) => onSearch({ edge: id, from, to })}
      />
    );
    return (
      <Stack gap="md">
        {truncated && (
          <p className="dimmed small" role="status">
            {t("panels.list.truncated", { shown: nodes.length, number: totalNodes })}
          </p>
        )}
        {direction !== "DOWNSTREAM" && side("UPSTREAM", upstream)}
        {direction !== "UPSTREAM" && side("DOWNSTREAM", downstream)}
      </Stack>
    );
  }

  return (
    <Stack gap="md">
      <Group gap="sm">
        <TextInput
          type="search"
          w={160}
          aria-label={t("panels.list.filter")}
          title={t("panels.list.filter")}
          placeholder={t("panels.filters.title")}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t("panels.direction.title")}
          data={(["UPSTREAM", "BOTH", "DOWNSTREAM"] as const).map((value) => ({
            value,
            label: t(`panels.direction.${value}`),
          }))}
          value={direction}
          onChange={(value) => onSearch({ direction: value === "BOTH" ? undefined : value })}
        />
        <Select
          aria-label={t("panels.depth.title")}
          w={120}
          allowDeselect={false}
          data={DEPTHS.map((value) => ({
            value: String(value),
            label: value === "all" ? t("panels.depth.toEnds") : t("panels.depth.steps", { count: value }),
          }))}
          value={String(depth)}
          onChange={(value) =>
            onSearch({ depth: DEPTHS.find((known) => String(known) === value && known !== USUAL_DEPTH) })
          }
        />
        <SegmentedControl
          aria-label={t("panels.level.title")}
          data={(["TABLE", "COLUMN"] as const).map((value) => ({ value, label: t(`panels.level.${value}`) }))}
          value={level}
          onChange={(value) => onSearch({ level: value === "COLUMN" ? value : undefined })}
        />
        <CanvasLink search={{ of: [...of], ...(level === "COLUMN" && { level }) }}>
          {t("panels.list.canvas")}
        </CanvasLink>
        {mayEdit && start && !adding && !isEmpty && (
          <Button variant="default" onClick={() => onAdding(true)}>
            {t("panels.add.title")}
          </Button>
        )}
      </Group>
      {adding && start && (
        <AddLineage key={level} tableId={start} level={level} onDraw={onDraw} onEnd={() => onAdding(false)} />
      )}
      {content()}
      {/* The panel hears Escape itself: what is open within it closes first. */}
      <Drawer.Root opened={edge !== undefined} onClose={closeEdge} position="right" closeOnEscape={false}>
        <Drawer.Overlay />
        <Drawer.Content aria-label={t("panels.edge.title")}>
          <Drawer.Body pt="md">{edge && <EdgePanel edgeId={edge} ends={ends} onClose={closeEdge} />}</Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
    </Stack>
  );
}
