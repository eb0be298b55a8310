import "./conflict.css";
import { Group, Radio, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftColumn } from "~/shared/model/columns";
import { type Clash, decided, namesOf } from "../model/rebase";
import { shownValue } from "./shownValue";

interface Props {
  clashes: readonly Clash[];
  columns: readonly DraftColumn[];
  /** Whether nothing of what was typed is left to save. */
  idle: boolean;
  onChange: (next: (columns: DraftColumn[]) => DraftColumn[]) => void;
}

type Side = "mine" | "theirs";

/** What was loaded again is in; where both changed the same one of the two is chosen, at first what was typed. */
export function Clashes({ clashes, columns, idle, onChange }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlyMap<Clash, Side>>(new Map());
  function choose(clash: Clash, side: Side) {
    setChosen((before) => new Map(before).set(clash, side));
    onChange((before) => decided(before, clash, side));
  }
  return (
    <div className="conflict" role="status">
      <Text size="sm" fw={600}>
        {idle ? t("columns.conflict.same") : t("columns.conflict.merged")}
      </Text>
      {clashes.length > 0 && <Text size="sm">{t("columns.conflict.choose")}</Text>}
      {clashes.map((clash) => (
        <Radio.Group
          key={`${clash.kind} ${clash.kind === "key" ? "" : clash.key} ${clash.kind === "field" ? clash.field : ""}`}
          size="sm"
          label={subjectOf(clash, t)}
          value={chosen.get(clash) ?? "mine"}
          onChange={(side) => choose(clash, side === "theirs" ? "theirs" : "mine")}
        >
          <Group gap="lg" mt={4}>
            {(["mine", "theirs"] as const).map((side) => (
              <Radio
                key={side}
                size="sm"
                value={side}
                label={t(`columns.conflict.${side}`, { value: sideText(clash, side, columns, t) })}
              />
            ))}
          </Group>
        </Radio.Group>
      ))}
    </div>
  );
}

function subjectOf(clash: Clash, t: TFunction): string {
  if (clash.kind === "key") return t("columns.conflict.field.primaryKey");
  if (clash.kind === "field") return `${clash.name} · ${t(`columns.conflict.field.${clash.field}`)}`;
  return clash.name;
}

function sideText(clash: Clash, side: Side, columns: readonly DraftColumn[], t: TFunction): string {
  if (clash.kind === "field") return shownValue(clash[side], t);
  if (clash.kind === "key") return shownValue(namesOf(columns, clash[side]), t);
  const stays = (clash.kind === "gone") === (side === "mine");
  return t(stays ? "columns.conflict.stays" : "columns.conflict.goes");
}
