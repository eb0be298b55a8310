import "../sources.css";
import { Group, Loader, Paper, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { problemsByPath } from "~/shared/graphql/errors";
import { Failure } from "~/shared/ui/Failure";
import { TestResult, type TestResultData, TestSteps } from "./TestSteps";
import type { ConnectionTestState } from "./useConnectionTest";

interface Props {
  test: ConnectionTestState;
  /** The newest test of what is stored. */
  stored: TestResultData | null | undefined;
  /** Whether something was changed since the test. */
  stale: boolean;
  onProblems: (problems: Record<string, string>) => void;
}

/** The running test step by step, then how it ended; before one was begun, the newest one of what is stored. */
export function TestPanel({ test, stored, stale, onProblems }: Props) {
  const { t } = useTranslation();
  const { running, steps, result, error } = test;
  useEffect(() => {
    if (error) onProblems(problemsByPath(error));
  }, [error, onProblems]);

  const place = useRef<HTMLDivElement>(null);
  // The form is longer than the screen: one sees the test that one began, and how it ended.
  useEffect(() => {
    if (running || result || error) place.current?.scrollIntoView({ block: "start" });
  }, [running, result, error]);

  return (
    <div ref={place} className="test-panel">
      {shownOf()}
    </div>
  );

  function shownOf() {
    if (error) return <Failure error={error} />;
    if (running) {
      return (
        <Paper withBorder p="md" bg="transparent">
          <Group gap="xs" mb={steps.length > 0 ? "sm" : 0}>
            <Loader size="xs" />
            <Text size="sm">{t("sources.testing")}</Text>
          </Group>
          <TestSteps steps={steps} />
        </Paper>
      );
    }
    const shown = result ?? stored;
    if (!shown) return null;
    return (
      <Paper withBorder p="md" bg="transparent">
        <Text size="xs" fw={600} c="dimmed" mb="xs">
          {result
            ? stale && result.status !== "FAILED"
              ? t("sources.testStale")
              : t("sources.testNow")
            : t("sources.testStored")}
        </Text>
        <TestResult result={shown} />
      </Paper>
    );
  }
}
