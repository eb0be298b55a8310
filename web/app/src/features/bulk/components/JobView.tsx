import { Alert, Box, Tabs, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import type { CellFix } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteButton } from "~/shared/ui/links";
import { ProblemView } from "~/shared/ui/ProblemView";
import { Refusal } from "~/shared/ui/Refusal";
import { tellFailure } from "~/shared/ui/Toast";
import { UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { CANCEL_IMPORT, EXECUTE_IMPORT, type ImportJob, isRunning, REPLAN_IMPORT } from "../api/imports";
import { type Fixes, NO_FIXES } from "../model/fixes";
import { cellKey } from "../model/problems";
import { type ImportSearch, TABS } from "../model/search";
import { ChangeList } from "./ChangeList";
import { JobHead } from "./JobHead";
import { ProblemList } from "./ProblemList";
import { Running } from "./Running";
import { Summary } from "./Summary";
import { useImportJob } from "./useImportJob";

interface Props {
  id: string;
  search: ImportSearch;
  onSearch: (change: Partial<ImportSearch>, replace?: boolean) => void;
}

/** An import on its way: its progress, its plan, what is wrong with the file, what became of it. */
export function JobView({ id, search, onSearch }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [fixes, setFixes] = useState<Fixes>(NO_FIXES);
  // Cells that this page put something else into.
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const settled = () =>
    Promise.all([keys.importJob(id), keys.imports].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const replan = useMutation({
    mutationFn: (cells: readonly CellFix[]) => ask(REPLAN_IMPORT, { id, fixes: [...cells] }),
    onSuccess: (_, cells) => {
      setTried((before) => new Set([...before, ...cells.map(cellKey)]));
      setFixes(NO_FIXES);
      // Of the same plan there may be other problems.
      queries.removeQueries({ queryKey: [...keys.importJob(id), "problems"] });
    },
    onSettled: settled,
  });
  const execute = useMutation({
    mutationFn: (planHash: string) => ask(EXECUTE_IMPORT, { id, planHash }),
    onSettled: settled,
  });
  const cancel = useMutation({
    mutationFn: () => ask(CANCEL_IMPORT, { id }),
    onError: tellFailure,
    onSettled: settled,
  });
  const { job, error, isLoadingError, isPending, refetch } = useImportJob(id, replan.isPending || execute.isPending);

  if (isLoadingError) return <Failure error={error} retry={() => void refetch()} />;
  if (isPending) return <Loading />;
  if (!job) {
    return (
      <EmptyState
        title={t("bulk.gone")}
        text={t("bulk.goneText")}
        action={
          <RouteButton to="/import" search={{}}>
            {t("bulk.other")}
          </RouteButton>
        }
      />
    );
  }
  if (isRunning(job)) return <Running job={job} stopping={cancel.isPending} onCancel={() => cancel.mutate()} />;

  const refused = execute.error ?? replan.error;
  return (
    <>
      <JobHead
        job={job}
        busy={replan.isPending || execute.isPending}
        fixing={fixes.size > 0}
        onExecute={() => job.planHash && execute.mutate(job.planHash)}
        onReplan={() => replan.mutate([])}
      />
      {refused && (
        <Alert color="red" role="alert" mb="md" title={t("failure.title")}>
          <Refusal error={refused} />
        </Alert>
      )}
      {job.problem && (
        <Alert color={job.status === "PLANNED" ? "yellow" : "red"} role="alert" mb="md">
          <ProblemView problem={job.problem} />
        </Alert>
      )}
      {job.summary && job.status !== "CANCELLED" && (
        <Plan
          job={job}
          summary={job.summary}
          search={search}
          onSearch={onSearch}
          fixes={fixes}
          onFixes={setFixes}
          tried={tried}
          busy={replan.isPending}
          onReplan={(cells) => replan.mutate(cells)}
        />
      )}
      <UnsavedGuard
        isDirty={() => fixes.size > 0}
        isLost={(here, next) =>
          here.pathname !== next.pathname || Reflect.get(here.search, "job") !== Reflect.get(next.search, "job")
        }
      />
    </>
  );
}

interface PlanProps extends Omit<Props, "id"> {
  job: ImportJob;
  summary: NonNullable<ImportJob["summary"]>;
  fixes: Fixes;
  onFixes: (fixes: Fixes) => void;
  tried: ReadonlySet<string>;
  busy: boolean;
  onReplan: (cells: readonly CellFix[]) => void;
}

/** What a plan amounts to, and it in full: what is wrong, what changes. */
function Plan({ job, summary, search, onSearch, fixes, onFixes, tried, busy, onReplan }: PlanProps) {
  const { t, i18n } = useTranslation();
  const { errors, warnings, notes, changes } = summary;
  const problems = errors + warnings + notes;
  const tab = search.tab ?? (problems > 0 && job.status !== "DONE" ? "problems" : "changes");
  const counts = { problems, changes };
  const plan = [job.planHash, errors, warnings, notes, changes].join(" ");
  return (
    <Box>
      <Summary summary={summary} />
      <Tabs
        mt="md"
        value={tab}
        onChange={(chosen) => onSearch({ tab: TABS.find((known) => known === chosen) }, true)}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`bulk.tab.${one}`)}{" "}
              <Text span size="sm" c="dimmed">
                {counts[one].toLocaleString(i18n.language)}
              </Text>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="problems">
          <ProblemList
            id={job.id}
            plan={plan}
            total={problems}
            dropped={summary.problemsDropped}
            mayMend={job.status === "PLANNED" || job.status === "FAILED"}
            mapsHeaders={job.format !== "JSON" && job.format !== "YAML"}
            search={search}
            onSearch={onSearch}
            fixes={fixes}
            onFixes={onFixes}
            tried={tried}
            busy={busy}
            onReplan={onReplan}
          />
        </Tabs.Panel>
        <Tabs.Panel value="changes">
          <ChangeList id={job.id} plan={plan} total={changes} done={job.status === "DONE"} />
        </Tabs.Panel>
      </Tabs>
    </Box>
  );
}
