import { Button, Combobox, Input, InputBase, Popover, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Days as `2026-11-30`, both included; what is missing is open. */
interface Range {
  from?: string | undefined;
  to?: string | undefined;
}

interface Props extends Range {
  label: string;
  width: number;
  onChange: (range: Range) => void;
}

/** From which day to which a list is narrowed, in one field: two would take the room of four. */
export function Days({ label, width, from, to, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const told = toldOf(from, to, i18n.language);
  const any = t("days.any");
  return (
    <Popover position="bottom-start" trapFocus returnFocus width={220}>
      <Popover.Target>
        <InputBase
          component="button"
          type="button"
          pointer
          w={width}
          aria-label={`${label}: ${told ?? any}`}
          title={told}
          rightSectionWidth={28}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
        >
          {told ? <span className="days-told">{told}</span> : <Input.Placeholder>{any}</Input.Placeholder>}
        </InputBase>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Stack gap="sm">
          <TextInput
            type="date"
            label={t("days.from")}
            max={to}
            value={from ?? ""}
            onChange={(event) => onChange({ from: event.currentTarget.value || undefined, to })}
          />
          <TextInput
            type="date"
            label={t("days.to")}
            min={from}
            value={to ?? ""}
            onChange={(event) => onChange({ from, to: event.currentTarget.value || undefined })}
          />
          <Button variant="default" disabled={!told} onClick={() => onChange({})}>
            {any}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The days as one reads them, short: an end that is open is left open. */
function toldOf(from: string | undefined, to: string | undefined, language: string): string | undefined {
  if (!from && !to) return undefined;
  return from === to ? dayOf(from, language) : `${dayOf(from, language)} – ${dayOf(to, language)}`.trim();
}

function dayOf(day: string | undefined, language: string): string {
  if (!day) return "";
  const isThisYear = day.startsWith(`${new Date().getFullYear()}-`);
  const year = isThisYear ? undefined : "numeric";
  // A day is the same wherever one reads it.
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(language, {
    day: "numeric",
    month: "short",
    year,
    timeZone: "UTC",
  });
}
