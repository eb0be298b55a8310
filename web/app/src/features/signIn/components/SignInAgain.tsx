import { Alert, Anchor, Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { csrf } from "~/shared/graphql/csrf";
import { messageOf, ServerError } from "~/shared/graphql/errors";
import { meOptions } from "~/shared/graphql/me";
import { whoIsSignedIn } from "~/shared/graphql/ours";
import { anotherHasGone, decline, goOn, noteOwner, type SignedIn, type Trouble } from "~/shared/graphql/session";
import { signIn, waysOptions } from "../api/signIn";
import { AnotherPerson } from "./AnotherPerson";

/** Over a page whose session has ended: what was typed into it stays, and what waits goes on once one is signed in. */
export function SignInAgain({ trouble: { another } }: { trouble: Trouble }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const me = useQuery(meOptions).data?.me;
  const provider = useQuery(waysOptions).data?.signInOptions.provider;
  const [login, setLogin] = useState(me?.person?.login ?? "");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [back, setBack] = useState(false);

  function take(who: SignedIn) {
    if (me && who.id !== me.id) {
      setBack(false);
      void anotherHasGone(who);
      return;
    }
    noteOwner(who.id, csrf());
    goOn();
    void queries.invalidateQueries();
  }

  async function settle(work: () => Promise<SignedIn | null>) {
    setBusy(true);
    setProblem(undefined);
    try {
      const who = await work();
      if (who) take(who);
      else setProblem(t("signIn.nobody"));
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

  if (another && !back) {
    return <AnotherPerson name={another.name} before={me?.name ?? ""} onBack={() => setBack(true)} />;
  }
  const close = another ? () => setBack(false) : decline;
  return (
    <Modal
      opened
      onClose={close}
      // Escape would also close what it lies over.
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
      zIndex={500}
      title={t("signIn.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack gap="md" component="form" onSubmit={submit}>
        <Text size="sm">{another ? t("signIn.as", { before: me?.name ?? "" }) : t("signIn.text")}</Text>
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
          <Button variant="default" onClick={close}>
            {another ? t("signIn.back") : t("signIn.later")}
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
    </Modal>
  );
}
