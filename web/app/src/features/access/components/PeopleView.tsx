import { Button, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { Choice } from "~/shared/ui/Choice";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { FilterBar } from "~/shared/ui/FilterBar";
import { Loading } from "~/shared/ui/Loading";
import { Page } from "~/shared/ui/Page";
import { linksOptions, peopleOptions, personNamesOptions } from "../api/people";
import { type PeopleSearch, personFilterOf } from "../model/search";
import { AdminsOnly } from "./AdminsOnly";
import { LinkList } from "./LinkList";
import { PeopleList } from "./PeopleList";

// Most visits only look at the list.
const PersonDrawer = lazy(() => import("./PersonDrawer").then((file) => ({ default: file.PersonDrawer })));

interface Props {
  search: PeopleSearch;
  onSearch: (change: Partial<PeopleSearch>, replace?: boolean) => void;
}

/** Who may use the catalog, and who was asked to. */
export function PeopleView(props: Props) {
  const { t } = useTranslation();
  return (
    <AdminsOnly title={t("nav.people")}>
      <People {...props} />
    </AdminsOnly>
  );
}

function People({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const people = useInfiniteQuery(peopleOptions(personFilterOf(search)));
  const links = useQuery(linksOptions).data?.oneTimeLinks ?? [];
  const names = useQuery({ ...personNamesOptions, enabled: links.length > 0 }).data ?? [];
  const [text, setText] = useDebouncedText(search.q ?? "", (q) => onSearch({ q: q || undefined }, true));
  // Below a list that may be long.
  const linksAt = useRef<HTMLElement>(null);
  const rows = people.data?.pages.flatMap((page) => page.people.nodes);

  function list() {
    if (people.isLoadingError) return <Failure error={people.error} retry={() => void people.refetch()} />;
    if (!rows) return <Loading />;
    if (rows.length > 0) return <PeopleList rows={rows} onOpen={(edit) => onSearch({ edit })} />;
    return (
      <EmptyState
        title={t("access.noMatch")}
        text={t("access.noMatchText")}
        action={
          <Button variant="default" onClick={() => onSearch({ q: undefined, active: undefined })}>
            {t("filters.reset")}
          </Button>
        }
      />
    );
  }

  return (
    <Page
      title={t("nav.people")}
      actions={
        <>
          {links.length > 0 && (
            <Button variant="default" onClick={() => linksAt.current?.scrollIntoView({ behavior: "smooth" })}>
              {t("access.toLinks", { count: links.length })}
            </Button>
          )}
          <Button onClick={() => onSearch({ edit: "new" })}>{t("access.invite")}</Button>
        </>
      }
    >
      <FilterBar
        label={t("filters.label")}
        count={search.active ? 1 : 0}
        first={
          <TextInput
            aria-label={t("access.search")}
            placeholder={t("access.search")}
            type="search"
            w={260}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        }
      >
        <Choice
          label={t("access.state")}
          placeholder={t("access.anyState")}
          w={180}
          data={[
            { value: "yes", label: t("access.active") },
            { value: "no", label: t("access.inactive") },
          ]}
          value={search.active ?? null}
          onChange={(active) => onSearch({ active: active === "yes" || active === "no" ? active : undefined })}
        />
      </FilterBar>
      {list()}
      {people.hasNextPage && (
        <Button variant="default" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
      {links.length > 0 && (
        <section ref={linksAt}>
          <Title order={2} mt="xl" mb="xs">
            {t("access.openLinks")}
          </Title>
          <LinkList rows={links} names={new Map(names.map(({ id, name }) => [id, name]))} />
        </section>
      )}
      <Suspense>
        {search.edit && (
          <PersonDrawer key={search.edit} edited={search.edit} onClose={() => onSearch({ edit: undefined })} />
        )}
      </Suspense>
    </Page>
  );
}
