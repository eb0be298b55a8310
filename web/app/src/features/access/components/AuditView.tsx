import { Button, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readFragment } from "~/shared/graphql/generated";
import { download } from "~/shared/ui/download";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { Page } from "~/shared/ui/Page";
import { auditOptions } from "../api/audit";
import { personNamesOptions } from "../api/people";
import { type AuditSearch, auditFilterOf, csvAddress } from "../model/audit";
import { AdminsOnly } from "./AdminsOnly";
import { AuditFilters } from "./AuditFilters";
import { AUDIT_ROW, AuditList } from "./AuditList";

interface Props {
  search: AuditSearch;
  onSearch: (change: Partial<AuditSearch>, replace?: boolean) => void;
}

/** What was done beside changes of the catalog, and what was refused. */
export function AuditView(props: Props) {
  const { t } = useTranslation();
  return (
    <AdminsOnly title={t("nav.audit")}>
      <Audit {...props} />
    </AdminsOnly>
  );
}

function Audit({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const filter = auditFilterOf(search);
  const list = useInfiniteQuery(auditOptions(filter));
  const rows = list.data?.pages.flatMap(({ audit }) => audit.nodes);
  const actors = (rows ?? []).map((row) => readFragment(AUDIT_ROW, row).actor);

  const people = useQuery(personNamesOptions).data ?? [];
  const names = new Map(people.map(({ id, name }) => [id, name]));

  function content() {
    if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
    if (!rows) return <Loading rows={10} />;
    if (rows.length === 0) return <EmptyState title={t("access.audit.empty")} text={t("access.audit.emptyText")} />;
    return <AuditList rows={rows} names={names} onActor={(actor) => onSearch({ actor })} />;
  }

  return (
    <Page
      title={t("nav.audit")}
      actions={
        <Button component="a" href={csvAddress(filter)} download onClick={download} variant="default">
          {t("access.audit.csv")}
        </Button>
      }
    >
      <Text size="sm" c="dimmed" mb="md">
        {t("access.audit.help")}
      </Text>
      <AuditFilters
        search={search}
        actorName={actors.find(({ id }) => id === search.actor)?.name}
        onSearch={onSearch}
      />
      {content()}
      {list.hasNextPage && (
        <Button mt="sm" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
    </Page>
  );
}
