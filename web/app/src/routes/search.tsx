import { getRouteApi } from "@tanstack/react-router";
import { SearchView } from "~/features/search";

const route = getRouteApi("/search");

export function Search() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return <SearchView search={search} onSearch={(change) => void navigate({ search: change, replace: true })} />;
}
