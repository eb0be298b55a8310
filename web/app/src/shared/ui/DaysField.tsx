import { ComboboxChevron, Input, InputBase } from "@mantine/core";
import type { ComponentProps, Ref } from "react";
import { useTranslation } from "react-i18next";

/** Days as `2026-11-30`, both included; what is missing is open. */
interface Range {
  from?: string | undefined;
  to?: string | undefined;
}

export interface DaysProps extends Range {
  label: string;
  width: number;
  onChange: (range: Range) => void;
}

interface Props extends Omit<DaysProps, "onChange">, Omit<ComponentProps<"button">, "ref" | "size" | "style"> {
  ref?: Ref<HTMLButtonElement>;
}

/** The field that says which days are chosen, and that opens them to choose others. */
export function DaysField({ label, width, from, to, ...props }: Props) {
  const { t, i18n } = useTranslation();
  const told = toldOf(from, to, i18n.language);
  const any = t("days.any");
  return (
    <InputBase
      component="button"
      type="button"
      pointer
      w={width}
      aria-label={`${label}: ${told ?? any}`}
      title={told}
      rightSectionWidth={28}
      rightSection={<ComboboxChevron />}
      rightSectionPointerEvents="none"
      {...props}
    >
      {told ? <span className="days-told">{told}</span> : <Input.Placeholder>{any}</Input.Placeholder>}
    </InputBase>
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
