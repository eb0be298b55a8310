import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { FilterBar } from "~/shared/ui/FilterBar";
import { filterOf, type TableSearch } from "../model/search";
import { FilterChoices } from "./FilterChoices";

interface Props {
  search: TableSearch;
  onSearch: (change: Partial<TableSearch>, replace?: boolean) => void;
}

/** What the list is narrowed by and how it is ordered. */
export function Filters({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useDebouncedText(search.q ?? "", (q) => onSearch({ q: q || undefined }, true));
  return (
    <FilterBar
      label={t("filters.label")}
      count={Object.keys(filterOf({ ...search, q: undefined })).length}
      first={
        <TextInput
          aria-label={t("tables.search")}
          placeholder={t("tables.search")}
          type="search"
          className="filter-wide"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      }
    >
      <FilterChoices search={search} onSearch={onSearch} />
    </FilterBar>
  );
}
