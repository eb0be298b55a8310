import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

type Named<Props> = Omit<Props, "label" | "aria-label" | "clearable" | "clearButtonProps"> & { label: string };

/** One of several to narrow a list by; without a choice the list is not narrowed. */
export function Choice({ label, ...props }: Named<SelectProps>) {
  const { t } = useTranslation();
  const clear = { "aria-label": t("picker.clear", { label }) };
  return <Select aria-label={label} clearable clearButtonProps={clear} {...props} />;
}

/** Some of several to narrow a list by. */
export function Choices({ label, ...props }: Named<MultiSelectProps>) {
  const { t } = useTranslation();
  const clear = { "aria-label": t("picker.clear", { label }) };
  return <MultiSelect aria-label={label} clearable clearButtonProps={clear} {...props} />;
}
