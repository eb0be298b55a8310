import { Badge, Button, Group, Text, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { differencesOptions } from "../api/history";
import { namesOptions } from "../api/names";
import { nameOf } from "../model/affected";
import { countsOf, differencesOf, endsOf, SORTS } from "../model/differences";
import { type LineageSearch, levelOf } from "../model/search";
import { EdgeSign } from "./EdgeSign";

interface Props {
  search: LineageSearch;
  onSearch: (change: Partial<LineageSearch>) => void;
}

const PAGE = 50;
const COLORS = { added: "teal", ended: "red", changed: "blue" } as const;

/** What came, went or is held otherwise between two points of history; whatever is clicked is looked at. */
export function DiffList({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(PAGE);
  const query = useQuery(differencesOptions(search));
  const all = differencesOf(query.data?.lineageDiff.edges ?? []);
  const shown = all.slice(0, limit);
  const { early, late } = endsOf(shown);
  const level = levelOf(search);
  const before = useQuery(namesOptions(early, level, search.since));
  const after = useQuery(namesOptions(late, level, search.at));
  const names = new Map(
    [...(before.data?.lineage.nodes ?? []), ...(after.data?.lineage.nodes ?? [])].map((node) => [
      node.id,
      nameOf(node),
    ]),
  );

  if (query.isLoadingError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return query.isLoading ? <Loading rows={2} /> : null;
  const counts = countsOf(all);
  const told = SORTS.filter((sort) => counts[sort] > 0);
  return (
    <>
      <Group gap="xs" mt="xs" role="status">
        {told.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("panels.diff.none")}
          </Text>
        )}
        {told.map((sort) => (
          <Badge key={sort} variant="light" color={COLORS[sort]} className="status" tt="none">
            {t(`panels.diff.count.${sort}`, { count: counts[sort] })}
          </Badge>
        ))}
      </Group>
      <ul className="panel-list diff-list" aria-label={t("panels.diff.title")}>
        {shown.map(({ sort, edge, was }) => (
          <li key={edge.id}>
            <UnstyledButton className="panel-row" onClick={() => onSearch({ edge: edge.id })}>
              <Badge size="sm" variant="light" color={COLORS[sort]} className="status" tt="none" flex="none">
                {t(`panels.diff.${sort}`)}
              </Badge>
              <EdgeSign edge={edge} ghost={sort === "ended"} />
              <span className="breaking">
                {names.get(edge.from) ?? "…"} → {names.get(edge.to) ?? "…"}
              </span>
              {was && (
                <Text span size="xs" c="dimmed" className="unbroken">
                  {t(`panels.status.${was}`)} → {t(`panels.status.${edge.status}`)}
                </Text>
              )}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {all.length > shown.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setLimit((old) => old + PAGE)}>
          {t("panels.diff.more", { shown: shown.length, count: all.length })}
        </Button>
      )}
    </>
  );
}
