import { Group, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import type { StepStatus } from "~/shared/graphql/generated/graphql";
import { stepWords } from "~/shared/i18n/server";
import { elapsed } from "~/shared/model/time";
import { ProblemView } from "~/shared/ui/ProblemView";
import { StatusBadge } from "./StatusBadge";

const STEP = graphql(`
  fragment TestStepLine on TestStep {
    name title status elapsedMs detail
    problem { code title cause remedy engineCode engineMessage }
  }
`);

const RESULT = graphql(`
  fragment TestResult on ConnectionTest {
    status testedAt elapsedMs serverVersion
    steps { name ...TestStepLine }
  }
`);

const MARKS: Record<StepStatus, string> = { PASSED: "✓", WARNING: "!", FAILED: "✕", SKIPPED: "–" };

export type StepEvent = { name: string } & FragmentType<typeof STEP>;

function Step({ step }: { step: FragmentType<typeof STEP> }) {
  const { i18n } = useTranslation();
  const { name, title, status, elapsedMs, detail, problem } = readFragment(STEP, step);
  const words = stepWords(name, title);
  const skipped = status === "SKIPPED";
  return (
    <Stack gap={4} component="li">
      <Group gap="xs" wrap="nowrap" align="baseline">
        <Text span fw={700} c={`var(--step-${status.toLowerCase()})`} w={14} ta="center" aria-hidden>
          {MARKS[status]}
        </Text>
        <Text size="sm" c={skipped ? "dimmed" : undefined} flex={1}>
          <span lang={words.lang}>{words.text}</span>
          {detail && !skipped && (
            <Text span size="xs" c="dimmed" ml="xs" className="breaking" lang="en">
              {detail}
            </Text>
          )}
        </Text>
        <StepTime ms={skipped ? undefined : elapsedMs} language={i18n.language} />
      </Group>
      {problem && (
        <Paper withBorder p="sm" ml={24}>
          <ProblemView problem={problem} />
        </Paper>
      )}
    </Stack>
  );
}

function StepTime({ ms, language }: { ms: number | undefined; language: string }) {
  if (ms === undefined) return null;
  return (
    <Text size="xs" c="dimmed" className="unbroken">
      {elapsed(ms, language)}
    </Text>
  );
}

/** The steps of a test, those that ended so far. */
export function TestSteps({ steps }: { steps: readonly StepEvent[] }) {
  return (
    <Stack gap="xs" component="ol" className="steps" aria-live="polite">
      {steps.map((step) => (
        <Step key={step.name} step={step} />
      ))}
    </Stack>
  );
}

/** Beside what has to be read, more than so many other steps are folded away. */
const FOLDED = 5;

/** A whole test: how it ended, when, what the server is, and its steps. */
export function TestResult({ result }: { result: FragmentType<typeof RESULT> }) {
  const { t, i18n } = useTranslation();
  const { status, serverVersion, elapsedMs, steps } = readFragment(RESULT, result);
  const isOf = (...some: StepStatus[]) => steps.filter((step) => some.includes(readFragment(STEP, step).status));
  const told = isOf("FAILED", "WARNING");
  const rest = isOf("PASSED", "SKIPPED");
  const counted = [
    ["stepsPassed", isOf("PASSED").length],
    ["stepsSkipped", isOf("SKIPPED").length],
  ] as const;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <StatusBadge status={status} />
        {serverVersion && <Text size="sm">{serverVersion}</Text>}
        <Text size="sm" c="dimmed">
          {elapsed(elapsedMs, i18n.language)}
        </Text>
      </Group>
      {told.length > 0 && rest.length > FOLDED ? (
        <>
          <TestSteps steps={told} />
          <details>
            <summary>
              {counted
                .filter(([, count]) => count > 0)
                .map(([key, count]) => t(`sources.${key}`, { count }))
                .join(", ")}
            </summary>
            <TestSteps steps={rest} />
          </details>
        </>
      ) : (
        <TestSteps steps={steps} />
      )}
    </Stack>
  );
}

export type TestResultData = FragmentType<typeof RESULT>;
