import type { NavigateOptions } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import type { Place } from "~/features/search/model/places";

/** Where the search leads to beside the catalog's content: every page, and what is begun from anywhere. */
export function placesOf(t: TFunction, mayEdit: boolean): Place[] {
  const page = (id: string, label: string, link: NavigateOptions): Place => ({ id, label, kind: "page", link });
  const action = (id: string, label: string, link: NavigateOptions): Place => ({ id, label, kind: "action", link });
  return [
    ...(mayEdit
      ? [
          action("new-table", t("tables.add"), { to: "/tables/new" }),
          action("add-source", t("sources.add"), { to: "/sources", search: { edit: "new" } }),
        ]
      : []),
    page("start", t("nav.start"), { to: "/" }),
    page("tables", t("nav.tables"), { to: "/tables" }),
    page("sources", t("nav.sources"), { to: "/sources" }),
    page("changes", t("nav.changes"), { to: "/changes" }),
  ];
}
