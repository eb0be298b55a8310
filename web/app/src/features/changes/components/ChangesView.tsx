import { useTranslation } from "react-i18next";
import { RouteAnchor } from "~/shared/ui/links";
import { Page } from "~/shared/ui/Page";
import { type ChangeSearch, filterOf } from "../model/search";
import { ChangeFilters } from "./ChangeFilters";
import { ChangesetList } from "./ChangesetList";
import { OneChangeset } from "./OneChangeset";
import { useNewChanges } from "./useNewChanges";

interface Props {
  search: ChangeSearch;
  onSearch: (change: Partial<ChangeSearch>, replace?: boolean) => void;
}

/** Everything that was written, as it is written; or one changeset that a link leads to. */
export function ChangesView({ search, onSearch }: Props) {
  const { t } = useTranslation();
  useNewChanges();
  return (
    <Page
      title={t("nav.changes")}
      actions={
        search.only && (
          <RouteAnchor to="/changes" size="sm">
            {t("changes.toAll")}
          </RouteAnchor>
        )
      }
    >
      {search.only ? (
        <OneChangeset key={search.only} id={search.only} />
      ) : (
        <>
          <ChangeFilters search={search} onSearch={onSearch} />
          <ChangesetList
            filter={filterOf(search)}
            onWho={(who) => onSearch({ who })}
            opened={search.open ?? []}
            onOpened={(open) => onSearch({ open: open.length > 0 ? open : undefined }, true)}
          />
        </>
      )}
    </Page>
  );
}
