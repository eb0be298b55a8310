import { Box, Text, UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { RouteAnchor } from "~/shared/ui/links";
import { Middle } from "~/shared/ui/Middle";
import type { Ends } from "../api/edge";
import { nameOf } from "../model/affected";
import type { Row } from "../model/listed";
import { EdgeSign } from "./EdgeSign";

interface Props {
  name: "UPSTREAM" | "DOWNSTREAM";
  rows: readonly Row[];
  /** How many there are without the filter. */
  total: number;
  onEdge: (edge: Ends & { id: string }) => void;
}

const ROW_HEIGHT = 40;

/** One side of the lineage, nearest first; rows are drawn as they come into sight. */
export function LineageRows({ name, rows, total, onEdge }: Props) {
  const { t, i18n } = useTranslation();
  const heading = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const number = (value: number) => value.toLocaleString(i18n.language);
  return (
    <section aria-labelledby={heading}>
      <Text id={heading} fw={600} mb={4}>
        {t(`panels.list.${name}`)}{" "}
        <Text span size="sm" c="dimmed" fw={400}>
          {rows.length === total
            ? number(total)
            : t("panels.list.some", { shown: number(rows.length), number: number(total) })}
        </Text>
      </Text>
      {total === 0 ? (
        <Text size="sm" c="dimmed">
          {t(`panels.impact.none.${name}`)}
        </Text>
      ) : rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("panels.list.noMatch")}
        </Text>
      ) : (
        <Box
          ref={scroller}
          className="rows lineage-rows"
          role="table"
          aria-rowcount={rows.length + 1}
          aria-labelledby={heading}
          tabIndex={0}
        >
          <Box className="rows-row rows-head lineage-grid" role="row">
            <span role="columnheader">{t("panels.list.distance")}</span>
            <span role="columnheader">{t("tables.name")}</span>
            <span role="columnheader">{t("tables.column.kind")}</span>
            <span role="columnheader">{t("tables.column.source")}</span>
            <span role="columnheader">{t("tables.column.owner")}</span>
            <span role="columnheader">{t("tables.column.lineage")}</span>
          </Box>
          <Box className="rows-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              if (!row) return null;
              const { node, depth, edge } = row;
              return (
                <Box
                  key={node.id}
                  className="rows-row rows-data lineage-grid"
                  role="row"
                  aria-rowindex={index + 2}
                  style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
                >
                  <span role="cell">{number(depth)}</span>
                  <span role="cell" title={nameOf(node)}>
                    <RouteAnchor
                      to="/tables/$id"
                      params={{ id: node.table.id }}
                      search={node.column ? { q: node.column.name } : {}}
                      size="sm"
                    >
                      <Middle text={nameOf(node)} />
                    </RouteAnchor>
                  </span>
                  <span role="cell">{t(`tableKind.${node.table.kind}`)}</span>
                  <span role="cell">
                    {node.table.source?.name ?? <span className="dimmed">{t("tables.manual")}</span>}
                  </span>
                  <span role="cell">{node.table.owner}</span>
                  <span role="cell">
                    {edge && (
                      <UnstyledButton
                        className="edge-label edge-button"
                        aria-label={t("panels.list.edge", {
                          name: nameOf(node),
                          status: t(`panels.status.${edge.status}`),
                        })}
                        onClick={() => onEdge({ id: edge.id, from: edge.from, to: edge.to, level: node.level })}
                      >
                        <EdgeSign edge={edge} />
                        <Text span size="sm">
                          {t(`panels.status.${edge.status}`)}
                        </Text>
                      </UnstyledButton>
                    )}
                  </span>
                </Box>
              );
            })}
          </Box>
        </Box>
      )}
    </section>
  );
}
