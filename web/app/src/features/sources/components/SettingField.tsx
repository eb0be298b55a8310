import { NumberInput, PasswordInput, Select, Switch, Textarea, TextInput } from "@mantine/core";
import type { ClipboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Ticked } from "~/shared/ui/Ticked";
import type { SettingInfo } from "../model/settings";

interface Props {
  info: SettingInfo;
  value: string | boolean | undefined;
  problem: string | undefined;
  /** Whether a secret is stored that stays when nothing is typed. */
  stored: boolean;
  onChange: (value: string | boolean) => void;
  /** Takes what was pasted or typed as a whole where it is one, and tells whether it did. */
  onWhole?: (text: string) => boolean;
}

/** The field of one setting, as the server describes it. */
export function SettingField({ info, value, problem, stored, onChange, onWhole }: Props) {
  const { t } = useTranslation();
  const text = typeof value === "string" ? value : "";
  const whole = onWhole && {
    onPaste: (event: ClipboardEvent) => {
      if (onWhole(event.clipboardData.getData("text"))) event.preventDefault();
    },
    onBlur: () => void onWhole(text),
  };
  const common = {
    label: info.label,
    description: <Ticked text={info.help} />,
    error: problem,
    required: info.required,
  };
  const placeholder = info.secret && stored ? t("sources.stored") : (info.default ?? undefined);
  switch (info.type) {
    case "FLAG":
      return (
        <Switch
          label={info.label}
          description={<Ticked text={info.help} />}
          error={problem}
          checked={typeof value === "boolean" ? value : info.default === "true"}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case "CHOICE":
      return (
        <Select
          {...common}
          data={info.choices.map((choice) => ({ ...choice }))}
          value={text || info.default || null}
          clearable={!info.default}
          allowDeselect={false}
          onChange={(chosen) => onChange(chosen ?? "")}
        />
      );
    case "INTEGER":
      return (
        <NumberInput
          {...common}
          value={text}
          placeholder={placeholder}
          min={info.minimum ?? undefined}
          max={info.maximum ?? undefined}
          allowDecimal={false}
          clampBehavior="none"
          hideControls
          onChange={(number) => onChange(String(number))}
        />
      );
    case "TEXT_LIST":
      return (
        <Textarea
          {...common}
          {...whole}
          className="mono-input"
          autosize
          minRows={1}
          maxRows={6}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "LONG_TEXT":
      return (
        <Textarea
          {...common}
          autosize
          minRows={2}
          maxRows={8}
          value={text}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return info.secret ? (
        <PasswordInput
          {...common}
          value={text}
          placeholder={placeholder}
          autoComplete="new-password"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <TextInput
          {...common}
          {...whole}
          value={text}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
