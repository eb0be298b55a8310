import { Button, Group, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Action, Pair } from "../model/pairs";

const THRESHOLDS = [1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0];

interface Props {
  pairs: readonly Pair[];
  chosen: ReadonlySet<string>;
  dispatch: (action: Action) => void;
}

/** What can be decided on many proposals at once: those above or below a confidence, and what is chosen. */
export function Toolbar({ pairs, chosen, dispatch }: Props) {
  const { t, i18n } = useTranslation();
  const [threshold, setThreshold] = useState(0.9);
  const open = pairs.filter(({ state }) => state === "open");
  const above = open.filter(({ confidence }) => (confidence ?? 0) >= threshold).length;
  const percent = (share: number) => share.toLocaleString(i18n.language, { style: "percent" });
  return (
    <Group gap="xs" mb="xs">
      <Select
        size="xs"
        w={150}
        allowDeselect={false}
        aria-label={t("mapping.threshold")}
        data={THRESHOLDS.map((share) => ({
          value: String(share),
          label: share === 0 ? t("mapping.every") : t("mapping.atLeast", { share: percent(share) }),
        }))}
        value={String(threshold)}
        onChange={(value) => setThreshold(Number(value))}
      />
      <Button size="xs" disabled={above === 0} onClick={() => dispatch({ do: "acceptAbove", confidence: threshold })}>
        {t("mapping.acceptAbove", { count: above })}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={open.length === above}
        onClick={() => dispatch({ do: "dismissBelow", confidence: threshold })}
      >
        {t("mapping.dismissBelow", { count: open.length - above })}
      </Button>
      {chosen.size > 0 && (
        <>
          <Button size="xs" onClick={() => dispatch({ do: "accept", keys: chosen })}>
            {t("mapping.acceptChosen", { count: chosen.size })}
          </Button>
          <Button size="xs" variant="default" onClick={() => dispatch({ do: "dismiss", keys: chosen })}>
            {t("mapping.dismissChosen", { count: chosen.size })}
          </Button>
        </>
      )}
    </Group>
  );
}
