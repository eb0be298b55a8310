import { Button, Group, MultiSelect, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TablePicker } from "~/shared/ui/TablePicker";
import { NO_REVIEW_FILTER, type ReviewSearch, reviewFilterOf, SURE } from "../model/reviewSearch";
import { ORIGINS } from "../model/search";

interface Props {
  search: ReviewSearch;
  onSearch: (change: Partial<ReviewSearch>) => void;
}

/** What of all that waits is shown. */
export function ReviewFilters({ search, onSearch }: Props) {
  const { t, i18n } = useTranslation();
  const share = (value: number) => (value / 100).toLocaleString(i18n.language, { style: "percent" });
  return (
    <Group mb="md" gap="sm" align="flex-end">
      <TablePicker label={t("review.table")} value={search.table} onChange={(table) => onSearch({ table })} />
      <Select
        label={t("review.level.label")}
        placeholder={t("review.level.any")}
        clearable
        w={170}
        data={(["TABLE", "COLUMN"] as const).map((value) => ({ value, label: t(`review.level.${value}`) }))}
        value={search.level ?? null}
        onChange={(level) => onSearch({ level: level === "TABLE" || level === "COLUMN" ? level : undefined })}
      />
      <MultiSelect
        label={t("review.origin")}
        placeholder={search.origin ? undefined : t("filters.anyOrigin")}
        clearable
        w={210}
        data={ORIGINS.map((value) => ({ value, label: t(`panels.origin.${value}`) }))}
        value={search.origin ?? []}
        onChange={(chosen) => {
          const origin = ORIGINS.filter((known) => chosen.includes(known));
          onSearch({ origin: origin.length > 0 ? origin : undefined });
        }}
      />
      <Select
        label={t("review.sure.label")}
        placeholder={t("review.sure.any")}
        clearable
        w={170}
        data={SURE.map((value) => ({ value: String(value), label: t("review.sure.at", { percent: share(value) }) }))}
        value={search.sure === undefined ? null : String(search.sure)}
        onChange={(sure) => onSearch({ sure: SURE.find((known) => String(known) === sure) })}
      />
      {Object.keys(reviewFilterOf(search)).length > 0 && (
        <Button variant="subtle" onClick={() => onSearch(NO_REVIEW_FILTER)}>
          {t("filters.reset")}
        </Button>
      )}
    </Group>
  );
}
