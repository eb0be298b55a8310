import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Confirm } from "~/shared/ui/Confirm";
import { countsText } from "~/shared/ui/counted";
import { FirstNames } from "~/shared/ui/FirstNames";
import { deletionOptions } from "../api/bulk";
import type { ChosenTable } from "../model/bulk";

const NAMES = 5;

interface Props {
  tables: readonly ChosenTable[];
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before many tables go, telling what goes with them. */
export function AskDelete({ tables, onConfirm, onCancel }: Props) {
  const { t, i18n } = useTranslation();
  const { data, error, isPending } = useQuery(deletionOptions(tables));
  const columns = tables.reduce((sum, { columnCount }) => sum + columnCount, 0);
  const number = tables.length.toLocaleString(i18n.language);
  return (
    <Confirm
      opened
      title={t("tables.bulk.deleteTitle", { count: tables.length, number })}
      text={t("tables.bulk.deleteText")}
      confirm={t("delete")}
      cancel={t("cancel")}
      danger
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <ul className="plain-list">
        <li>
          {countsText([
            ["TABLE", tables.length],
            ["COLUMN", columns],
          ])}
          <FirstNames
            names={tables.slice(0, NAMES).map(({ qualifiedName }) => qualifiedName)}
            more={tables.length > NAMES}
          />
        </li>
        {data?.warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
      {isPending && !error && <Skeleton height={18} mt="xs" />}
    </Confirm>
  );
}
