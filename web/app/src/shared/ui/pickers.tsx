import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Opening } from "./ClosedPicker";

export type OneProps = Omit<SelectProps, "label" | "aria-label" | "clearButtonProps"> & { label: string };
export type SomeProps = Omit<MultiSelectProps, "label" | "aria-label" | "clearable" | "clearButtonProps"> & {
  label: string;
};

/**
 * Has the picker go on where the closed one was left: with the focus, what was typed, and the list. It is opened as by
 * a click, after which alone it says that it is open.
 */
function useGoingOn(opening: Opening | undefined, searchable = false) {
  const ref = useRef<HTMLInputElement>(null);
  const first = useRef(opening);
  const [searchValue, onSearchChange] = useState("");
  useEffect(() => {
    if (!first.current) return;
    ref.current?.focus();
    if (first.current.list) ref.current?.click();
    // Not before: as it begins, a picker without a choice empties its field.
    if (first.current.typed) onSearchChange(first.current.typed);
    first.current = undefined;
  }, []);
  return searchable ? { ref, searchValue, onSearchChange } : { ref };
}

/** Chooses one of several. */
export function One({ label, opening, ...props }: OneProps & { opening: Opening | undefined }) {
  const { t } = useTranslation();
  const goingOn = useGoingOn(opening, props.searchable);
  const clear = { "aria-label": t("picker.clear", { label }) };
  return <Select aria-label={label} clearButtonProps={clear} {...goingOn} {...props} />;
}

/** Chooses some of several. */
export function Some({ label, opening, ...props }: SomeProps & { opening: Opening | undefined }) {
  const { t } = useTranslation();
  const goingOn = useGoingOn(opening, props.searchable);
  const clear = { "aria-label": t("picker.clear", { label }) };
  return <MultiSelect aria-label={label} clearable clearButtonProps={clear} {...goingOn} {...props} />;
}
