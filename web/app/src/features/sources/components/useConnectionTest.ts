import { useCallback, useEffect, useRef, useState } from "react";
import { follow } from "~/shared/graphql/follow";
import type { ConnectionInput, StepStatus } from "~/shared/graphql/generated/graphql";
import { TEST_CONNECTION } from "../api/documents";
import type { StepEvent, TestResultData } from "./TestSteps";

export interface ConnectionTestState {
  running: boolean;
  steps: StepEvent[];
  result?: TestResultData & { status: StepStatus };
  error?: unknown;
}

const IDLE: ConnectionTestState = { running: false, steps: [] };

/** A test of settings that are not saved: each step as it ends. Leaving or starting another one cancels it. */
export function useConnectionTest() {
  const [state, setState] = useState<ConnectionTestState>(IDLE);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const cancel = useCallback(() => {
    running.current?.abort();
    setState(IDLE);
  }, []);

  const run = useCallback(async (input: ConnectionInput, sourceId?: string) => {
    running.current?.abort();
    const here = new AbortController();
    running.current = here;
    const tell = (next: (before: ConnectionTestState) => ConnectionTestState) => {
      if (!here.signal.aborted) setState(next);
    };
    setState({ running: true, steps: [] });
    try {
      for await (const { testConnection } of follow(TEST_CONNECTION, { input, sourceId }, here.signal)) {
        const { step, result } = testConnection;
        if (step) tell((before) => ({ ...before, steps: [...before.steps, step] }));
        if (result) {
          tell((before) => ({ ...before, running: false, result }));
          return result.status;
        }
      }
    } catch (error) {
      tell((before) => ({ ...before, running: false, error }));
    }
    return undefined;
  }, []);

  return { ...state, run, cancel };
}
