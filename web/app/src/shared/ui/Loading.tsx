import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Rows that will be there in a moment. */
export function Loading({ rows = 6, height = 36 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" role="status" aria-label={t("loading")}>
      {[...Array(rows).keys()].map((row) => (
        <Skeleton key={row} height={height} />
      ))}
    </Stack>
  );
}
