import "./panels.css";
import { Button, Drawer, Group, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Direction, LineageLevel } from "~/shared/graphql/generated/graphql";
import { useMayEdit } from "~/shared/graphql/me";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import type { Ends } from "../api/edge";
import { besideOptions, listedOptions } from "../api/list";
import { matching, type Row, sidesOf } from "../model/listed";
import { DEPTHS, depthOf } from "../model/search";
import { AddLineage } from "./AddLineage";
import { CanvasLink } from "./CanvasLink";
import { EdgePanel } from "./EdgePanel";
import { LineageRows } from "./LineageRows";

interface Props {
  /** The table, or the column, that is looked from. */
  of: readonly string[];
  direction?: Direction;
  /** Tables when absent. */
  level?: LineageLevel;
  /** Whether the form that adds lineage is open. */
  adding: boolean;
  onAdding: (adding: boolean) => void;
  /** Where it is drawn. */
  onDraw: (level: LineageLevel) => void;
}

/** What feeds a table and what it feeds, as lists: by distance, to be filtered, each a link; lineage can be added. */
export function LineageList({
  of,
  direction: first = "BOTH",
  level: initial = "TABLE",
  adding: asked,
  onAdding,
  onDraw,
}: Props) {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const [direction, setDirection] = useState<Direction>(first);
  const [level, setLevel] = useState<LineageLevel>(initial);
  const [depth, setDepth] = useState<(typeof DEPTHS)[number]>(3);
  const [filter, setFilter] = useState("");
  const adding = asked && mayEdit;
  const [edge, setEdge] = useState<Ends & { id: string }>();
  const list = useQuery(listedOptions(of, level, direction, depthOf({ depth })));
  const beside = useQuery(besideOptions(of, level));
  const [start] = of;
  const starts = list.data?.lineage.nodes.every(({ depth }) => depth === 0);
  const isEmpty = starts === true && !list.error;

  function content() {
    if (list.error) return <Failure error={list.error} retry={() => void list.refetch()} />;
    if (!list.data) return <Loading rows={6} />;
    const { nodes, truncated, totalNodes } = list.data.lineage;
    const { upstream, downstream } = sidesOf(nodes, beside.data?.lineage.edges ?? []);
    if (isEmpty && adding) return null;
    if (isEmpty) {
      return (
        <EmptyState
          title={t("panels.list.empty")}
          text={t(mayEdit ? "panels.list.emptyText" : "panels.list.emptyViewer")}
          action={mayEdit && <Button onClick={() => onAdding(true)}>{t("panels.list.add")}</Button>}
        />
      );
    }
    const side = (name: "UPSTREAM" | "DOWNSTREAM", rows: Row[]) => (
      <LineageRows key={name} name={name} rows={matching(rows, filter)} total={rows.length} onEdge={setEdge} />
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
          onChange={(value) => setDirection(value)}
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
          onChange={(value) => setDepth(DEPTHS.find((known) => String(known) === value) ?? 3)}
        />
        <SegmentedControl
          aria-label={t("panels.level.title")}
          data={(["TABLE", "COLUMN"] as const).map((value) => ({ value, label: t(`panels.level.${value}`) }))}
          value={level}
          onChange={(value) => setLevel(value)}
        />
        <CanvasLink search={{ of: [...of], ...(level === "COLUMN" && { level }) }}>
          {t("panels.list.canvas")}
        </CanvasLink>
        {mayEdit && start && !adding && !isEmpty && (
          <Button variant="default" onClick={() => onAdding(true)}>
            {t("panels.list.add")}
          </Button>
        )}
      </Group>
      {adding && start && (
        <AddLineage key={level} tableId={start} level={level} onDraw={onDraw} onEnd={() => onAdding(false)} />
      )}
      {content()}
      {/* The panel hears Escape itself: what is open within it closes first. */}
      <Drawer.Root
        opened={edge !== undefined}
        onClose={() => setEdge(undefined)}
        position="right"
        closeOnEscape={false}
      >
        <Drawer.Overlay />
        <Drawer.Content aria-label={t("panels.edge.title")}>
          <Drawer.Body pt="md">
            {edge && <EdgePanel edgeId={edge.id} ends={edge} onClose={() => setEdge(undefined)} />}
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
    </Stack>
  );
}
