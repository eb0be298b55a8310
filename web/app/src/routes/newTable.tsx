import { getRouteApi } from "@tanstack/react-router";
import { NewTableView } from "~/features/newTable";

const route = getRouteApi("/tables/new");

export function NewTable() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <NewTableView
      search={search}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      onSaved={(ids) => {
        const [only] = ids;
        if (only && ids.length === 1) void navigate({ to: "/tables/$id", params: { id: only } });
        else void navigate({ to: "/tables", search: { sort: "UPDATED_NEWEST" } });
      }}
    />
  );
}
