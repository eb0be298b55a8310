import { Badge } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";
import { RouteNav } from "~/shared/ui/links";

const WAITING = graphql(`
  query WaitingCount {
    lineageReview(first: 1) { totalCount { value exact } }
  }
`);

/** Where one decides on lineage, with how much of it waits. */
export function ReviewNav({ onClick }: { onClick: () => void }) {
  const { t, i18n } = useTranslation();
  const waiting = useQuery({
    queryKey: [...keys.lineage, "waiting"],
    queryFn: () => ask(WAITING),
    staleTime: 60_000,
  }).data?.lineageReview.totalCount;
  return (
    <RouteNav
      to="/review"
      label={t("nav.review")}
      onClick={onClick}
      className="nav"
      rightSection={
        waiting &&
        waiting.value > 0 && (
          <Badge size="sm" variant="light" className="status" aria-label={t("nav.waiting", { count: waiting.value })}>
            {waiting.value.toLocaleString(i18n.language)}
            {waiting.exact ? "" : "+"}
          </Badge>
        )
      }
    />
  );
}
