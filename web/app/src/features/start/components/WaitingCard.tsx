import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { RouteAnchor } from "~/shared/ui/links";
import { type WaitingEnd, waitingOptions } from "../api/documents";
import { Card } from "./Card";

const nameOf = ({ id, table, column }: WaitingEnd) =>
  [table?.qualifiedName, column?.name].filter(Boolean).join(" · ") || id;

/** The surest of the lineage that waits for a decision; nothing when none does. */
export function WaitingCard({ mayEdit }: { mayEdit: boolean }) {
  const { t, i18n } = useTranslation();
  const waiting = useQuery(waitingOptions).data?.lineageReview;
  if (!waiting || waiting.nodes.length === 0) return null;
  const { value, exact } = waiting.totalCount;
  const number = `${value.toLocaleString(i18n.language)}${exact ? "" : "+"}`;
  const more = (
    <RouteAnchor to="/review" size="sm">
      {mayEdit ? t("start.decide") : t("showMore")}
    </RouteAnchor>
  );
  return (
    <Card title={t("start.waiting", { count: value, number })} more={more}>
      <Stack gap={6} component="ul" className="steps">
        {waiting.nodes.map(({ confidence, edge, from, to }) => (
          <li key={edge.id} className="start-line">
            <RouteAnchor
              to="/lineage"
              search={{ of: [from.id], edge: edge.id, ...(edge.level === "COLUMN" && { level: edge.level }) }}
              size="sm"
              className="breaking"
            >
              {nameOf(from)} → {nameOf(to)}
            </RouteAnchor>
            {confidence !== null && (
              <Text span size="xs" c="dimmed" className="unbroken">
                {confidence.toLocaleString(i18n.language, { style: "percent" })}
              </Text>
            )}
          </li>
        ))}
      </Stack>
    </Card>
  );
}
