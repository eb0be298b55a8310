import { Alert, Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type TablePair, tablePairOf } from "../model/tablePair";

interface Props {
  /** The walk along the tables, at the level of columns. */
  tables: { compact: unknown } | null | undefined;
  of: readonly string[];
  onTables: () => void;
  /** Absent for those who map nothing. */
  onMap: ((pair: TablePair) => void) | undefined;
}

/** Where columns are looked at, and none has lineage although their tables have. */
export function NoColumns({ tables, of, onTables, onMap }: Props) {
  const { t } = useTranslation();
  const pair = tables && tablePairOf(tables.compact, of);
  if (!pair) return null;
  return (
    <Alert variant="light" p="xs" role="status">
      <Group gap="sm">
        {t("canvas.tablesOnly")}
        <Button size="compact-sm" variant="default" onClick={onTables}>
          {t("canvas.showTables")}
        </Button>
        {onMap && (
          <Button size="compact-sm" variant="default" onClick={() => onMap(pair)}>
            {t("canvas.mappingTitle")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
