import { Alert, Badge, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { betweenOptions, type Ends, endsOptions } from "../api/edge";
import { ClaimItem } from "./ClaimItem";
import { ColumnsBetween } from "./ColumnsBetween";
import { EdgeSign } from "./EdgeSign";
import { Panel } from "./Panel";
import { Review } from "./Review";

const END = graphql(`
  fragment EdgeEnd on LineageNode {
    id table { id qualifiedName kind source { name } } column { id name logicalType }
  }
`);

interface Props {
  edgeId: string;
  /** What is known of where it runs; needed for an edge that is derived or has ended. */
  ends?: Ends;
  /** The point of history that is looked at; now when absent. */
  at?: string;
  /** Where it is looked for when it is not there at that point. */
  since?: string;
  onClose: () => void;
  onChanged?: () => void;
}

/** One edge: where it runs, who claims so and why, what can be decided about it. */
export function EdgePanel({ edgeId, ends: known, at, since, onClose, onChanged }: Props) {
  const { t } = useTranslation();
  const byId = useQuery({ ...endsOptions(edgeId), enabled: known === undefined });
  const ends = known ?? byId.data?.lineageEdge ?? undefined;
  const now = useQuery(betweenOptions(ends ?? NOWHERE, at));
  const direct = directOf(now.data);
  const earlier = useQuery({
    ...betweenOptions(ends ?? NOWHERE, since),
    enabled: ends !== undefined && since !== undefined && now.isSuccess && !direct,
  });
  // Without a point to look for it at, the query would hold what is told of now.
  const found = direct ?? (since === undefined ? undefined : directOf(earlier.data));
  const failed = [byId, now, earlier].find(({ isLoadingError }) => isLoadingError);

  function content() {
    if (failed) return <Failure error={failed.error} retry={() => void failed.refetch()} />;
    if (byId.isLoading || now.isLoading || earlier.isLoading) return <Loading rows={4} height={56} />;
    if (!found) return <Alert color="gray">{t("panels.edge.gone")}</Alert>;
    const { edge, from, to } = found;
    // What is over is only looked at.
    const past = at !== undefined || !direct;
    return (
      <Stack gap="md">
        <Stack gap={4}>
          <End node={from} />
          <Text size="xs" c="dimmed" pl={4}>
            ↓ {t("panels.edge.feeds")}
          </Text>
          <End node={to} />
        </Stack>
        <Group gap="xs">
          <span className="edge-label">
            <EdgeSign edge={edge} ghost={!direct} />
            <Text span size="sm" fw={600}>
              {t(`panels.status.${edge.status}`)}
            </Text>
          </span>
          {edge.origins.map((origin) => (
            <Badge key={origin} size="sm" variant="default" tt="none">
              {t(`panels.origin.${origin}`)}
            </Badge>
          ))}
        </Group>
        {past && (
          <Alert color="gray" p="xs">
            {edge.until === null ? t("panels.edge.past") : t("panels.edge.until", { seq: edge.until })}
          </Alert>
        )}
        {edge.derived && <Text size="sm">{t("panels.edge.derived")}</Text>}
        {!past && <Review edge={edge} onChanged={onChanged} onEnded={onClose} />}
        {edge.assertions.length > 0 && (
          <section aria-label={t("panels.edge.claims")}>
            <Text size="sm" fw={600} mb={4}>
              {t("panels.edge.claimsCount", { count: edge.assertions.length })}
            </Text>
            <Stack gap="xs">
              {edge.assertions.map((claim) => (
                <ClaimItem
                  key={claim.id}
                  claim={claim}
                  version={edge.version ?? 0}
                  last={edge.assertions.length === 1}
                  past={past}
                  onChanged={onChanged}
                />
              ))}
            </Stack>
          </section>
        )}
        {edge.level === "TABLE" && (
          <>
            <ColumnsBetween from={edge.from} to={edge.to} at={past ? (at ?? since) : undefined} />
            {!past && (
              <RouteAnchor to="/mapping" search={{ from: edge.from, to: edge.to }} size="sm">
                {t("mapping.title")}
              </RouteAnchor>
            )}
          </>
        )}
      </Stack>
    );
  }

  return (
    <Panel title={t("panels.edge.title")} onClose={onClose}>
      {content()}
    </Panel>
  );
}

const NOWHERE: Ends = { from: "", to: "", level: "TABLE" };

type Between = NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof betweenOptions>["queryFn"]>>>>;

/** The edge itself, when the shortest way between its ends is one. */
function directOf(data: Between | undefined) {
  const [path] = data?.lineagePaths ?? [];
  const [edge] = path?.edges ?? [];
  const [from, to] = path?.nodes ?? [];
  return path?.edges.length === 1 && edge && from && to ? { edge, from, to } : undefined;
}

function End({ node }: { node: FragmentType<typeof END> }) {
  const { t } = useTranslation();
  const { table, column } = readFragment(END, node);
  return (
    <div>
      <RouteAnchor to="/tables/$id" params={{ id: table.id }} fw={600} className="breaking">
        {table.qualifiedName}
      </RouteAnchor>
      {column && (
        <Text size="sm" className="breaking">
          {column.name} <span className="mono dimmed">{column.logicalType}</span>
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {[t(`tableKind.${table.kind}`), table.source?.name].filter(Boolean).join(" · ")}
      </Text>
    </div>
  );
}
