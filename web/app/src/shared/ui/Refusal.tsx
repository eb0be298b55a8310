import { Box, Text } from "@mantine/core";
import i18n from "i18next";
import type { ReactNode } from "react";
import { type Blocker, messageOf, ServerError } from "~/shared/graphql/errors";
import { withArrow } from "~/shared/model/arrow";
import { type Against, against } from "~/shared/model/blockers";
import { countsText } from "./counted";

const SHOWN = 5;

interface Props {
  error: unknown;
  /** How the changeset that stands in the way is told; as a text where nothing leads to it. */
  changeset?: (text: string, of: Against) => ReactNode;
  /** What leads to something that is in the way as things are. */
  way?: (to: Blocker) => ReactNode;
}

/** Why something was refused: the server's sentence, and what stands in the way, by the changeset that did it. */
export function Refusal({ error, changeset = (text) => text, way }: Props) {
  const lines = against(error instanceof ServerError ? error.blockers : []).flatMap((group) => linesOf(group));
  return (
    <>
      <Text size="sm" className="breaking">
        {messageOf(error)}
      </Text>
      {lines.length > 0 && (
        <Box component="ul" className="plain-list">
          {lines.slice(0, SHOWN).map(({ key, text, by, group, blocker }) => (
            <li key={key}>
              {text}
              {by && <> {changeset(by, group)}</>}
              {blocker && <> {way?.(blocker)}</>}
            </li>
          ))}
          {lines.length > SHOWN && <li>{i18n.t("blocker.more", { count: lines.length - SHOWN })}</li>}
        </Box>
      )}
    </>
  );
}

interface Line {
  key: string;
  text: string;
  by?: string;
  group: Against;
  /** Where it is of one thing. */
  blocker?: Blocker;
}

/** Of a changeset that did much one line with its numbers, else a sentence for each thing. */
function linesOf(group: Against): Line[] {
  const { seq, who, counts, blockers } = group;
  const by = seq ? i18n.t("blocker.by", { seq, name: who ?? "?" }) : undefined;
  if (by && blockers.length > 1) return [{ key: `#${seq}`, text: countsText(counts), by, group }];
  return blockers.map((blocker) => ({
    key: `${blocker.reason} ${blocker.id}`,
    text: reasonOf(blocker),
    by,
    group,
    blocker,
  }));
}

function reasonOf({ reason, entity, name }: Blocker): string {
  return i18n.t(`blocker.${reason as "GONE"}`, {
    entity: i18n.t(`entity.${entity as "TABLE"}`, { defaultValue: entity }),
    name: withArrow(entity, name),
    defaultValue: name,
  });
}
