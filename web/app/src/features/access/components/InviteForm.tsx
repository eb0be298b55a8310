import { Alert, Button, Group, Stack, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { ServerError } from "~/shared/graphql/errors";
import type { Role } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { INVITE, signInWaysOptions } from "../api/people";
import { RoleSelect } from "./RoleSelect";
import { ShownOnce } from "./ShownOnce";
import { useProblems } from "./useProblems";

interface Props {
  onDirty: (dirty: boolean) => void;
  onDone: () => void;
}

/** Invites somebody: what is asked, then the link to send. */
export function InviteForm({ onDirty, onDone }: Props) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const provider = useQuery(signInWaysOptions).data?.signInOptions.provider;
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("EDITOR");
  const [saving, setSaving] = useState(false);
  const [made, setMade] = useState<{ url: string; until: string }>();
  const { problems, failure, told, clear } = useProblems(["login", "name", "role"]);

  async function invite(event: FormEvent) {
    event.preventDefault();
    setSaving(true);
    clear();
    try {
      const input = { role, login: login.trim() || null, name: name.trim() || null };
      const { invitePerson } = await ask(INVITE, { input });
      onDirty(false);
      setMade({ url: invitePerson.url, until: invitePerson.link.expiresAt });
      void queries.invalidateQueries({ queryKey: keys.links });
    } catch (error) {
      // What stands against an invitation is a name that somebody has.
      told(error, error instanceof ServerError && error.code === "CONFLICT" ? "login" : undefined);
    } finally {
      setSaving(false);
    }
  }

  if (made) {
    const until = new Date(made.until).toLocaleString(i18n.language, { dateStyle: "long", timeStyle: "short" });
    return (
      <ShownOnce
        label={t("access.inviteLink")}
        value={made.url}
        note={t("access.inviteLinkNote", { until })}
        onDone={onDone}
      />
    );
  }
  return (
    <form onSubmit={(event) => void invite(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t("access.login")}
          description={provider ? t("access.inviteLoginProvider", { provider }) : t("access.inviteLoginHelp")}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={login}
          error={problems.login}
          onChange={(event) => {
            setLogin(event.currentTarget.value);
            clear("login");
            onDirty(true);
          }}
        />
        <TextInput
          label={t("access.name")}
          description={t("access.inviteNameHelp")}
          autoComplete="off"
          value={name}
          error={problems.name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            clear("name");
            onDirty(true);
          }}
        />
        <RoleSelect label={t("access.role")} value={role} error={problems.role} onChange={setRole} />
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group className="drawer-actions">
          <Button type="submit" loading={saving}>
            {t("access.makeLink")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
