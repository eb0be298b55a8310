import { Button, Popover, Select, Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { COLUMNS, ORDERS, type TableSearch } from "../model/search";

const ShownColumns = lazy(() => import("./ShownColumns").then((file) => ({ default: file.ShownColumns })));

interface Props {
  search: TableSearch;
  onSearch: (change: Partial<TableSearch>, replace?: boolean) => void;
}

/** How the list is ordered, and what it shows of each table. */
export function ListChoices({ search, onSearch }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        aria-label={t("tables.sort")}
        size="xs"
        allowDeselect={false}
        w={150}
        data={ORDERS.map((value) => ({ value, label: t(`tables.order.${value}`) }))}
        value={search.sort ?? "NAME"}
        onChange={(sort) => onSearch({ sort: ORDERS.find((order) => order === sort && order !== "NAME") })}
      />
      <Popover position="bottom-end" trapFocus>
        <Popover.Target>
          <Button size="xs" variant="default">
            {t("tables.columnsShown")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Suspense fallback={<Skeleton width={140} height={220} />}>
            <ShownColumns shown={search.show ?? COLUMNS} onShow={(show) => onSearch({ show }, true)} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
