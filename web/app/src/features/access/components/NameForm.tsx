import { Alert, Button, Group, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { keys } from "~/shared/graphql/keys";
import { tellDone } from "~/shared/ui/Toast";
import { UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { UPDATE_PROFILE } from "../api/profile";
import { useProblems } from "./useProblems";

/** What others see. */
export function NameForm({ name }: { name: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(name);
  const [saving, setSaving] = useState(false);
  const { problems, failure, told, clear } = useProblems(["name"]);

  async function save(event: FormEvent) {
    event.preventDefault();
    setSaving(true);
    clear();
    try {
      await ask(UPDATE_PROFILE, { name: typed.trim() });
      tellDone(t("access.nameSaved"), queries);
      // It is all around the page.
      await Promise.all(
        [keys.me, keys.profile, keys.people].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    } catch (error) {
      told(error);
    } finally {
      setSaving(false);
    }
  }

  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t("access.name")}
          description={t("access.nameHelp")}
          required
          w={360}
          autoComplete="name"
          inputWrapperOrder={["label", "description", "error", "input"]}
          value={typed}
          error={problems.name}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            clear("name");
          }}
        />
        <Button type="submit" variant="default" loading={saving} disabled={typed.trim() === name}>
          {t("save")}
        </Button>
      </Group>
      <UnsavedGuard isDirty={() => !saving && typed.trim() !== name} />
      {failure && (
        <Alert color="red" role="alert" mt="sm">
          {failure}
        </Alert>
      )}
    </form>
  );
}
