import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Confirm } from "~/shared/ui/Confirm";
import { countsText } from "~/shared/ui/counted";
import { FirstNames } from "~/shared/ui/FirstNames";
import { doneOptions } from "../api/documents";
import { calledOf } from "../model/called";
import { withoutMoves } from "../model/moved";
import { summaryOf } from "../model/summary";

interface Props {
  id: string;
  seq: number;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before much is taken back, telling what goes, what comes back and what changes. */
export function AskUndo({ id, seq, onConfirm, onCancel }: Props) {
  const { t, i18n } = useTranslation();
  const done = useQuery(doneOptions(id));
  const { counts = [], changes } = done.data?.changeset ?? {};
  return (
    <Confirm
      opened
      title={t("changes.undoTitle", { seq: seq.toLocaleString(i18n.language) })}
      text={t("changes.undoText")}
      confirm={t("toast.undo")}
      cancel={t("cancel")}
      danger
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      {done.isPending && <Skeleton height={60} />}
      <ul className="plain-list">
        {summaryOf(counts, withoutMoves(changes?.nodes ?? []).told).map(({ operation, counts, first }) => {
          const called = first.map((change) => calledOf(t, change)).filter(Boolean);
          const total = counts[0]?.[1] ?? 0;
          return (
            <li key={operation}>
              {t(`changes.undoDoes.${operation}`, { counts: countsText(counts) })}
              <FirstNames names={called} more={total > called.length} />
            </li>
          );
        })}
      </ul>
    </Confirm>
  );
}
