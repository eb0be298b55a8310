import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Scroller } from "~/shared/ui/Scroller";
import { columnsBetweenOptions } from "../api/edge";
import { EdgeSign } from "./EdgeSign";

/** The column edges between two tables, which the edge between the tables stands for too. */
export function ColumnsBetween({ from, to, at }: { from: string; to: string; at?: string }) {
  const { t } = useTranslation();
  const lineage = useQuery(columnsBetweenOptions(from, at)).data?.lineage;
  if (!lineage) return null;
  const nodes = new Map(lineage.nodes.map((node) => [node.id, node]));
  const edges = lineage.edges.filter((edge) => nodes.get(edge.to)?.table.id === to);
  if (edges.length === 0) return null;
  const name = (id: string) => nodes.get(id)?.column?.name ?? id;
  return (
    <section aria-label={t("panels.edge.columns")}>
      <Text size="sm" fw={600} mb={4}>
        {t("panels.edge.columnsCount", { count: edges.length })}
      </Text>
      <Scroller as="ul" className="panel-list scrolling" aria-label={t("panels.edge.columns")}>
        {edges.map((edge) => (
          <li key={edge.id} className="panel-row">
            <EdgeSign edge={edge} />
            <span className="breaking">
              {name(edge.from)} → {name(edge.to)}
            </span>
          </li>
        ))}
      </Scroller>
    </section>
  );
}
