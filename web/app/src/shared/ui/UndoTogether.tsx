import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { meOptions } from "~/shared/graphql/me";
import { amounts, isAsked } from "~/shared/model/much";
import { Confirm } from "./Confirm";
import { countsText } from "./counted";
import { Failure } from "./Failure";

const UNDONE_TOO = graphql(`
  query UndoneToo($id: ID!) {
    changeset(id: $id) { seq actor { id name } counts { kind count } }
  }
`);

interface Props {
  /** The ids of what is taken back before. */
  before: readonly string[];
  label: string;
  busy: boolean;
  onUndo: () => void;
}

/** Takes back what stands in the way of an undo too; whose work that is and how much is asked first. */
export function UndoTogether({ before, label, busy, onUndo }: Props) {
  const { t, i18n } = useTranslation();
  const me = useQuery(meOptions).data?.me?.id;
  const [asking, setAsking] = useState(false);
  const look = useMutation({
    mutationFn: async () => {
      const told = await Promise.all(before.map((id) => ask(UNDONE_TOO, { id })));
      return told.flatMap(({ changeset }) => changeset ?? []);
    },
    onSuccess: (company) => (isAsked(company, me) ? setAsking(true) : onUndo()),
  });
  return (
    <>
      {look.error && <Failure error={look.error} />}
      <Button size="xs" mt="xs" variant="default" loading={busy || look.isPending} onClick={() => look.mutate()}>
        {label}
      </Button>
      <Confirm
        opened={asking}
        title={t("blocker.askTitle", { count: before.length, seq: look.data?.[0]?.seq.toLocaleString(i18n.language) })}
        text={t("blocker.askText")}
        confirm={t("toast.undo")}
        cancel={t("cancel")}
        danger
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          onUndo();
        }}
      >
        <ul className="plain-list">
          {look.data?.map((one) => (
            <li key={one.seq}>
              {t("blocker.askDid", {
                seq: one.seq.toLocaleString(i18n.language),
                name: one.actor.name,
                counts: countsText(amounts(one)),
              })}
            </li>
          ))}
        </ul>
      </Confirm>
    </>
  );
}
