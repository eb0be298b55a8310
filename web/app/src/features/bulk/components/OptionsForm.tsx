import { Checkbox, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { OnExisting } from "~/shared/graphql/generated/graphql";
import { useMayAdminister } from "~/shared/graphql/me";
import { sourceNamesOptions } from "../api/sources";

const CHOICES: readonly OnExisting[] = ["UPDATE", "SKIP", "FAIL"];

export interface Options {
  onExisting: OnExisting;
  wholeTruthFor: string | undefined;
  keepClaims: boolean;
  message: string;
}

export const USUAL: Options = { onExisting: "UPDATE", wholeTruthFor: undefined, keepClaims: false, message: "" };

interface Props {
  value: Options;
  disabled: boolean;
  onChange: (value: Options) => void;
}

/** How a file is meant. */
export function OptionsForm({ value, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const isAdmin = useMayAdminister();
  const sources = useQuery(sourceNamesOptions).data ?? [];
  const set = (change: Partial<Options>) => onChange({ ...value, ...change });
  return (
    <Stack gap="md">
      <Radio.Group
        label={t("bulk.onExisting.label")}
        value={value.onExisting}
        onChange={(chosen) => set({ onExisting: CHOICES.find((one) => one === chosen) ?? "UPDATE" })}
      >
        <Stack gap={6} mt={6}>
          {CHOICES.map((choice) => (
            <Radio
              key={choice}
              value={choice}
              disabled={disabled}
              label={t(`bulk.onExisting.${choice}`)}
              description={t(`bulk.onExisting.text.${choice}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t("bulk.message")}
        placeholder={t("bulk.messageHint")}
        maw={560}
        maxLength={2000}
        disabled={disabled}
        value={value.message}
        onChange={(event) => set({ message: event.currentTarget.value })}
      />
      <details>
        <summary>{t("bulk.more")}</summary>
        <Stack gap="md" mt="sm">
          <Select
            label={t("bulk.wholeTruth")}
            description={t("bulk.wholeTruthText")}
            placeholder={t("bulk.wholeTruthNone")}
            maw={560}
            clearable
            searchable
            disabled={disabled}
            data={sources.map(({ id, name }) => ({ value: id, label: name }))}
            value={value.wholeTruthFor ?? null}
            onChange={(id) => set({ wholeTruthFor: id ?? undefined })}
            clearButtonProps={{ "aria-label": t("picker.clear", { label: t("bulk.wholeTruth") }) }}
          />
          {isAdmin && (
            <Checkbox
              label={t("bulk.keepClaims")}
              description={t("bulk.keepClaimsText")}
              disabled={disabled}
              checked={value.keepClaims}
              onChange={(event) => set({ keepClaims: event.currentTarget.checked })}
            />
          )}
        </Stack>
      </details>
    </Stack>
  );
}
