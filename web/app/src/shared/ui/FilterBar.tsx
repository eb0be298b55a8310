import "./filterBar.css";
import { Box, Button } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  label: string;
  /** What is always in sight, such as the field to search by. */
  first?: ReactNode;
  /** How many filters are in force: told where they are folded. */
  count: number;
  children: ReactNode;
}

/** What a list is narrowed by. On a narrow screen all but the first is folded, lest it leave no room for the list. */
export function FilterBar({ label, first, count, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [opened, setOpened] = useState(false);
  return (
    <Box className="filter-bar" role="search" aria-label={label}>
      {first}
      <Button
        variant="default"
        className="filter-fold"
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened((before) => !before)}
      >
        {count > 0 ? t("filters.foldCount", { count }) : t("filters.fold")}
      </Button>
      <div id={id} className="filter-rest" data-opened={opened || undefined}>
        {children}
      </div>
    </Box>
  );
}
