import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOpenedHere } from "~/shared/hooks/useOpenedHere";
import { COLUMNS, type ColumnName } from "../model/search";

interface Props {
  shown: readonly ColumnName[];
  /** With nothing for all. */
  onShow: (columns: ColumnName[] | undefined) => void;
}

/** Which columns the list has beside the name: the open state of the button that loads it. */
export function ShownColumns({ shown, onShow }: Props) {
  const { t } = useTranslation();
  const { popover, target } = useOpenedHere();
  return (
    <Popover position="bottom-end" trapFocus returnFocus {...popover}>
      <Popover.Target>
        <Button size="xs" variant="default" {...target}>
          {t("tables.columnsShown")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {COLUMNS.map((name) => (
            <Checkbox
              key={name}
              label={t(`tables.column.${name}`)}
              checked={shown.includes(name)}
              // None would read as all.
              disabled={shown.length === 1 && shown.includes(name)}
              onChange={(event) => {
                const next = COLUMNS.filter((c) => (c === name ? event.currentTarget.checked : shown.includes(c)));
                onShow(next.length === COLUMNS.length ? undefined : next);
              }}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
