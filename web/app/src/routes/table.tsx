import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ChangesetList } from "~/features/changes";
import { tableOptions } from "~/features/tables/api/table";
import { TableView } from "~/features/tables/components/TableView";
import { useRemember } from "~/shared/hooks/useSeen";

const route = getRouteApi("/tables/$id");

export function Table() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const { data } = useQuery(tableOptions(id));
  useRemember("table", id, data && (data.table?.qualifiedName ?? null));
  return (
    <TableView
      key={id}
      id={id}
      search={search}
      onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
      onGone={() => void navigate({ to: "/tables" })}
      lineage={<Anchor href={`/lineage?of=${id}`}>{t("table.toLineage")}</Anchor>}
      history={<ChangesetList filter={{ entityId: id }} />}
    />
  );
}
