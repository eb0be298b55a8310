import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSeen } from "~/shared/hooks/useSeen";
import { withArrow } from "~/shared/model/arrow";
import { Ago } from "~/shared/ui/Ago";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { recentOptions, type StartSource } from "../api/documents";
import { Card } from "./Card";

function Nothing({ text }: { text: string }) {
  return (
    <Text size="sm" c="dimmed">
      {text}
    </Text>
  );
}

/** What was looked at in this browser. */
export function SeenCard() {
  const { t } = useTranslation();
  const seen = useSeen().filter(({ kind }) => kind !== "lineage");
  return (
    <Card title={t("start.seen")}>
      {seen.length === 0 && <Nothing text={t("start.seenNone")} />}
      <Stack gap={6} component="ul" className="steps">
        {seen.slice(0, 8).map(({ kind, id, name }) => (
          <li key={`${kind} ${id}`} className="start-line">
            {kind === "table" ? (
              <RouteAnchor to="/tables/$id" params={{ id }} size="sm" className="breaking">
                {name}
              </RouteAnchor>
            ) : (
              <RouteAnchor to="/sources" search={{ edit: id }} size="sm" className="breaking">
                {name}
              </RouteAnchor>
            )}
            <Text span size="xs" c="dimmed" className="unbroken">
              {t(kind === "table" ? "search.kind.table" : "search.kind.source")}
            </Text>
          </li>
        ))}
      </Stack>
    </Card>
  );
}

/** The sources whose newest test failed. */
export function FailedCard({ sources }: { sources: readonly StartSource[] }) {
  const { t } = useTranslation();
  const failed = sources.filter(({ lastTest }) => lastTest?.status === "FAILED");
  if (failed.length === 0) return null;
  return (
    <Card title={t("start.failed", { count: failed.length })}>
      <Stack gap={6} component="ul" className="steps">
        {failed.slice(0, 8).map(({ id, name, lastTest }) => (
          <li key={id} className="start-line">
            <RouteAnchor to="/sources" search={{ edit: id }} size="sm" className="breaking">
              {name}
            </RouteAnchor>
            {lastTest && <Ago at={lastTest.testedAt} />}
          </li>
        ))}
      </Stack>
      {failed.length > 8 && (
        <RouteAnchor to="/sources" size="sm">
          {t("start.allSources", { count: failed.length })}
        </RouteAnchor>
      )}
    </Card>
  );
}

/** The newest changes. */
export function ChangesCard() {
  const { t, i18n } = useTranslation();
  const recent = useQuery(recentOptions);
  const more = (
    <RouteAnchor to="/changes" size="sm">
      {t("start.allChanges")}
    </RouteAnchor>
  );
  function content() {
    if (recent.isLoadingError) return <Failure error={recent.error} retry={() => void recent.refetch()} />;
    if (!recent.data) return <Loading rows={4} height={28} />;
    const { nodes } = recent.data.changesets;
    const number = (value: number) => value.toLocaleString(i18n.language);
    if (nodes.length === 0) return <Nothing text={t("changes.emptyText")} />;
    return (
      <Stack gap="sm" component="ul" className="steps">
        {nodes.map(({ id, at, message, actor, changes }) => (
          <li key={id}>
            <div className="start-line">
              <Text span size="sm" fw={600}>
                {actor.name}
              </Text>
              <Ago at={at} />
            </div>
            <Text size="sm" className="breaking">
              {changes.nodes
                .map(
                  ({ kind, name, operation }) =>
                    `${t(`operation.${operation}`)} · ${t(`entity.${kind}`)} ${withArrow(kind, name)}`,
                )
                .join(", ")}
              {changes.totalCount.value > changes.nodes.length &&
                ` ${t("changes.more", { number: number(changes.totalCount.value - changes.nodes.length) })}`}
            </Text>
            {message && (
              <Text size="xs" c="dimmed" className="breaking">
                {message}
              </Text>
            )}
          </li>
        ))}
      </Stack>
    );
  }
  return (
    <Card title={t("start.recent")} more={more}>
      {content()}
    </Card>
  );
}
