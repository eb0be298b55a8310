import "./conflict.css";
import { Button, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { TheirChange } from "../model/rebase";
import { shownValue } from "./shownValue";

const MOST = 8;

interface Props {
  /** Who was faster, where that is known. */
  by: string | undefined;
  changes: readonly TheirChange[];
  onLoad: () => void;
}

/** What somebody else made of the columns while they were edited here, and the way on. */
export function TheirChanges({ by, changes, onLoad }: Props) {
  const { t } = useTranslation();
  const told = changes.map((change) => textOf(change, t));
  return (
    <div className="conflict" role="alert">
      <Text size="sm" fw={600}>
        {by ? t("columns.conflict.title", { name: by }) : t("columns.conflict.titleSomebody")}
      </Text>
      {told.length === 0 && <Text size="sm">{t("columns.conflict.elsewhere")}</Text>}
      {told.length > 0 && (
        <ul>
          {told.slice(0, MOST).map((text) => (
            <li key={text}>
              <Text size="sm" className="breaking">
                {text}
              </Text>
            </li>
          ))}
          {told.length > MOST && (
            <li>
              <Text size="sm">{t("columns.conflict.more", { count: told.length - MOST })}</Text>
            </li>
          )}
        </ul>
      )}
      <div>
        <Button size="compact-sm" onClick={onLoad}>
          {t("columns.conflict.load")}
        </Button>
      </div>
    </div>
  );
}

function textOf(change: TheirChange, t: TFunction): string {
  if (change.kind === "MOVED") return t("columns.conflict.MOVED");
  if (change.kind !== "CHANGED") return t(`columns.conflict.${change.kind}`, { name: change.name });
  return t("columns.conflict.CHANGED", {
    name: change.name,
    field: t(`columns.conflict.field.${change.field}`),
    before: shownValue(change.before, t),
    now: shownValue(change.now, t),
  });
}
