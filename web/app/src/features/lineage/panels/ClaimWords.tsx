import { Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { problemsByPath } from "~/shared/graphql/errors";
import { parameterChanges, useGuarded } from "~/shared/ui/UnsavedGuard";
import { REWORD } from "../api/writes";
import { isShare, patchOf, wordsOf } from "../model/claims";
import { useLineageWrite } from "./useLineageWrite";

/** It is part of the panel of an edge. */
const isLost = parameterChanges("edge", "node", "panel", "tab", "at");

interface Props {
  claim: Parameters<typeof wordsOf>[0] & { id: string };
  version: number;
  onEnd: () => void;
  onChanged?: () => void;
}

/** The words of one's own claim to be changed. Escape leaves them as they were, Ctrl-Enter saves. */
export function ClaimWords({ claim, version, onEnd, onChanged }: Props) {
  const { t } = useTranslation();
  const [before] = useState(() => wordsOf(claim));
  const [words, setWords] = useState(before);
  const reword = useLineageWrite(
    async (patch: NonNullable<ReturnType<typeof patchOf>>) =>
      (await ask(REWORD, { id: claim.id, version, patch })).updateAssertion,
    () => t("panels.claim.saved"),
    onChanged,
  );
  const problems = problemsByPath(reword.error);
  const fits = isShare(words.confidence);
  const set = (change: Partial<typeof words>) => setWords((old) => ({ ...old, ...change }));
  const { leave, guard } = useGuarded({
    isDirty: () => !reword.isPending && !reword.isSuccess && patchOf(before, words) !== undefined,
    isLost,
    onLeave: onEnd,
  });
  function save() {
    const patch = patchOf(before, words);
    if (!fits) return;
    if (patch) reword.mutate(patch, { onSuccess: onEnd });
    else onEnd();
  }
  return (
    <Stack
      gap="xs"
      mt="xs"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          leave();
        }
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
      }}
    >
      <Textarea
        label={t("panels.claim.transformation")}
        autosize
        autoFocus
        minRows={1}
        maxRows={8}
        spellCheck={false}
        classNames={{ input: "mono" }}
        error={problems.transformation}
        value={words.transformation}
        onChange={(event) => set({ transformation: event.currentTarget.value })}
      />
      <Textarea
        label={t("panels.claim.note")}
        autosize
        minRows={1}
        maxRows={8}
        error={problems.note}
        value={words.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      <Group gap="xs" grow align="flex-start">
        <TextInput
          label={t("panels.claim.process")}
          error={problems.process}
          value={words.process}
          onChange={(event) => set({ process: event.currentTarget.value })}
        />
        <TextInput
          label={t("panels.claim.confidence")}
          placeholder="100"
          inputMode="decimal"
          error={fits ? problems.confidence : t("panels.claim.notShare")}
          value={words.confidence}
          onChange={(event) => set({ confidence: event.currentTarget.value })}
        />
      </Group>
      <Group gap="xs">
        <Button size="xs" loading={reword.isPending} disabled={!fits} onClick={save}>
          {t("save")}
        </Button>
        <Button size="xs" variant="default" onClick={leave}>
          {t("cancel")}
        </Button>
      </Group>
      {guard}
    </Stack>
  );
}
