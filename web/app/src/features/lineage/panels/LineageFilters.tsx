import "./panels.css";
import { Button, Chip, Group, MultiSelect, Pill, Popover, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TableKind } from "~/shared/graphql/generated/graphql";
import { TABLE_KINDS } from "~/shared/model/kinds";
import { sourceChoicesOptions } from "../api/facets";
import { type Chip as Condition, chipsOf, statusesWith, toggled } from "../model/chips";
import { DEPTHS, type LineageSearch, NO_LINEAGE_FILTER, ORIGINS, STATUSES, USUAL_DEPTH } from "../model/search";

interface Props {
  search: LineageSearch;
  onSearch: (change: Partial<LineageSearch>, replace?: boolean) => void;
}

const RESET = "shift+R";

/** How far one looks and what is left out; each condition that is in force is a chip. */
export function LineageFilters({ search, onSearch }: Props) {
  const { t, i18n } = useTranslation();
  const sources = useQuery(sourceChoicesOptions).data ?? [];
  const chips = chipsOf(search);
  const reset = () => onSearch(NO_LINEAGE_FILTER);
  useHotkeys([[RESET, () => chips.length > 0 && reset()]]);

  function wordOf({ field, value }: Condition): string {
    if (field === "status") return t(`panels.status.${value as (typeof STATUSES)[number]}`);
    if (field === "origin") return t(`panels.origin.${value as (typeof ORIGINS)[number]}`);
    if (field === "kind") return t(`tableKind.${value as TableKind}`);
    if (field === "source") return sources.find(({ id }) => id === value)?.name ?? value;
    return t("panels.filters.atLeast", { share: percent(Number(value), i18n.language) });
  }

  return (
    <Stack gap="xs">
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          aria-label={t("panels.direction.title")}
          data={(["UPSTREAM", "BOTH", "DOWNSTREAM"] as const).map((value) => ({
            value,
            label: t(`panels.direction.${value}`),
          }))}
          value={search.direction ?? "BOTH"}
          onChange={(value) => onSearch({ direction: value === "BOTH" ? undefined : value })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("panels.depth.title")}
          data={DEPTHS.map((depth) => ({
            value: String(depth),
            label: depth === "all" ? t("panels.depth.all") : String(depth),
          }))}
          value={String(search.depth ?? USUAL_DEPTH)}
          onChange={(value) => {
            const depth = DEPTHS.find((known) => String(known) === value);
            onSearch({ depth: depth === USUAL_DEPTH ? undefined : depth });
          }}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("panels.level.title")}
          data={(["TABLE", "COLUMN"] as const).map((value) => ({ value, label: t(`panels.level.${value}`) }))}
          value={search.level ?? "TABLE"}
          onChange={(value) => onSearch({ level: value === "COLUMN" ? "COLUMN" : undefined })}
        />
        <Popover position="bottom-start" width={360} trapFocus withinPortal>
          <Popover.Target>
            <Button size="xs" variant="default">
              {chips.length > 0 ? t("panels.filters.some", { count: chips.length }) : t("panels.filters.title")}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={t("panels.filters.title")}>
            <Conditions search={search} onSearch={onSearch} sources={sources} />
          </Popover.Dropdown>
        </Popover>
      </Group>
      {chips.length > 0 && (
        <Group gap={6} role="group" aria-label={t("panels.filters.inForce")}>
          {chips.map((chip) => (
            <Pill
              key={chip.key}
              withRemoveButton
              onRemove={() => onSearch(chip.without)}
              removeButtonProps={{
                "aria-label": t("panels.filters.remove", { name: wordOf(chip) }),
                "aria-hidden": false,
                tabIndex: 0,
              }}
            >
              {t(`panels.filters.${chip.field}`)}: {wordOf(chip)}
            </Pill>
          ))}
          <Button size="compact-xs" variant="subtle" onClick={reset} aria-keyshortcuts="Shift+R">
            {t("panels.filters.reset")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface ConditionsProps extends Props {
  sources: readonly { id: string; name: string }[];
}

function Conditions({ search, onSearch, sources }: ConditionsProps) {
  const { t, i18n } = useTranslation();
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t("panels.filters.status")}
        </Text>
        <Group gap={6}>
          {STATUSES.map((status) => (
            <Chip
              key={status}
              size="xs"
              checked={search.status?.includes(status) ?? status !== "REJECTED"}
              onChange={() => onSearch({ status: statusesWith(search.status, status) })}
            >
              {t(`panels.status.${status}`)}
            </Chip>
          ))}
        </Group>
      </div>
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t("panels.filters.origin")}
        </Text>
        <Group gap={6}>
          {ORIGINS.map((origin) => (
            <Chip
              key={origin}
              size="xs"
              checked={search.origin?.includes(origin) ?? false}
              onChange={() => onSearch({ origin: toggled(search.origin, origin) })}
            >
              {t(`panels.origin.${origin}`)}
            </Chip>
          ))}
        </Group>
      </div>
      <MultiSelect
        label={t("panels.filters.source")}
        searchable
        size="sm"
        comboboxProps={{ withinPortal: false }}
        data={sources.map(({ id, name }) => ({ value: id, label: name }))}
        value={search.source ?? []}
        onChange={(source) => onSearch({ source: source.length > 0 ? source : undefined })}
      />
      <MultiSelect
        label={t("panels.filters.kind")}
        searchable
        size="sm"
        comboboxProps={{ withinPortal: false }}
        data={TABLE_KINDS.map((value) => ({ value, label: t(`tableKind.${value}`) }))}
        value={search.kind ?? []}
        onChange={(kinds) => {
          const kind = TABLE_KINDS.filter((known) => kinds.includes(known));
          onSearch({ kind: kind.length > 0 ? kind : undefined });
        }}
      />
      <Select
        label={t("panels.filters.confidence")}
        size="sm"
        clearable
        clearButtonProps={{ "aria-label": t("picker.clear", { label: t("panels.filters.confidence") }) }}
        comboboxProps={{ withinPortal: false }}
        placeholder={t("panels.filters.anyConfidence")}
        data={shares(search.confidence).map((share) => ({
          value: String(share),
          label: t("panels.filters.atLeast", { share: percent(share, i18n.language) }),
        }))}
        value={search.confidence === undefined ? null : String(search.confidence)}
        onChange={(value) => onSearch({ confidence: value === null ? undefined : Number(value) })}
      />
    </Stack>
  );
}

/** The shares that are offered, with the one that the address says. */
function shares(current: number | undefined): number[] {
  const usual = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1];
  if (current === undefined || usual.includes(current)) return usual;
  return [...usual, current].sort((a, b) => a - b);
}

function percent(share: number, language: string): string {
  return share.toLocaleString(language, { style: "percent", maximumFractionDigits: 1 });
}
