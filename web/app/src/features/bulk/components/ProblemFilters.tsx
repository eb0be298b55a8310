import { Group, SegmentedControl, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { counted, type Problem } from "../model/problems";
import { type ImportSearch, SEVERITIES } from "../model/search";

interface Props {
  problems: readonly Problem[];
  search: ImportSearch;
  onSearch: (change: Partial<ImportSearch>, replace?: boolean) => void;
}

/** Which problems are listed: how bad, of which sheet, of which code. */
export function ProblemFilters({ problems, search, onSearch }: Props) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => value.toLocaleString(i18n.language);
  const choices = (by: "sheet" | "code") =>
    counted(problems, by).map(({ value, count }) => ({ value, label: `${value} (${number(count)})` }));
  const sheets = choices("sheet");
  const codes = choices("code");
  const bad = SEVERITIES.map((severity) => ({
    value: severity,
    label: `${t(`bulk.severities.${severity}`)} ${number(problems.filter((one) => one.severity === severity).length)}`,
  }));
  return (
    <Group gap="sm">
      <SegmentedControl
        size="xs"
        aria-label={t("bulk.severity")}
        data={[{ value: "", label: t("bulk.anySeverity") }, ...bad]}
        value={search.severity ?? ""}
        onChange={(chosen) => onSearch({ severity: SEVERITIES.find((one) => one === chosen) }, true)}
      />
      {sheets.length > 1 && (
        <Select
          size="xs"
          aria-label={t("bulk.sheet")}
          placeholder={t("bulk.anySheet")}
          clearable
          clearButtonProps={{ "aria-label": t("picker.clear", { label: t("bulk.sheet") }) }}
          data={sheets}
          value={search.sheet ?? null}
          onChange={(sheet) => onSearch({ sheet: sheet ?? undefined }, true)}
        />
      )}
      {(codes.length > 1 || search.code) && (
        <Select
          size="xs"
          w={260}
          aria-label={t("bulk.code")}
          placeholder={t("bulk.anyCode")}
          clearable
          searchable
          clearButtonProps={{ "aria-label": t("picker.clear", { label: t("bulk.code") }) }}
          data={codes}
          value={search.code ?? null}
          onChange={(code) => onSearch({ code: code ?? undefined }, true)}
        />
      )}
    </Group>
  );
}
