import { Alert, Anchor, Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf, ServerError } from "~/shared/graphql/errors";
import { keys } from "~/shared/graphql/keys";
import { meOptions } from "~/shared/graphql/me";
import { endWaiting } from "~/shared/graphql/session";
import { type SignedIn, signIn, waysOptions, whoIsSignedIn } from "../api/signIn";

/** Over a page whose session has ended: what was typed into it stays, and what waits goes on once one is signed in. */
export function SignInAgain() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const me = useQuery(meOptions).data?.me;
  const provider = useQuery(waysOptions).data?.signInOptions.provider;
  const [login, setLogin] = useState(me?.person?.login ?? "");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [another, setAnother] = useState<SignedIn>();

  function goOn() {
    endWaiting(true);
    // Another may do other things, and sees so.
    void queries.invalidateQueries(another && { queryKey: keys.me });
  }

  async function settle(work: () => Promise<SignedIn | null>) {
    setBusy(true);
    setProblem(undefined);
    try {
      const who = await work();
      if (!who) setProblem(t("signIn.nobody"));
      else if (me && who.id !== me.id) setAnother(who);
      else return goOn();
    } catch (error) {
      const isWrong = error instanceof ServerError && error.code === "UNAUTHENTICATED";
      setProblem(isWrong ? t("signIn.wrong") : messageOf(error));
    }
    setBusy(false);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void settle(() => signIn(login.trim(), password));
  }

  return (
    <Modal
      opened
      onClose={() => endWaiting(false)}
      // Escape would also close what it lies over.
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
      zIndex={500}
      title={t("signIn.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {another ? (
        <Stack gap="md">
          <Text size="sm">{t("signIn.another", { name: another.name, before: me?.name ?? "" })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => window.location.reload()}>
              {t("signIn.reload")}
            </Button>
            <Button onClick={goOn}>{t("signIn.goOn", { name: another.name })}</Button>
          </Group>
        </Stack>
      ) : (
        <Stack gap="md" component="form" onSubmit={submit}>
          <Text size="sm">{t("signIn.text")}</Text>
          <TextInput
            label={t("signIn.login")}
            required
            autoComplete="username"
            spellCheck={false}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("signIn.password")}
            required
            data-autofocus
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }}
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
          {problem && (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => endWaiting(false)}>
              {t("signIn.later")}
            </Button>
            <Button type="submit" loading={busy}>
              {t("signIn.submit")}
            </Button>
          </Group>
          {provider && (
            <Group justify="space-between" gap="xs">
              <Anchor href="/auth/oidc" target="_blank" size="sm">
                {t("signIn.with", { provider })}
              </Anchor>
              <Button size="compact-sm" variant="default" disabled={busy} onClick={() => void settle(whoIsSignedIn)}>
                {t("signIn.did")}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </Modal>
  );
}
