import { Alert, Button, Code, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import type { Role } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { CREATE_TOKEN } from "../api/tokens";
import { expiryOf, LIFETIMES, type Lifetime } from "../model/expiry";
import { rolesUpTo } from "../model/search";
import { useMe } from "./AdminsOnly";
import { RoleSelect } from "./RoleSelect";
import { ShownOnce } from "./ShownOnce";
import { useProblems } from "./useProblems";

/** Makes a token: what is asked, then its secret, which is shown this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<string>();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      // A click beside it, or Escape, would lose the secret.
      closeOnClickOutside={!secret}
      closeOnEscape={!secret}
      title={t("access.newToken")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {secret ? (
        <Stack gap="md">
          <ShownOnce
            label={t("access.tokenSecret")}
            value={secret}
            note={t("access.tokenSecretNote")}
            onDone={onClose}
          />
          <div>
            <Text size="sm" mb={4}>
              {t("access.tokenUse")}
            </Text>
            <Code block className="wrapping">
              {`curl ${window.location.origin}/graphql -H "Authorization: Bearer $ARIADNE_TOKEN" -H "Content-Type: application/json" -d '{"query":"{ me { name role } }"}'`}
            </Code>
          </div>
        </Stack>
      ) : (
        <TokenForm onMade={setSecret} />
      )}
    </Modal>
  );
}

function TokenForm({ onMade }: { onMade: (secret: string) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mine = useMe()?.role ?? "VIEWER";
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("VIEWER");
  const [lifetime, setLifetime] = useState<Lifetime>("90");
  const [day, setDay] = useState("");
  const [saving, setSaving] = useState(false);
  const { problems, failure, told, clear } = useProblems(["name", "role", "expiresAt"]);
  const [noDay, setNoDay] = useState(false);

  async function make(event: FormEvent) {
    event.preventDefault();
    const expiresAt = expiryOf(lifetime, day, Date.now());
    if (expiresAt === undefined) return setNoDay(true);
    setSaving(true);
    clear();
    try {
      const { createToken } = await ask(CREATE_TOKEN, { input: { name: name.trim(), role, expiresAt } });
      onMade(createToken.secret);
      void queries.invalidateQueries({ queryKey: keys.tokens });
    } catch (error) {
      setSaving(false);
      told(error);
    }
  }

  return (
    <form onSubmit={(event) => void make(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t("access.tokenFor")}
          description={t("access.tokenForHelp")}
          required
          data-autofocus
          autoComplete="off"
          value={name}
          error={problems.name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            clear("name");
          }}
        />
        <RoleSelect
          label={t("access.tokenRole")}
          value={role}
          choices={rolesUpTo(mine)}
          error={problems.role}
          onChange={(chosen) => {
            setRole(chosen);
            clear("role");
          }}
        />
        <Group align="flex-start" gap="sm">
          <Select
            label={t("access.ends")}
            allowDeselect={false}
            w={220}
            data={LIFETIMES.map((value) => ({ value, label: t(`access.lifetime.${value}`) }))}
            value={lifetime}
            error={lifetime === "day" ? undefined : problems.expiresAt}
            onChange={(chosen) => {
              setLifetime(LIFETIMES.find((known) => known === chosen) ?? "90");
              clear("expiresAt");
            }}
          />
          {lifetime === "day" && (
            <TextInput
              label={t("access.lastDay")}
              type="date"
              required
              value={day}
              error={noDay ? t("access.chooseDay") : problems.expiresAt}
              onChange={(event) => {
                setDay(event.currentTarget.value);
                setNoDay(false);
                clear("expiresAt");
              }}
            />
          )}
        </Group>
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={saving}>
            {t("access.makeToken")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
