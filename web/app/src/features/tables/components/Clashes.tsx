import "./conflict.css";
import { Group, Radio, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { DraftColumn } from "~/shared/model/columns";
import { asItStands, type Clash, decided, type Side, sideOf, subjectOf } from "../model/clash";
import { namesOf } from "../model/rebase";
import { shownValue } from "./shownValue";

interface Props {
  clashes: readonly Clash[];
  columns: readonly DraftColumn[];
  /** Whether nothing of what was typed is left to save. */
  idle: boolean;
  onChange: (next: (columns: DraftColumn[]) => DraftColumn[]) => void;
  onClashes: (clashes: Clash[]) => void;
}

/** So many names of an order are told; one sees the rest in the grid. */
const NAMES = 6;

/** What was loaded again is in; where both changed the same one of the two is chosen, at first what was typed. */
export function Clashes({ clashes, columns, idle, onChange, onClashes }: Props) {
  const { t } = useTranslation();
  function choose(clash: Clash, side: Side) {
    onClashes(clashes.map((one) => (one === clash ? asItStands(columns, clash) : one)));
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
          key={subjectOf(clash)}
          size="sm"
          label={labelOf(clash, t)}
          value={sideOf(columns, clash)}
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

function labelOf(clash: Clash, t: TFunction): string {
  if (clash.kind === "order") return t("columns.conflict.field.order");
  if (clash.kind === "key") return t("columns.conflict.field.primaryKey");
  if (clash.kind === "field") return `${clash.name} · ${t(`columns.conflict.field.${clash.field}`)}`;
  return clash.name;
}

function sideText(clash: Clash, side: Side, columns: readonly DraftColumn[], t: TFunction): string {
  if (clash.kind === "field") return shownValue(clash[side], t);
  if (clash.kind === "key") return shownValue(namesOf(columns, clash[side]), t);
  if (clash.kind === "order") {
    const names = namesOf(columns, clash[side].slice(0, NAMES));
    return clash[side].length > NAMES ? `${names} …` : names;
  }
  const stays = (clash.kind === "gone") === (side === "mine");
  return t(stays ? "columns.conflict.stays" : "columns.conflict.goes");
}
