import "./outOfDate.css";
import { Alert, Button, Group, Text } from "@mantine/core";
import { notifyManager, type Query, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "~/shared/graphql/errors";

const isOutOfDate = ({ state }: Query) => state.status === "error" && state.data !== undefined;

/**
 * Says that what is shown could not be loaded anew. What was loaded before stays, and with it what somebody is typing
 * into it: only where nothing was loaded yet a failure takes its place.
 */
export function OutOfDate() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const cache = queries.getQueryCache();
  const error = useSyncExternalStore(
    useCallback((listener) => cache.subscribe(notifyManager.batchCalls(listener)), [cache]),
    () => cache.findAll({ type: "active", predicate: isOutOfDate })[0]?.state.error,
  );
  if (!error) return null;
  return (
    <Alert color="yellow" className="out-of-date" role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {t("failure.outOfDate")} {messageOf(error)}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void queries.refetchQueries({ type: "active", predicate: isOutOfDate })}
        >
          {t("failure.retry")}
        </Button>
      </Group>
    </Alert>
  );
}
