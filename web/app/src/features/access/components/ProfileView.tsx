import { Alert, Box, Button, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { keys } from "~/shared/graphql/keys";
import { Confirm } from "~/shared/ui/Confirm";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { Page } from "~/shared/ui/Page";
import { tellDone, tellFailure } from "~/shared/ui/Toast";
import { END_SESSION, profileOptions, SIGN_OUT_EVERYWHERE } from "../api/profile";
import { MyTokens } from "./MyTokens";
import { NameForm } from "./NameForm";
import { PasswordForm } from "./PasswordForm";
import { SessionList } from "./SessionList";

/** Oneself: what others see, how one signs in and where one is, how the app looks. */
export function ProfileView({ preferences }: { preferences: ReactNode }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const profile = useQuery(profileOptions);
  const [asking, setAsking] = useState(false);
  const me = profile.data?.me;
  const person = me?.person;

  async function end(id: string) {
    try {
      await ask(END_SESSION, { id });
      tellDone(t("access.sessionEnded"), queries);
    } catch (error) {
      tellFailure(error);
    }
    await queries.invalidateQueries({ queryKey: keys.profile });
  }

  async function endAll() {
    try {
      await ask(SIGN_OUT_EVERYWHERE);
      window.location.assign("/sign-in");
    } catch (error) {
      setAsking(false);
      tellFailure(error);
    }
  }

  function content() {
    if (profile.isLoadingError) return <Failure error={profile.error} retry={() => void profile.refetch()} />;
    if (!me) return <Loading rows={8} />;
    if (!person) return <Alert color="gray">{t("access.tokenIsNobody")}</Alert>;
    return (
      <Stack gap={40}>
        <Section title={t("access.you_")}>
          <Text size="sm" mb="sm">
            {t("access.signInAs", { login: person.login, role: t(`role.${me.role}`) })}
          </Text>
          <NameForm key={person.name} name={person.name} />
        </Section>
        <Section title={t("look.title")}>{preferences}</Section>
        <Section title={t("access.password")}>
          {person.issuer && (
            <Text size="sm" mb="sm">
              {t("access.providerNote", { issuer: person.issuer })}
            </Text>
          )}
          {person.hasPassword ? (
            <PasswordForm login={person.login} />
          ) : (
            <Text size="sm" c="dimmed">
              {t("access.noPasswordOwn")}
            </Text>
          )}
        </Section>
        <Section
          title={t("access.sessions")}
          action={
            <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
              {t("access.signOutEverywhere")}
            </Button>
          }
        >
          <SessionList rows={person.sessions} onEnd={(id) => void end(id)} />
        </Section>
        <Section
          title={t("access.myTokens")}
          action={<RouteAnchor to="/tokens">{t("access.allMyTokens")}</RouteAnchor>}
        >
          <MyTokens onlyActive isPart />
        </Section>
      </Stack>
    );
  }

  return (
    <Page title={t("nav.profile")}>
      <Box maw={860}>{content()}</Box>
      <Confirm
        opened={asking}
        danger
        title={t("access.everywhereTitle")}
        text={t("access.everywhereText")}
        confirm={t("access.signOutEverywhere")}
        cancel={t("cancel")}
        onCancel={() => setAsking(false)}
        onConfirm={() => void endAll()}
      />
    </Page>
  );
}

function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
      {action && <Box mt="sm">{action}</Box>}
    </section>
  );
}
