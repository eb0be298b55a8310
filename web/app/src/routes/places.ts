import type { NavigateOptions } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import type { Place } from "~/features/search/model/places";
import type { Role } from "~/shared/graphql/generated/graphql";

/** Where the search leads to beside the catalog's content: every page, and what is begun from anywhere. */
export function placesOf(t: TFunction, role: Role | undefined): Place[] {
  const page = (id: string, label: string, link: NavigateOptions): Place => ({ id, label, kind: "page", link });
  const action = (id: string, label: string, link: NavigateOptions): Place => ({ id, label, kind: "action", link });
  const mayEdit = role === "ADMIN" || role === "EDITOR";
  return [
    ...(mayEdit ? [action("new-table", t("place.newTable"), { to: "/tables/new" })] : []),
    ...(role === "ADMIN"
      ? [action("add-source", t("place.addSource"), { to: "/sources", search: { edit: "new" } })]
      : []),
    ...(mayEdit ? [action("import", t("place.import"), { to: "/import" })] : []),
    action("export", t("place.export"), { to: "/import", search: { export: "yes" } }),
    page("start", t("nav.start"), { to: "/" }),
    page("tables", t("nav.tables"), { to: "/tables" }),
    page("sources", t("nav.sources"), { to: "/sources" }),
    page("lineage", t("nav.lineage"), { to: "/lineage" }),
    page("review", t("nav.review"), { to: "/review" }),
    ...(mayEdit ? [page("mapping", t("nav.mapping"), { to: "/mapping" })] : []),
    page("changes", t("nav.changes"), { to: "/changes" }),
    ...(role === "ADMIN"
      ? [page("people", t("nav.people"), { to: "/people" }), page("audit", t("nav.audit"), { to: "/audit" })]
      : []),
    page("tokens", t("nav.tokens"), { to: "/tokens" }),
    page("profile", t("nav.profile"), { to: "/profile" }),
    page("import-export", t("nav.import"), { to: "/import" }),
  ];
}
