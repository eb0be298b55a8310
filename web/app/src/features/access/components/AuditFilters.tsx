import { Autocomplete, Button, Group, MultiSelect, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { sourceNamesOptions } from "../api/audit";
import { type AuditSearch, auditFilterOf, NO_AUDIT_FILTER } from "../model/audit";
import { ALL_ACTIONS } from "../model/search";
import { PersonSelect } from "./PersonSelect";

const OUTCOMES = ["OK", "PASSED", "WARNING", "FAILED", "UNAUTHENTICATED", "FORBIDDEN", "LIMIT", "VALIDATION"];

interface Props {
  search: AuditSearch;
  /** The name of the actor who is asked for, when he is none of the people. */
  actorName: string | undefined;
  onSearch: (change: Partial<AuditSearch>, replace?: boolean) => void;
}

/** Which entries of the audit log. */
export function AuditFilters({ search, actorName, onSearch }: Props) {
  const { t } = useTranslation();
  const sources = useQuery(sourceNamesOptions).data?.sources.nodes ?? [];
  const [outcome, setOutcome] = useDebouncedText(search.outcome ?? "", (typed) =>
    onSearch({ outcome: typed.trim() || undefined }, true),
  );
  return (
    <Group mb="md" gap="sm" align="flex-start">
      <MultiSelect
        aria-label={t("access.audit.action")}
        placeholder={search.action ? undefined : t("access.audit.anyAction")}
        clearable
        searchable
        w={240}
        data={ALL_ACTIONS.map((value) => ({ value, label: t(`access.action.${value}`) }))}
        value={search.action ?? []}
        onChange={(chosen) => {
          const action = ALL_ACTIONS.filter((known) => chosen.includes(known));
          onSearch({ action: action.length > 0 ? action : undefined });
        }}
      />
      <PersonSelect
        label={t("access.audit.who")}
        width={190}
        value={search.actor}
        name={actorName}
        onChange={(actor) => onSearch({ actor })}
      />
      <Select
        aria-label={t("access.audit.source")}
        placeholder={t("filters.anySource")}
        clearable
        searchable
        w={170}
        data={sources.map(({ id, name }) => ({ value: id, label: name }))}
        value={search.source ?? null}
        onChange={(source) => onSearch({ source: source ?? undefined })}
      />
      <Autocomplete
        aria-label={t("access.audit.outcome")}
        placeholder={t("access.audit.anyOutcome")}
        clearable
        w={190}
        data={OUTCOMES}
        value={outcome}
        onChange={setOutcome}
      />
      <Group gap={6} wrap="nowrap">
        <TextInput
          aria-label={t("access.audit.from")}
          type="date"
          max={search.to}
          value={search.from ?? ""}
          onChange={(event) => onSearch({ from: event.currentTarget.value || undefined }, true)}
        />
        <span aria-hidden>–</span>
        <TextInput
          aria-label={t("access.audit.to")}
          type="date"
          min={search.from}
          value={search.to ?? ""}
          onChange={(event) => onSearch({ to: event.currentTarget.value || undefined }, true)}
        />
      </Group>
      {Object.keys(auditFilterOf(search)).length > 0 && (
        <Button variant="subtle" onClick={() => onSearch(NO_AUDIT_FILTER)}>
          {t("filters.reset")}
        </Button>
      )}
    </Group>
  );
}
