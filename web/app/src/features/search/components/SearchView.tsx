import "../search.css";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { Downloads } from "~/shared/ui/Downloads";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { Page } from "~/shared/ui/Page";
import { countOptions, resultsOptions } from "../api/documents";
import { wordsOf } from "../model/highlight";
import { lineOf } from "../model/results";
import type { SearchSearch } from "../model/search";
import { LineContent } from "./LineContent";

interface Props {
  search: SearchSearch;
  onSearch: (change: SearchSearch) => void;
}

/** All that was found, page by page. */
export function SearchView({ search, onSearch }: Props) {
  const { t, i18n } = useTranslation();
  const text = (search.q ?? "").trim();
  const [written, setWritten] = useDebouncedText(search.q ?? "", (q) => onSearch({ q: q || undefined }));
  const list = useInfiniteQuery(resultsOptions(text));
  const count = useQuery(countOptions(text)).data?.search.totalCount;
  const lines = list.data?.pages.flatMap(({ search }) => search.nodes.map(lineOf));

  function content() {
    if (text === "") return <EmptyState title={t("search.title")} text={t("search.noneText")} />;
    if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
    if (!lines) return <Loading rows={8} height={56} />;
    if (lines.length === 0) return <EmptyState title={t("search.none", { text })} text={t("search.noneText")} />;
    return (
      <Stack gap="md">
        <ul className="found" data-stale={list.isPlaceholderData || undefined}>
          {lines.map((line) => (
            <li key={line.key}>
              <Link {...line.link} className="search-line">
                <LineContent line={line} words={wordsOf(text)} />
              </Link>
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("showMore")}
          </Button>
        )}
      </Stack>
    );
  }

  return (
    <Page title={t("search.page")}>
      <TextInput
        type="search"
        mb="sm"
        maw={560}
        aria-label={t("search.title")}
        placeholder={t("search.placeholder")}
        value={written}
        onChange={(event) => setWritten(event.currentTarget.value)}
      />
      <Group justify="space-between" gap="xs" mb="xs" mih={30}>
        <Text size="sm" c="dimmed" role="status">
          {count &&
            t(count.exact ? "search.results" : "search.resultsMore", {
              count: count.value,
              number: count.value.toLocaleString(i18n.language),
            })}
        </Text>
        {lines && lines.length > 0 && text !== "" && (
          <Downloads addressOf={(format) => `/export/search.${format}?${new URLSearchParams({ text })}`} />
        )}
      </Group>
      {content()}
    </Page>
  );
}
