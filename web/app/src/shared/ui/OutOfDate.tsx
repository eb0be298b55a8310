import "./outOfDate.css";
import { Alert, Button, Group, Text } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { notifyManager, type Query, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { messageOf, ServerError } from "~/shared/graphql/errors";
import { useReached } from "~/shared/graphql/reach";
import { mayAskAgain } from "~/shared/graphql/session";

const isOutOfDate = ({ state }: Query) => state.status === "error" && state.data !== undefined;
const isUnanswered = ({ state }: Query) =>
  state.status === "error" && state.error instanceof ServerError && state.error.code === "UNREACHABLE";

/**
 * Says that what is shown could not be loaded anew. What was loaded before stays, and with it what somebody is typing
 * into it: only where nothing was loaded yet a failure takes its place. Without the server it says so in a quiet line,
 * until it answers again.
 */
export function OutOfDate() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const cache = queries.getQueryCache();
  const { online } = useNetwork();
  const reached = useReached();
  const away = !online || !reached;
  const was = useRef(away);
  useEffect(() => {
    // What failed meanwhile is there again with the server.
    if (was.current && !away) void queries.refetchQueries({ type: "active", predicate: isUnanswered });
    was.current = away;
  }, [away, queries]);
  const error = useSyncExternalStore(
    useCallback((listener) => cache.subscribe(notifyManager.batchCalls(listener)), [cache]),
    () => cache.findAll({ type: "active", predicate: isOutOfDate })[0]?.state.error,
  );
  if (away) {
    return (
      <Text size="sm" className="away" role="status">
        {online ? t("failure.away") : t("failure.offline")}
      </Text>
    );
  }
  if (!error || (error instanceof ServerError && error.code === "UNREACHABLE")) return null;
  return (
    <Alert color="yellow" className="out-of-date" role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {t("failure.outOfDate")} {messageOf(error)}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            mayAskAgain();
            void queries.refetchQueries({ type: "active", predicate: isOutOfDate });
          }}
        >
          {t("failure.retry")}
        </Button>
      </Group>
    </Alert>
  );
}
