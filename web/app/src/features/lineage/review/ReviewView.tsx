import "./review.css";
import { Button, Checkbox, Group, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { useMayEdit } from "~/shared/graphql/me";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { Page } from "~/shared/ui/Page";
import { proposalCountOptions, proposalsOptions } from "../api/review";
import { REVIEW } from "../api/writes";
import { toggled } from "../model/review";
import { NO_REVIEW_FILTER, type ReviewSearch, reviewFilterOf } from "../model/reviewSearch";
import { useLineageWrite } from "../panels/useLineageWrite";
import { ProposalItem } from "./ProposalItem";
import { RejectDialog } from "./RejectDialog";
import { ReviewFilters } from "./ReviewFilters";
import { useReviewKeys } from "./useReviewKeys";

interface Props {
  search: ReviewSearch;
  onSearch: (change: Partial<ReviewSearch>) => void;
}

interface Decision {
  ids: string[];
  decision: "APPROVED" | "REJECTED";
  note?: string;
}

/** All lineage that waits for a decision, the surest first; one decision on many is one change. */
export function ReviewView({ search, onSearch }: Props) {
  const { t, i18n } = useTranslation();
  const mayEdit = useMayEdit();
  const filter = reviewFilterOf(search);
  const filtered = Object.keys(filter).length > 0;
  const query = useInfiniteQuery(proposalsOptions(filter));
  const total = useQuery(proposalCountOptions(filter)).data?.lineageReview.totalCount;
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(0);
  const [rejected, setRejected] = useState<string[]>();
  const proposals = useMemo(
    () => query.data?.pages.flatMap(({ lineageReview }) => lineageReview.nodes) ?? [],
    [query.data],
  );
  const ids = useMemo(() => proposals.map(({ edge }) => edge.id), [proposals]);
  const waiting = ids.filter((id) => chosen.has(id));

  const review = useLineageWrite(
    async (decision: Decision) => (await ask(REVIEW, { ...decision })).reviewLineage,
    ({ ids: { length: count }, decision }) =>
      t(decision === "APPROVED" ? "review.approved" : "review.rejected", { count }),
    () => {
      setChosen(new Set());
      setRejected(undefined);
    },
  );
  const approve = (about: string[]) => review.mutate({ ids: about, decision: "APPROVED" });
  const choose = (id: string) => setChosen((before) => toggled(before, id));
  const active = mayEdit && !review.isPending && rejected === undefined;
  useReviewKeys({ list, ids, chosen, at, setAt, active, choose, approve, reject: setRejected });

  function content() {
    if (query.isLoadingError) return <Failure error={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Loading rows={6} height={72} />;
    if (proposals.length === 0) {
      return filtered ? (
        <EmptyState
          title={t("review.noMatch")}
          text={t("review.noMatchText")}
          action={
            <Button variant="default" onClick={() => onSearch(NO_REVIEW_FILTER)}>
              {t("filters.reset")}
            </Button>
          }
        />
      ) : (
        <EmptyState title={t("review.empty")} text={t("review.emptyText")} />
      );
    }
    return (
      <>
        <Group gap="sm" mb="xs" mih={36}>
          {mayEdit && (
            <Checkbox
              aria-label={t("review.chooseAll")}
              checked={waiting.length === ids.length}
              indeterminate={waiting.length > 0 && waiting.length < ids.length}
              onChange={() => setChosen(waiting.length === ids.length ? new Set() : new Set(ids))}
            />
          )}
          <Text size="sm" c="dimmed" role="status">
            {waiting.length > 0
              ? t("review.chosen", { count: waiting.length })
              : total &&
                t("review.count", {
                  count: total.value,
                  number: `${total.value.toLocaleString(i18n.language)}${total.exact ? "" : "+"}`,
                })}
          </Text>
          {waiting.length > 0 && (
            <Group gap="xs" role="toolbar" aria-label={t("review.chosen", { count: waiting.length })}>
              <Button size="xs" loading={review.isPending} onClick={() => approve(waiting)}>
                {t("review.approve")}
              </Button>
              <Button size="xs" variant="default" disabled={!active} onClick={() => setRejected(waiting)}>
                {t("review.reject")} …
              </Button>
            </Group>
          )}
          {mayEdit && (
            <Text size="xs" c="dimmed" ml="auto" visibleFrom="sm">
              {t("review.keys")}
            </Text>
          )}
        </Group>
        <ul ref={list} className="proposals" aria-label={t("review.list")}>
          {proposals.map((proposal, index) => {
            const { id } = proposal.edge;
            return (
              <ProposalItem
                key={id}
                proposal={proposal}
                mayEdit={mayEdit}
                chosen={chosen.has(id)}
                current={index === at}
                busy={!active}
                onCurrent={() => setAt(index)}
                onChoose={() => choose(id)}
                onDecide={(decision) => (decision === "APPROVED" ? approve([id]) : setRejected([id]))}
              />
            );
          })}
        </ul>
        {query.hasNextPage && (
          <Button
            mt="sm"
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("showMore")}
          </Button>
        )}
      </>
    );
  }

  return (
    <Page title={t("review.title")}>
      <Text c="dimmed" mb="md" maw={900}>
        {t("review.lead")}
      </Text>
      {(filtered || proposals.length > 0) && <ReviewFilters search={search} onSearch={onSearch} />}
      {content()}
      {rejected && (
        <RejectDialog
          count={rejected.length}
          busy={review.isPending}
          onReject={(note) => review.mutate({ ids: rejected, decision: "REJECTED", note })}
          onClose={() => setRejected(undefined)}
        />
      )}
    </Page>
  );
}
