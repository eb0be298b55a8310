import "../mapping.css";
import { ActionIcon, Tooltip } from "@mantine/core";
import { type ComponentProps, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "~/shared/ui/EmptyState";
import { TablePicker } from "~/shared/ui/TablePicker";
import { UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { type MappingSearch, parseMappingSearch } from "../model/search";
import { MappingGrid } from "./MappingGrid";

interface Props {
  search: MappingSearch;
  onSearch: (change: Partial<MappingSearch>, replace?: boolean) => void;
}

/** Other tables are another mapping, at the same page. */
const isLost: ComponentProps<typeof UnsavedGuard>["isLost"] = (here, next) => {
  const [one, other] = [here, next].map(({ search }) => parseMappingSearch(search as Record<string, unknown>));
  return here.pathname !== next.pathname || one?.from !== other?.from || one?.to !== other?.to;
};

/** Any two tables, and which columns of the one feed which of the other. */
export function Mapping({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const { from, to } = search;
  const [unsaved, setUnsaved] = useState(false);
  return (
    <>
      <div className="mapping-tables">
        <TablePicker
          label={t("mapping.from")}
          value={from}
          onChange={(id) => onSearch({ from: id, filterFrom: undefined })}
          without={to ? [to] : []}
        />
        <Tooltip label={t("mapping.swap")}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t("mapping.swap")}
            disabled={!from && !to}
            onClick={() => onSearch({ from: to, to: from, filterFrom: search.filterTo, filterTo: search.filterFrom })}
          >
            ⇄
          </ActionIcon>
        </Tooltip>
        <TablePicker
          label={t("mapping.to")}
          value={to}
          onChange={(id) => onSearch({ to: id, filterTo: undefined })}
          without={from ? [from] : []}
        />
      </div>
      {from && to ? (
        <MappingGrid
          key={`${from} ${to}`}
          from={from}
          to={to}
          onUnsaved={setUnsaved}
          filters={search}
          onFilter={(change) => onSearch(change, true)}
        />
      ) : (
        <EmptyState title={t("mapping.choose2")} text={t("mapping.choose2Text")} />
      )}
      <UnsavedGuard isDirty={() => unsaved} isLost={isLost} />
    </>
  );
}
