import { Badge, Button, Group, Paper, Text, UnstyledButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import { MUCH } from "~/shared/model/much";
import { Ago } from "~/shared/ui/Ago";
import { Loading } from "~/shared/ui/Loading";
import { RefusedUndo } from "~/shared/ui/RefusedUndo";
import { undo } from "~/shared/ui/Toast";
import { withoutMoves } from "../model/moved";
import { sizeOf } from "../model/summary";
import { ChangeChips } from "./ChangeChips";

const LINE = graphql(`
  fragment ChangesetLine on Changeset {
    id seq at origin message
    actor { id name }
    undoes { seq }
    undoneBy { seq }
    counts { kind operation count }
    changes(first: 3) {
      nodes { entityId kind name operation tableId edge { id from to } fields { field } }
    }
  }
`);

// Few of the list are opened.
const ChangeDetails = lazy(() => import("./ChangeDetails").then((file) => ({ default: file.ChangeDetails })));
// Most of what is taken back is little.
const AskUndo = lazy(() => import("./AskUndo").then((file) => ({ default: file.AskUndo })));

interface Props {
  changeset: FragmentType<typeof LINE>;
  mayEdit: boolean;
  opened: boolean;
  onOpen: (opened: boolean) => void;
  onWho: ((id: string) => void) | undefined;
}

/** One changeset: who, when, why and what, in full on demand; with its undo. */
export function ChangesetItem({ changeset, mayEdit, opened, onOpen, onWho }: Props) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { id, seq, at, origin, message, actor, undoes, undoneBy, counts, changes } = readFragment(LINE, changeset);
  const takeBack = useMutation({ mutationFn: () => undo(id, queries) });

  return (
    <Paper withBorder p="sm" component="article" aria-label={t("changes.one", { seq })}>
      <Group justify="space-between" align="flex-start" gap="sm" wrap="nowrap">
        <Group gap="xs" miw={0} flex={1} mih={26}>
          {onWho ? (
            <UnstyledButton
              fz="sm"
              className="plain-link"
              title={t("changes.onlyTheirs", { name: actor.name })}
              onClick={() => onWho(actor.id)}
            >
              {actor.name}
            </UnstyledButton>
          ) : (
            <Text size="sm" fw={600}>
              {actor.name}
            </Text>
          )}
          <Ago at={at} />
          <Badge size="sm" variant="default" tt="none">
            {t(`origin.${origin}`)}
          </Badge>
          <Text size="xs" c="dimmed">
            #{seq.toLocaleString(i18n.language)}
          </Text>
          {undoes && <Text size="xs">{t("changes.undoes", { seq: undoes.seq })}</Text>}
          {undoneBy && (
            <Text size="xs" fw={600}>
              {t("changes.undoneBy", { seq: undoneBy.seq })}
            </Text>
          )}
        </Group>
        <Group gap={4} wrap="nowrap">
          <Button size="compact-sm" variant="subtle" aria-expanded={opened} onClick={() => onOpen(!opened)}>
            {opened ? t("changes.hide") : t("changes.show")}
          </Button>
          {mayEdit && !undoneBy && (
            <Button
              size="compact-sm"
              variant="default"
              loading={takeBack.isPending}
              onClick={() => (sizeOf(counts) > MUCH ? setAsking(true) : takeBack.mutate())}
            >
              {t("toast.undo")}
            </Button>
          )}
        </Group>
      </Group>
      {message && (
        <Text size="sm" mt={4} className="breaking">
          {message}
        </Text>
      )}
      <ChangeChips counts={counts} changes={withoutMoves(changes.nodes).told} />
      {takeBack.error && <RefusedUndo error={takeBack.error} changeset={id} />}
      <Suspense fallback={<Loading rows={2} />}>{opened && <ChangeDetails id={id} />}</Suspense>
      <Suspense>
        {asking && (
          <AskUndo
            id={id}
            seq={seq}
            onCancel={() => setAsking(false)}
            onConfirm={() => {
              setAsking(false);
              takeBack.mutate();
            }}
          />
        )}
      </Suspense>
    </Paper>
  );
}
