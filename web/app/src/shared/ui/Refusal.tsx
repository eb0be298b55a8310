import "./refusal.css";
import { Box, Text } from "@mantine/core";
import i18n from "i18next";
import { type Blocker, messageOf, ServerError } from "~/shared/graphql/errors";

const SHOWN = 5;

/** Why something was refused: the server's sentence, and what stands in the way, each with who did it. */
export function Refusal({ error }: { error: unknown }) {
  const blockers = error instanceof ServerError ? error.blockers : [];
  const reasons = [...new Set(blockers.map(reasonOf))];
  return (
    <>
      <Text size="sm" className="breaking">
        {messageOf(error)}
      </Text>
      {reasons.length > 0 && (
        <Box component="ul" className="blockers">
          {reasons.slice(0, SHOWN).map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
          {reasons.length > SHOWN && <li>{i18n.t("blocker.more", { count: reasons.length - SHOWN })}</li>}
        </Box>
      )}
    </>
  );
}

function reasonOf({ reason, entity, name, seq, actor }: Blocker): string {
  const what = i18n.t(`blocker.${reason as "GONE"}`, {
    entity: i18n.t(`entity.${entity as "TABLE"}`, { defaultValue: entity }),
    name,
    defaultValue: name,
  });
  return seq ? `${what} ${i18n.t("blocker.by", { seq, name: actor?.name ?? "?" })}` : what;
}
