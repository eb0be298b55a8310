import { Button, Group, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { SourceKind } from "~/shared/graphql/generated/graphql";
import { useMayAdminister } from "~/shared/graphql/me";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { withTexts } from "~/shared/i18n/parts";
import { kindTitle } from "~/shared/i18n/server";
import { Choice } from "~/shared/ui/Choice";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { Page } from "~/shared/ui/Page";
import { sourceKindsOptions, sourcesOptions } from "../api/documents";
import { filterOf, type SourceSearch } from "../model/search";
import { SourceList } from "./SourceList";

// Most visits only look at the list.
const SourceDrawer = lazy(
  withTexts(["server"], () => import("./SourceDrawer").then((file) => ({ default: file.SourceDrawer }))),
);

interface Props {
  search: SourceSearch;
  onSearch: (change: Partial<SourceSearch>, replace?: boolean) => void;
  /** Asks in which form the tables of a source are taken away. */
  onExport: (id: string, name: string) => void;
}

/** The data sources, and beside them the one that is edited. */
export function SourcesView({ search, onSearch, onExport }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMayAdminister();
  const filter = filterOf(search);
  const sources = useInfiniteQuery(sourcesOptions(filter));
  const kinds = useQuery(sourceKindsOptions);
  const [text, setText] = useDebouncedText(search.q ?? "", (q) => onSearch({ q: q || undefined }, true));
  const titles = Object.fromEntries(
    (kinds.data?.sourceKinds ?? []).map(({ kind, title }) => [kind, kindTitle(kind, title)]),
  );
  const rows = sources.data?.pages.flatMap((page) => page.sources.nodes);
  const filtered = Object.keys(filter).length > 0;
  const add = mayEdit && (
    <Button onClick={() => onSearch({ edit: "new", newKind: undefined })}>{t("sources.add")}</Button>
  );

  function list() {
    if (sources.isLoadingError) return <Failure error={sources.error} retry={() => void sources.refetch()} />;
    if (!rows) return <Loading />;
    if (rows.length > 0) {
      return (
        <>
          <SourceList rows={rows} titles={titles} onOpen={(edit) => onSearch({ edit })} />
          {sources.hasNextPage && (
            <Button
              mt="sm"
              variant="default"
              loading={sources.isFetchingNextPage}
              onClick={() => void sources.fetchNextPage()}
            >
              {t("showMore")}
            </Button>
          )}
        </>
      );
    }
    if (filtered) {
      return (
        <EmptyState
          title={t("sources.noMatch")}
          text={t("sources.noMatchText")}
          action={
            <Button variant="default" onClick={() => onSearch({ q: undefined, kind: undefined, active: undefined })}>
              {t("filters.reset")}
            </Button>
          }
        />
      );
    }
    return <EmptyState title={t("sources.empty")} text={t("sources.emptyText")} action={add} />;
  }

  return (
    <Page title={t("nav.sources")} actions={rows && (rows.length > 0 || filtered) ? add : undefined}>
      {(filtered || (rows && rows.length > 0)) && (
        <Group mb="md" gap="sm">
          <TextInput
            aria-label={t("sources.search")}
            placeholder={t("sources.search")}
            type="search"
            w={260}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Choice
            label={t("sources.kind")}
            placeholder={t("filters.anyKind")}
            w={220}
            data={(kinds.data?.sourceKinds ?? []).map(({ kind, title }) => ({
              value: kind,
              label: kindTitle(kind, title),
            }))}
            value={search.kind ?? null}
            onChange={(kind) => onSearch({ kind: (kind as SourceKind | null) ?? undefined })}
          />
          <Choice
            label={t("sources.state")}
            placeholder={t("sources.anyState")}
            w={170}
            data={[
              { value: "yes", label: t("sources.active") },
              { value: "no", label: t("sources.inactive") },
            ]}
            value={search.active ?? null}
            onChange={(active) => onSearch({ active: active === "yes" || active === "no" ? active : undefined })}
          />
        </Group>
      )}
      {list()}
      <Suspense>
        {search.edit && (
          <SourceDrawer
            key={search.edit}
            edited={search.edit}
            kind={search.newKind}
            mayEdit={mayEdit}
            onExport={onExport}
            onKind={(newKind) => onSearch({ newKind })}
            onClose={() => onSearch({ edit: undefined, newKind: undefined })}
          />
        )}
      </Suspense>
    </Page>
  );
}
