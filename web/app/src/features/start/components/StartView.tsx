import "../start.css";
import { SimpleGrid, Stack, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMayAdminister, useMayEdit } from "~/shared/graphql/me";
import { useSeen } from "~/shared/hooks/useSeen";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteButton } from "~/shared/ui/links";
import { Page } from "~/shared/ui/Page";
import { countsOptions, startSourcesOptions } from "../api/documents";
import { doneSteps, STEPS } from "../model/steps";
import { ChangesCard, FailedCard, SeenCard } from "./Cards";
import { Counts } from "./Counts";
import { Steps } from "./Steps";
import { WaitingCard } from "./WaitingCard";

/** Where one begins: the main job until it was done once, and what happened since one was here. */
export function StartView() {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const isAdmin = useMayAdminister();
  const [hidden, setHidden] = useLocalStorage({ key: "ariadne-steps-hidden", defaultValue: false });
  const drawn = useSeen().some(({ kind }) => kind === "lineage");
  const counts = useQuery(countsOptions);
  const list = useQuery(startSourcesOptions);

  const known = counts.data && list.data && { ...counts.data, sources: list.data };
  const done = doneSteps({
    sources: known?.sources ?? [],
    fetched: (known?.fetched.nodes.length ?? 0) > 0,
    linked: (known?.linked.nodes.length ?? 0) > 0,
    drawn,
  });
  const empty = known?.sources.length === 0 && known.all.nodes.length === 0;
  const withSteps = mayEdit && done.size < STEPS.length && (empty || !hidden);

  function content() {
    const failed = [counts, list].find(({ isLoadingError }) => isLoadingError);
    if (failed) return <Failure error={failed.error} retry={() => void failed.refetch()} />;
    if (!known) return <Loading rows={5} height={56} />;
    const { server, all, fetched, linked, sources } = known;
    if (empty && !mayEdit) return <EmptyState title={t("start.emptyViewer")} text={t("start.emptyViewerText")} />;
    const usable = sources.find(({ lastTest }) => lastTest && lastTest.status !== "FAILED") ?? sources[0];
    return (
      <Stack>
        {withSteps && (
          <Steps
            done={done}
            isAdmin={isAdmin}
            sourceId={usable?.id}
            tableId={linked.nodes[0]?.id ?? fetched.nodes[0]?.id ?? all.nodes[0]?.id}
            isAlone={all.totalCount.value === 1}
            onHide={empty ? undefined : () => setHidden(true)}
          />
        )}
        {!empty && (
          <>
            <Counts sources={sources.length} tables={all.totalCount} linked={linked.totalCount} changes={server.seq} />
            <SimpleGrid cols={{ base: 1, md: 2 }} className="start-cards">
              <ChangesCard />
              <Stack>
                <WaitingCard mayEdit={mayEdit} />
                <FailedCard sources={sources} />
                <SeenCard />
              </Stack>
            </SimpleGrid>
          </>
        )}
      </Stack>
    );
  }

  // The steps have these buttons of their own.
  const actions = known && mayEdit && !withSteps && (
    <>
      {isAdmin && (
        <RouteButton to="/sources" search={{ edit: "new" }} variant="default">
          {t("place.addSource")}
        </RouteButton>
      )}
      <RouteButton to="/tables/new">{t("place.newTable")}</RouteButton>
    </>
  );
  return (
    <Page title={t("start.title")} actions={actions}>
      {mayEdit && (
        <Text c="dimmed" mb="md" maw={720}>
          {t("start.lead")}
        </Text>
      )}
      {content()}
    </Page>
  );
}
