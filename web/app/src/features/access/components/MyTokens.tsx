import { Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { myTokensOptions } from "../api/tokens";
import { TokenList } from "./TokenList";

interface Props {
  onlyActive: boolean;
  /** Among other things, where none is no reason for an empty page. */
  isPart?: boolean;
}

/** One's own tokens, newest first. */
export function MyTokens({ onlyActive, isPart = false }: Props) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(myTokensOptions(onlyActive));
  if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data?.pages.flatMap((page) => page?.nodes ?? []);
  if (!rows) return <Loading rows={3} />;
  if (rows.length === 0 && isPart) {
    return (
      <Text size="sm" c="dimmed">
        {t("access.noTokensText")}
      </Text>
    );
  }
  if (rows.length === 0) return <EmptyState title={t("access.noTokens")} text={t("access.noTokensText")} />;
  return (
    <>
      <TokenList rows={rows} />
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
    </>
  );
}
