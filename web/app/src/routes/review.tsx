import { getRouteApi } from "@tanstack/react-router";
import { ReviewView } from "~/features/lineage/review/ReviewView";

const route = getRouteApi("/review");

export function Review() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <ReviewView
      search={search}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
    />
  );
}
