import { Group, Select, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Page } from "~/shared/ui/Page";
import { type ChangeSearch, ENTITIES, filterOf, ORIGINS } from "../model/search";
import { ChangesetList } from "./ChangesetList";
import { useNewChanges } from "./useNewChanges";

interface Props {
  search: ChangeSearch;
  onSearch: (change: Partial<ChangeSearch>) => void;
}

/** Everything that was written, as it is written. */
export function ChangesView({ search, onSearch }: Props) {
  const { t } = useTranslation();
  useNewChanges();
  return (
    <Page title={t("nav.changes")}>
      <Group mb="md" gap="sm">
        <Select
          aria-label={t("changes.kind")}
          placeholder={t("filters.anything")}
          clearable
          w={180}
          data={ENTITIES.map((value) => ({ value, label: t(`entity.${value}`) }))}
          value={search.kind ?? null}
          onChange={(kind) => onSearch({ kind: ENTITIES.find((known) => known === kind) })}
        />
        <Select
          aria-label={t("changes.origin")}
          placeholder={t("filters.anyOrigin")}
          clearable
          w={180}
          data={ORIGINS.map((value) => ({ value, label: t(`origin.${value}`) }))}
          value={search.origin ?? null}
          onChange={(origin) => onSearch({ origin: ORIGINS.find((known) => known === origin) })}
        />
        <Switch
          label={t("changes.deleted")}
          checked={search.deleted === "yes"}
          onChange={(event) => onSearch({ deleted: event.currentTarget.checked ? "yes" : undefined })}
        />
      </Group>
      <ChangesetList filter={filterOf(search)} />
    </Page>
  );
}
