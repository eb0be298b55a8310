import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Direction, LineageFilter } from "~/shared/graphql/generated/graphql";
import { Downloads } from "~/shared/ui/Downloads";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { impactListOptions, impactOptions } from "../api/impact";
import { nameOf, tally } from "../model/affected";
import { impactAddress } from "../model/impactAddress";
import { Counts } from "./Counts";
import { Panel } from "./Panel";

interface Props {
  of: readonly string[];
  direction?: Direction;
  filter: LineageFilter;
  /** The point of history that is looked at; now when absent. */
  at?: string;
  onClose: () => void;
}

/** What changes when these tables or columns do, or what they rely on: counts, the list, all of it as a file of the server. */
export function ImpactPanel({ of, direction, filter, at, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const [way, setWay] = useState<"UPSTREAM" | "DOWNSTREAM">(direction === "UPSTREAM" ? "UPSTREAM" : "DOWNSTREAM");
  const asked = { of, direction: way, filter, at };
  const query = useQuery(impactOptions(asked));
  const list = useInfiniteQuery(impactListOptions(asked));
  const number = (value: number) => value.toLocaleString(i18n.language);

  function content() {
    const failed = [query, list].find(({ isLoadingError }) => isLoadingError);
    if (failed)
      return <Failure error={failed.error} retry={() => void Promise.all([query.refetch(), list.refetch()])} />;
    const impact = query.data?.impact;
    const rows = list.data?.pages.flatMap(({ impact: { nodes } }) => nodes.nodes);
    if (!impact || !rows) return <Loading rows={6} />;
    if (impact.tables + impact.columns === 0) {
      return (
        <Text size="sm" c="dimmed">
          {t(`panels.impact.none.${way}`)}
        </Text>
      );
    }
    return (
      <Stack gap="md">
        <Group justify="space-between" gap="xs">
          <Text fw={600} role="status">
            {t("panels.impact.total", {
              tables: t("panels.impact.tables", { count: impact.tables, number: number(impact.tables) }),
              columns: t("panels.impact.columns", { count: impact.columns, number: number(impact.columns) }),
            })}
          </Text>
          <Downloads addressOf={(format) => impactAddress(format, asked)} />
        </Group>
        <Counts
          title={t("panels.impact.byDistance")}
          entries={impact.byDepth.map(({ depth, tables, columns }) => ({
            label: t("panels.impact.steps", { count: depth, number: number(depth) }),
            count: tables || columns,
          }))}
        />
        <Counts
          title={t("panels.impact.bySource")}
          entries={impact.bySource.map(({ count, source }) => ({ label: source?.name ?? t("tables.manual"), count }))}
        />
        <Counts
          title={t("panels.impact.byKind")}
          partOf={list.hasNextPage ? rows.length : undefined}
          entries={tally(rows.map(({ table }) => t(`tableKind.${table.kind}`))).map(({ value, count }) => ({
            label: value ?? "",
            count,
          }))}
        />
        <Counts
          title={t("panels.impact.byOwner")}
          partOf={list.hasNextPage ? rows.length : undefined}
          entries={tally(rows.map(({ table }) => table.owner)).map(({ value, count }) => ({
            label: value ?? t("panels.impact.noOwner"),
            count,
          }))}
        />
        <section aria-label={t("panels.impact.list")}>
          <ul className="panel-list">
            {rows.map((node) => (
              <li key={node.id} className="panel-row">
                <Text span size="xs" c="dimmed" w={24} ta="right" aria-hidden>
                  {node.depth}
                </Text>
                <RouteAnchor to="/tables/$id" params={{ id: node.table.id }} size="sm" flex={1} className="breaking">
                  {nameOf(node)}
                </RouteAnchor>
                <Text span size="xs" c="dimmed" className="unbroken">
                  {t(`tableKind.${node.table.kind}`)}
                </Text>
              </li>
            ))}
          </ul>
          {list.hasNextPage && (
            <Button
              size="xs"
              mt="xs"
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t("showMore")}
            </Button>
          )}
        </section>
      </Stack>
    );
  }

  return (
    <Panel title={t("panels.impact.title")} onClose={onClose}>
      <SegmentedControl
        size="xs"
        mb="sm"
        fullWidth
        aria-label={t("panels.impact.title")}
        data={(["DOWNSTREAM", "UPSTREAM"] as const).map((value) => ({ value, label: t(`panels.impact.${value}`) }))}
        value={way}
        onChange={setWay}
      />
      {content()}
    </Panel>
  );
}
