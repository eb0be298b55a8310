import { getRouteApi } from "@tanstack/react-router";
import { ChangesetList } from "~/features/changes";
import { TableView } from "~/features/tables";

const route = getRouteApi("/tables/$id");

export function Table() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TableView
      key={id}
      id={id}
      search={search}
      onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
      onGone={() => void navigate({ to: "/tables" })}
      history={<ChangesetList filter={{ entityId: id }} />}
    />
  );
}
