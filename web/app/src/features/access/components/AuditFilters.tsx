import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Choice, Choices } from "~/shared/ui/Choice";
import { Days } from "~/shared/ui/Days";
import { FilterBar } from "~/shared/ui/FilterBar";
import { sourceNamesOptions } from "../api/audit";
import { type AuditSearch, auditFilterOf, NO_AUDIT_FILTER } from "../model/audit";
import { outcomeText } from "../model/auditWords";
import { ALL_ACTIONS } from "../model/search";
import { PersonSelect } from "./PersonSelect";

/** Codes that entries have; an address may ask for others. */
const OUTCOMES = [
  "OK",
  "PASSED",
  "WARNING",
  "FAILED",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "LIMIT",
  "VALIDATION",
  "TABLE_NOT_FOUND",
  "SOURCE_UNREACHABLE",
  "SOURCE_AUTH_FAILED",
  "SOURCE_PERMISSION_DENIED",
  "TIMEOUT",
  "INTERNAL",
];

interface Props {
  search: AuditSearch;
  /** The name of the actor who is asked for, when he is none of the people. */
  actorName: string | undefined;
  onSearch: (change: Partial<AuditSearch>, replace?: boolean) => void;
}

/** Which entries of the audit log. */
export function AuditFilters({ search, actorName, onSearch }: Props) {
  const { t } = useTranslation();
  const sources = useQuery(sourceNamesOptions).data ?? [];
  const outcomes = search.outcome && !OUTCOMES.includes(search.outcome) ? [...OUTCOMES, search.outcome] : OUTCOMES;
  return (
    <FilterBar label={t("filters.label")} count={Object.keys(auditFilterOf(search)).length}>
      <Choices
        label={t("access.audit.action")}
        placeholder={search.action ? undefined : t("access.audit.anyAction")}
        searchable
        className="filter-wide"
        data={ALL_ACTIONS.map((value) => ({ value, label: t(`access.action.${value}`) }))}
        value={search.action ?? []}
        onChange={(chosen) => {
          const action = ALL_ACTIONS.filter((known) => chosen.includes(known));
          onSearch({ action: action.length > 0 ? action : undefined });
        }}
      />
      <PersonSelect
        label={t("access.audit.who")}
        width={160}
        value={search.actor}
        name={actorName}
        onChange={(actor) => onSearch({ actor })}
      />
      <Choice
        label={t("access.audit.source")}
        placeholder={t("filters.anySource")}
        searchable
        w={160}
        data={sources.map(({ id, name }) => ({ value: id, label: name }))}
        value={search.source ?? null}
        onChange={(source) => onSearch({ source: source ?? undefined })}
      />
      <Choice
        label={t("access.audit.outcome")}
        placeholder={t("access.audit.anyOutcome")}
        searchable
        w={180}
        data={outcomes.map((value) => ({ value, label: outcomeText(t, value) }))}
        value={search.outcome ?? null}
        onChange={(outcome) => onSearch({ outcome: outcome ?? undefined })}
      />
      <Days
        label={t("access.audit.when")}
        width={172}
        from={search.from}
        to={search.to}
        onChange={({ from, to }) => onSearch({ from, to }, true)}
      />
      {Object.keys(auditFilterOf(search)).length > 0 && (
        <Button variant="subtle" px="xs" aria-label={t("filters.reset")} onClick={() => onSearch(NO_AUDIT_FILTER)}>
          {t("filters.resetShort")}
        </Button>
      )}
    </FilterBar>
  );
}
