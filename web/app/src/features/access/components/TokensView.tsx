import { Button, SegmentedControl, Switch } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { FilterBar } from "~/shared/ui/FilterBar";
import { Loading } from "~/shared/ui/Loading";
import { Page } from "~/shared/ui/Page";
import { personNamesOptions } from "../api/people";
import { allTokensOptions } from "../api/tokens";
import { type TokenSearch, tokenFilterOf } from "../model/search";
import { useMe } from "./AdminsOnly";
import { MyTokens } from "./MyTokens";
import { PersonSelect } from "./PersonSelect";
import { TokenList } from "./TokenList";

const NewToken = lazy(() => import("./NewToken").then((file) => ({ default: file.NewToken })));

interface Props {
  search: TokenSearch;
  onSearch: (change: Partial<TokenSearch>) => void;
}

/** Tokens with which scripts act: one's own, and for administrators everybody's. */
export function TokensView({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const isAdmin = useMe()?.role === "ADMIN";
  const [making, setMaking] = useState(false);
  const all = isAdmin && search.whose === "all";
  const add = <Button onClick={() => setMaking(true)}>{t("access.newToken")}</Button>;
  return (
    <Page title={t("nav.tokens")} actions={add}>
      <FilterBar
        label={t("filters.label")}
        count={[all && search.owner, search.ended].filter(Boolean).length}
        first={
          isAdmin && (
            <SegmentedControl
              aria-label={t("access.whose")}
              value={all ? "all" : "mine"}
              onChange={(whose) => onSearch({ whose: whose === "all" ? "all" : undefined, owner: undefined })}
              data={[
                { value: "mine", label: t("access.mine") },
                { value: "all", label: t("access.everybodys") },
              ]}
            />
          )
        }
      >
        {all && (
          <PersonSelect
            label={t("access.owner")}
            width={220}
            value={search.owner}
            onChange={(owner) => onSearch({ owner })}
          />
        )}
        <Switch
          label={t("access.showEnded")}
          checked={search.ended === "yes"}
          onChange={(event) => onSearch({ ended: event.currentTarget.checked ? "yes" : undefined })}
        />
      </FilterBar>
      {all ? <AllTokens search={search} /> : <MyTokens onlyActive={search.ended !== "yes"} />}
      <Suspense>{making && <NewToken onClose={() => setMaking(false)} />}</Suspense>
    </Page>
  );
}

function AllTokens({ search }: { search: TokenSearch }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(allTokensOptions(tokenFilterOf(search)));
  const people = useQuery(personNamesOptions).data ?? [];
  if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data?.pages.flatMap(({ nodes }) => nodes);
  if (!rows) return <Loading />;
  if (rows.length === 0) return <EmptyState title={t("access.noTokens")} text={t("access.noTokensText")} />;
  return (
    <>
      <TokenList rows={rows} owners={new Map(people.map(({ id, name }) => [id, name]))} />
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
    </>
  );
}
