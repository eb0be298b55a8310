import { getRouteApi, useRouter } from "@tanstack/react-router";
import { NewTableView } from "~/features/newTable";

const route = getRouteApi("/tables/new");

export function NewTable() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  return (
    <NewTableView
      search={search}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      // It is offered after one has left this page.
      onLink={(id) =>
        void router.navigate({ to: "/tables/$id", params: { id }, search: { tab: "lineage", add: "yes" } })
      }
      onShow={() => void router.navigate({ to: "/tables", search: { sort: "UPDATED_NEWEST" } })}
      onSaved={(ids) => {
        const [only] = ids;
        if (only && ids.length === 1) void navigate({ to: "/tables/$id", params: { id: only } });
        else void navigate({ to: "/tables", search: { sort: "UPDATED_NEWEST" } });
      }}
    />
  );
}
