import { Button, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Choice } from "~/shared/ui/Choice";
import { Days } from "~/shared/ui/Days";
import { FilterBar } from "~/shared/ui/FilterBar";
import { actorsOptions } from "../api/documents";
import { type ChangeSearch, ENTITIES, filterOf, NO_FILTER, ORIGINS } from "../model/search";
import { EntityPicker } from "./EntityPicker";

interface Props {
  search: ChangeSearch;
  onSearch: (change: Partial<ChangeSearch>) => void;
}

/** Which changesets. */
export function ChangeFilters({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const filter = filterOf(search);
  const known = useQuery(actorsOptions).data?.changeActors ?? [];
  const actors = new Map(known.map(({ id, name }) => [id, name]));
  // An address may ask for whom it likes.
  if (search.who && !actors.has(search.who)) actors.set(search.who, t("changes.somebody"));
  return (
    <FilterBar label={t("changes.filters")} count={Object.keys(filter).length}>
      <EntityPicker id={search.entity} onChoose={(entity) => onSearch({ entity })} />
      <Choice
        label={t("changes.who")}
        placeholder={t("changes.anybody")}
        searchable
        w={132}
        data={[...actors].map(([value, label]) => ({ value, label }))}
        value={search.who ?? null}
        onChange={(who) => onSearch({ who: who ?? undefined })}
      />
      <Choice
        label={t("changes.kind")}
        placeholder={t("filters.anything")}
        w={120}
        data={ENTITIES.map((value) => ({ value, label: t(`entity.${value}`) }))}
        value={search.kind ?? null}
        onChange={(kind) => onSearch({ kind: ENTITIES.find((known) => known === kind) })}
      />
      <Choice
        label={t("changes.origin")}
        placeholder={t("filters.anyOrigin")}
        w={160}
        data={ORIGINS.map((value) => ({ value, label: t(`origin.${value}`) }))}
        value={search.origin ?? null}
        onChange={(origin) => onSearch({ origin: ORIGINS.find((known) => known === origin) })}
      />
      <Days
        label={t("changes.when")}
        width={172}
        from={search.from}
        to={search.to}
        onChange={({ from, to }) => onSearch({ from, to })}
      />
      <Switch
        label={t("changes.deleted")}
        checked={search.deleted === "yes"}
        onChange={(event) => onSearch({ deleted: event.currentTarget.checked ? "yes" : undefined })}
      />
      {Object.keys(filter).length > 0 && (
        <Button variant="subtle" px="xs" aria-label={t("filters.reset")} onClick={() => onSearch(NO_FILTER)}>
          {t("filters.resetShort")}
        </Button>
      )}
    </FilterBar>
  );
}
