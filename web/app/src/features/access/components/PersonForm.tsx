import { Alert, Button, Group, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { ServerError } from "~/shared/graphql/errors";
import type { PersonPatch, PersonQuery } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { useThere } from "~/shared/hooks/useThere";
import { Confirm } from "~/shared/ui/Confirm";
import { tellDone, tellFailure } from "~/shared/ui/Toast";
import { personOptions, RESET_PASSWORD, SIGN_OUT_PERSON, UPDATE_PERSON } from "../api/people";
import { useMe } from "./AdminsOnly";
import { RoleSelect } from "./RoleSelect";
import { SessionList } from "./SessionList";
import { ShownOnce } from "./ShownOnce";
import { useProblems } from "./useProblems";

export type StoredPerson = NonNullable<PersonQuery["person"]>;

interface Props {
  person: StoredPerson;
  onDirty: (dirty: boolean) => void;
  onDone: () => void;
}

const FIELDS = ["login", "name", "role", "isActive"] as const;

/** A person as administrators change one. */
export function PersonForm({ person, onDirty, onDone }: Props) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const mine = useMe()?.id === person.id;
  const [values, setValues] = useState<Required<Pick<StoredPerson, (typeof FIELDS)[number]>>>(person);
  const [saving, setSaving] = useState(false);
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<{ url: string; until: string }>();
  const { problems, failure, told, clear } = useProblems(FIELDS);
  const there = useThere();
  const change = (next: Partial<typeof values>, field: (typeof FIELDS)[number]) => {
    setValues((before) => ({ ...before, ...next }));
    clear(field);
    onDirty(true);
  };
  const changed = FIELDS.filter((field) => values[field] !== person[field]);

  async function save() {
    setAsking(false);
    setSaving(true);
    clear();
    try {
      const patch: PersonPatch = Object.fromEntries(changed.map((field) => [field, values[field]]));
      if (changed.length > 0) await ask(UPDATE_PERSON, { id: person.id, version: person.version, patch });
      tellDone(t("access.saved", { name: values.name }), queries);
      void queries.invalidateQueries({ queryKey: keys.people });
      // One's own name and role are all around the page.
      if (mine) void queries.invalidateQueries({ queryKey: keys.me });
      // Nobody is pulled away from where he went meanwhile.
      if (there.current) onDone();
    } catch (error) {
      setSaving(false);
      if (!(error instanceof ServerError && error.code === "CONFLICT")) return told(error);
      const now = await queries.fetchQuery({ ...personOptions(person.id), staleTime: 0 }).catch(() => undefined);
      // Somebody was faster: the form is the newest now, and says so.
      if (now && now.person?.version !== person.version) {
        onDirty(false);
        return tellFailure(error);
      }
      told(error, changed.length === 1 ? changed[0] : undefined);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    // Nobody puts himself out by a slip.
    if (mine && (changed.includes("role") || changed.includes("isActive"))) return setAsking(true);
    void save();
  }

  async function reset() {
    try {
      const { resetPassword } = await ask(RESET_PASSWORD, { id: person.id });
      setMade({ url: resetPassword.url, until: resetPassword.link.expiresAt });
      void queries.invalidateQueries({ queryKey: keys.links });
    } catch (error) {
      tellFailure(error);
    }
  }

  async function signOut() {
    try {
      await ask(SIGN_OUT_PERSON, { id: person.id });
      tellDone(t("access.signedOut", { name: person.name }), queries);
      await queries.invalidateQueries({ queryKey: keys.people });
    } catch (error) {
      tellFailure(error);
    }
  }

  if (made) {
    const until = new Date(made.until).toLocaleString(i18n.language, { dateStyle: "long", timeStyle: "short" });
    return (
      <ShownOnce
        label={t("access.resetLink")}
        value={made.url}
        note={t("access.resetLinkNote", { name: person.name, until })}
        onDone={() => setMade(undefined)}
      />
    );
  }
  return (
    <Stack gap="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {person.issuer && <Alert color="gray">{t("access.providerNote", { issuer: person.issuer })}</Alert>}
          <TextInput
            label={t("access.name")}
            required
            data-autofocus
            autoComplete="off"
            value={values.name}
            error={problems.name}
            onChange={(event) => change({ name: event.currentTarget.value }, "name")}
          />
          <TextInput
            label={t("access.login")}
            required
            autoComplete="off"
            spellCheck={false}
            value={values.login}
            error={problems.login}
            onChange={(event) => change({ login: event.currentTarget.value }, "login")}
          />
          <RoleSelect
            label={t("access.role")}
            value={values.role}
            error={problems.role}
            onChange={(role) => change({ role }, "role")}
          />
          <Switch
            label={t("access.active")}
            description={t("access.activeHelp")}
            checked={values.isActive}
            error={problems.isActive}
            onChange={(event) => change({ isActive: event.currentTarget.checked }, "isActive")}
          />
          {failure && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <Group>
            <Button type="submit" loading={saving}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
      <section>
        <Title order={3} size="h4" mb="xs">
          {t("access.password")}
        </Title>
        <Text size="sm" c="dimmed" mb="xs">
          {person.hasPassword ? t("access.resetHelp") : t("access.noPassword")}
        </Text>
        <Button variant="default" disabled={!person.isActive} onClick={() => void reset()}>
          {t("access.makeResetLink")}
        </Button>
      </section>
      <section>
        <Group justify="space-between" mb="xs">
          <Title order={3} size="h4">
            {t("access.sessions")}
          </Title>
          {person.sessions.length > 0 && !mine && (
            <Button size="compact-sm" variant="default" onClick={() => void signOut()}>
              {t("access.signOutEverywhere")}
            </Button>
          )}
        </Group>
        <SessionList rows={person.sessions} />
      </section>
      <Confirm
        opened={asking}
        danger
        title={t("access.selfTitle")}
        text={t("access.selfText")}
        confirm={t("access.selfConfirm")}
        cancel={t("cancel")}
        onCancel={() => setAsking(false)}
        onConfirm={() => void save()}
      />
    </Stack>
  );
}
