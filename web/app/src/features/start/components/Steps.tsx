import "../start.css";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RouteAnchor, RouteButton } from "~/shared/ui/links";
import { nextStep, STEPS, type Step } from "../model/steps";

interface Props {
  done: ReadonlySet<Step>;
  /** Whether he may connect and test data sources. */
  isAdmin: boolean;
  /** The source that is to be tested, the table whose lineage is drawn, and whether it is the only one. */
  sourceId: string | undefined;
  tableId: string | undefined;
  isAlone: boolean;
  onHide?: () => void;
}

/** The main job step by step; what the catalog shows to be done is ticked. */
export function Steps({ done, isAdmin, sourceId, tableId, isAlone, onHide }: Props) {
  const { t } = useTranslation();
  const next = nextStep(done);

  function button(step: Step) {
    const look = { size: "sm", variant: step === next ? "filled" : "default" } as const;
    const label = t(`start.step.${step}.do`);
    if ((step === "connect" || step === "test") && !isAdmin) {
      return (
        <Text size="sm" c="dimmed">
          {t("start.byAdmin")}
        </Text>
      );
    }
    switch (step) {
      case "connect":
        return (
          <RouteButton to="/sources" search={{ edit: "new" }} {...look}>
            {label}
          </RouteButton>
        );
      case "test":
        return (
          sourceId && (
            <RouteButton to="/sources" search={{ edit: sourceId }} {...look}>
              {label}
            </RouteButton>
          )
        );
      case "fetch":
        return (
          <RouteButton to="/tables/new" search={sourceId ? { source: sourceId } : {}} {...look}>
            {label}
          </RouteButton>
        );
      case "link":
        return (
          tableId && (
            <RouteButton to="/tables/$id" params={{ id: tableId }} search={{ tab: "lineage", add: "yes" }} {...look}>
              {label}
            </RouteButton>
          )
        );
      case "draw":
        return (
          done.has("link") &&
          tableId && (
            <RouteButton to="/lineage" search={{ of: [tableId] }} {...look}>
              {label}
            </RouteButton>
          )
        );
    }
  }

  return (
    <Paper withBorder p="lg" component="section" aria-label={t("start.steps")}>
      <Group justify="space-between" mb="md">
        <Title order={2}>{t("start.steps")}</Title>
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            {t("start.progress", { done: done.size, all: STEPS.length })}
          </Text>
          {onHide && (
            <Button size="compact-sm" variant="subtle" onClick={onHide}>
              {t("start.hide")}
            </Button>
          )}
        </Group>
      </Group>
      <Stack component="ol" gap="md" className="steps">
        {STEPS.map((step, at) => {
          const ticked = done.has(step);
          return (
            <li
              key={step}
              className="start-step"
              data-done={ticked || undefined}
              data-next={step === next || undefined}
            >
              <span className="start-mark" role="img" aria-label={t(ticked ? "start.done" : "start.open")}>
                {ticked ? "✓" : at + 1}
              </span>
              <div>
                <Text fw={600}>{t(`start.step.${step}.title`)}</Text>
                <Text size="sm" c="dimmed">
                  {t(`start.step.${step}.text`)}
                  {step === "link" && !ticked && isAlone && ` ${t("start.second")}`}
                </Text>
              </div>
              {!ticked && button(step)}
            </li>
          );
        })}
      </Stack>
      <RouteAnchor to="/import" size="sm" mt="md" display="inline-block">
        {t("start.import")}
      </RouteAnchor>
    </Paper>
  );
}
