import { Button } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Always } from "~/shared/ui/Choice";
import { useOpening } from "~/shared/ui/ClosedPicker";
import { COLUMNS, ORDERS, type TableSearch } from "../model/search";

const loadColumns = () => import("./ShownColumns");
const ShownColumns = lazy(() => loadColumns().then((file) => ({ default: file.ShownColumns })));
const nearColumns = () => void loadColumns();

interface Props {
  search: TableSearch;
  onSearch: (change: Partial<TableSearch>, replace?: boolean) => void;
}

/** How the list is ordered, and what it shows of each table. */
export function ListChoices({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const { isOpen, open, forget } = useOpening(false);
  const columns = (
    <Button
      size="xs"
      variant="default"
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={nearColumns}
      onFocus={nearColumns}
      onClick={() => open(true)}
      onBlur={forget}
    >
      {t("tables.columnsShown")}
    </Button>
  );
  return (
    <>
      <Always
        label={t("tables.sort")}
        size="xs"
        w={150}
        data={ORDERS.map((value) => ({ value, label: t(`tables.order.${value}`) }))}
        value={search.sort ?? "NAME"}
        onChange={(sort) => onSearch({ sort: ORDERS.find((order) => order === sort && order !== "NAME") })}
      />
      {isOpen ? (
        <Suspense fallback={columns}>
          <ShownColumns shown={search.show ?? COLUMNS} onShow={(show) => onSearch({ show }, true)} />
        </Suspense>
      ) : (
        columns
      )}
    </>
  );
}
