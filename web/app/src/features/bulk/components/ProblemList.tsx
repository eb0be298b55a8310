import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CellFix } from "~/shared/graphql/generated/graphql";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { importProblemsOptions } from "../api/imports";
import { type Fixes, NO_FIXES, openSuggestions, withSuggestions } from "../model/fixes";
import { unknownHeaders } from "../model/headers";
import { filtered, inOrder, isOfWholeHeader } from "../model/problems";
import type { ImportSearch } from "../model/search";
import { HeaderChoices } from "./HeaderChoices";
import { ProblemFilters } from "./ProblemFilters";
import { ProblemRows } from "./ProblemRows";

interface Props {
  id: string;
  plan: string;
  /** How many there are, those that are not kept too. */
  total: number;
  dropped: number;
  mayMend: boolean;
  /** Whether the file has headers, of which one can say what they mean. */
  mapsHeaders: boolean;
  search: ImportSearch;
  onSearch: (change: Partial<ImportSearch>, replace?: boolean) => void;
  fixes: Fixes;
  onFixes: (fixes: Fixes) => void;
  /** The cells into which something else was put already. */
  tried: ReadonlySet<string>;
  busy: boolean;
  onReplan: (cells: readonly CellFix[]) => void;
}

/** What is wrong with the file: filtered, mended in place, planned anew with what was mended. */
export function ProblemList(props: Props) {
  const { id, plan, total, dropped, mayMend, mapsHeaders, search, onSearch, fixes, onFixes, tried, busy, onReplan } =
    props;
  const { t, i18n } = useTranslation();
  const list = useInfiniteQuery(importProblemsOptions(id, plan));
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  // All of them, page by page: they are counted and filtered here. A page that failed is asked for again by hand.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const problems = useMemo(
    () => list.data && inOrder(list.data.pages.flatMap(({ importJob }) => importJob?.problems.nodes ?? [])),
    [list.data],
  );
  const { severity, sheet, code } = search;
  const shown = useMemo(() => filtered(problems ?? [], { severity, sheet, code }), [problems, severity, sheet, code]);
  const headers = useMemo(() => unknownHeaders(problems ?? []), [problems]);

  if (total === 0) return <EmptyState title={t("bulk.problems.none")} text={t("bulk.problems.noneText")} />;
  if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (!problems) return <Loading rows={8} />;
  const suggested = mayMend ? openSuggestions(fixes, shown) : 0;
  const number = (value: number) => value.toLocaleString(i18n.language);
  return (
    <Stack gap="sm">
      {mayMend && mapsHeaders && headers.length > 0 && (
        <HeaderChoices
          headers={headers}
          tried={tried}
          inTheWay={problems.some((one) => isOfWholeHeader(one) || one.code === "NO_ROWS")}
          busy={busy}
          onChoose={onReplan}
        />
      )}
      <ProblemFilters problems={problems} search={search} onSearch={onSearch} />
      {dropped > 0 && <Alert color="gray">{t("bulk.problems.dropped", { number: number(dropped) })}</Alert>}
      <Group gap="sm" className="bulk">
        <Text size="sm" c="dimmed" role="status">
          {hasNextPage
            ? t("bulk.problems.loading", { number: number(problems.length), all: number(total - dropped) })
            : t("bulk.problems.shown", { count: shown.length, number: number(shown.length) })}
        </Text>
        {suggested > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy}
            onClick={() => onFixes(withSuggestions(fixes, shown))}
          >
            {t("bulk.problems.takeAll", { count: suggested, number: number(suggested) })}
          </Button>
        )}
        {mayMend && (
          <Text size="xs" c="dimmed">
            {t("bulk.problems.hint")}
          </Text>
        )}
      </Group>
      {shown.length > 0 ? (
        <ProblemRows problems={shown} mayMend={mayMend && !busy} fixes={fixes} onFixes={onFixes} />
      ) : (
        <EmptyState
          title={t("bulk.problems.noMatch")}
          text={t("bulk.problems.noMatchText")}
          action={
            <Button
              variant="default"
              onClick={() => onSearch({ severity: undefined, sheet: undefined, code: undefined }, true)}
            >
              {t("filters.reset")}
            </Button>
          }
        />
      )}
      {fixes.size > 0 && (
        <Group className="drawer-actions">
          <Button loading={busy} onClick={() => onReplan([...fixes.values()])}>
            {t("bulk.problems.replan", { count: fixes.size, number: number(fixes.size) })}
          </Button>
          <Button variant="default" disabled={busy} onClick={() => onFixes(NO_FIXES)}>
            {t("bulk.problems.discard")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
