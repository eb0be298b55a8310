import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { StepStatus } from "~/shared/graphql/generated/graphql";

const STATUS_COLORS: Record<StepStatus, string> = {
  PASSED: "teal",
  WARNING: "yellow",
  FAILED: "red",
  SKIPPED: "gray",
};

/** How a test, or a step of one, ended. */
export function StatusBadge({ status }: { status: StepStatus }) {
  const { t } = useTranslation();
  return (
    <Badge variant="light" color={STATUS_COLORS[status]} className="status">
      {t(`status.${status}`)}
    </Badge>
  );
}
