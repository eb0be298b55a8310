import { Button, Popover, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOpenedHere } from "../hooks/useOpenedHere";
import { DaysField, type DaysProps } from "./DaysField";

/** The two days to choose: the open state of the field that loads it. */
export function ChosenDays({ onChange, ...props }: DaysProps) {
  const { t } = useTranslation();
  const { label, from, to } = props;
  const { popover, target } = useOpenedHere();
  return (
    <Popover position="bottom-start" trapFocus returnFocus width={220} {...popover}>
      <Popover.Target>
        <DaysField {...props} {...target} />
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
          <Button variant="default" disabled={!from && !to} onClick={() => onChange({})}>
            {t("days.any")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
