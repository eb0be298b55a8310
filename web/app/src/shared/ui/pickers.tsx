import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Opening } from "./ClosedPicker";

export type OneProps = Omit<SelectProps, "label" | "aria-label" | "clearButtonProps"> & { label: string };
export type SomeProps = Omit<MultiSelectProps, "label" | "aria-label" | "clearable" | "clearButtonProps"> & {
  label: string;
};

/** What the closed picker was asked for: the list, and what was typed by then. */
const opened = (opening: Opening | undefined) =>
  opening && { autoFocus: true, defaultDropdownOpened: opening.list, defaultSearchValue: opening.typed || undefined };

/** Chooses one of several. */
export function One({ label, opening, ...props }: OneProps & { opening: Opening | undefined }) {
  const { t } = useTranslation();
  const clear = { "aria-label": t("picker.clear", { label }) };
  return <Select aria-label={label} clearButtonProps={clear} {...opened(opening)} {...props} />;
}

/** Chooses some of several. */
export function Some({ label, opening, ...props }: SomeProps & { opening: Opening | undefined }) {
  const { t } = useTranslation();
  const clear = { "aria-label": t("picker.clear", { label }) };
  return <MultiSelect aria-label={label} clearable clearButtonProps={clear} {...opened(opening)} {...props} />;
}
