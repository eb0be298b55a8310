import { Badge, Button, Code, Group, Paper, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import { Ago } from "~/shared/ui/Ago";
import { WITHDRAW } from "../api/writes";
import { mayWith } from "../model/claims";
import { ClaimWords } from "./ClaimWords";
import { useLineageWrite } from "./useLineageWrite";
import { useViewer } from "./useViewer";

export const CLAIM_LINE = graphql(`
  fragment ClaimLine on Assertion {
    id origin status process confidence transformation note at actor { id name kind }
  }
`);

interface Props {
  claim: FragmentType<typeof CLAIM_LINE>;
  /** The edge's. */
  version: number;
  /** Whether the edge ends with it. */
  last: boolean;
  past: boolean;
  onChanged?: () => void;
}

/** One party's claim: who, when, how sure, in which words; its claimant mends it in its place. */
export function ClaimItem({ claim, version, last, past, onChanged }: Props) {
  const { t, i18n } = useTranslation();
  const viewer = useViewer();
  const [editing, setEditing] = useState(false);
  const said = readFragment(CLAIM_LINE, claim);
  const { id, origin, status, process, confidence, transformation, note, at, actor } = said;
  const may = mayWith(said, { ...viewer, mayEdit: viewer.mayEdit && !past });
  const withdraw = useLineageWrite(
    async (_: undefined) => (await ask(WITHDRAW, { ids: [id] })).withdrawAssertions,
    () => t(last ? "panels.edge.done.ended" : "panels.claim.withdrawn"),
    onChanged,
  );
  return (
    <Paper withBorder p="xs" component="article" aria-label={t("panels.claim.of", { name: actor.name })}>
      <Group gap="xs">
        <Text size="sm" fw={600} className="breaking">
          {actor.name}
        </Text>
        {actor.kind !== "PERSON" && (
          <Text size="xs" c="dimmed">
            {t(`panels.claim.${actor.kind}`)}
          </Text>
        )}
        <Ago at={at} />
      </Group>
      <Group gap={6} mt={4}>
        <Badge size="sm" variant="default" tt="none">
          {t(`panels.origin.${origin}`)}
        </Badge>
        <Badge size="sm" variant="light" tt="none" className="status" color={COLORS[status]}>
          {t(`panels.status.${status}`)}
        </Badge>
        {confidence !== null && (
          <Text size="xs">
            {t("panels.claim.sure", {
              share: confidence.toLocaleString(i18n.language, { style: "percent", maximumFractionDigits: 1 }),
            })}
          </Text>
        )}
      </Group>
      {editing ? (
        <ClaimWords claim={said} version={version} onEnd={() => setEditing(false)} onChanged={onChanged} />
      ) : (
        <>
          {process && (
            <Text size="xs" c="dimmed" mt={6} className="breaking">
              {t("panels.claim.from", { process })}
            </Text>
          )}
          {transformation && (
            <Code block mt={6} className="wrapping">
              {transformation}
            </Code>
          )}
          {note && (
            <Text size="sm" mt={6} className="wrapping">
              {note}
            </Text>
          )}
          {(may.reword || may.withdraw) && (
            <Group gap={4} mt={6}>
              {may.reword && (
                <Button size="compact-xs" variant="subtle" onClick={() => setEditing(true)}>
                  {t("edit")}
                </Button>
              )}
              {may.withdraw && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  loading={withdraw.isPending}
                  onClick={() => withdraw.mutate(undefined)}
                >
                  {t("panels.claim.withdraw")}
                </Button>
              )}
            </Group>
          )}
        </>
      )}
    </Paper>
  );
}

const COLORS = { APPROVED: "green", PROPOSED: "gray", REJECTED: "red" } as const;
