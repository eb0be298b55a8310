import { Alert, Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { keys } from "~/shared/graphql/keys";
import { tellDone } from "~/shared/ui/Toast";
import { UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { CHANGE_PASSWORD } from "../api/profile";
import { useProblems } from "./useProblems";

const NOTHING = { current: "", new: "", again: "" };

/** Changes one's password. */
export function PasswordForm({ login }: { login: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [values, setValues] = useState(NOTHING);
  const [differs, setDiffers] = useState(false);
  const [saving, setSaving] = useState(false);
  const { problems, failure, told, clear } = useProblems(["current", "new"]);

  async function change(event: FormEvent) {
    event.preventDefault();
    if (values.new !== values.again) return setDiffers(true);
    setSaving(true);
    clear();
    try {
      await ask(CHANGE_PASSWORD, { current: values.current, new: values.new });
      setValues(NOTHING);
      tellDone(t("access.passwordChanged"), queries);
      await queries.invalidateQueries({ queryKey: keys.profile });
    } catch (error) {
      told(error);
    } finally {
      setSaving(false);
    }
  }

  const field = (name: keyof typeof NOTHING, label: string, error: string | undefined, description?: string) => (
    <PasswordInput
      label={label}
      description={description}
      required
      autoComplete={name === "current" ? "current-password" : "new-password"}
      value={values[name]}
      error={error}
      visibilityToggleButtonProps={{ "aria-label": t("access.showPassword") }}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setValues((before) => ({ ...before, [name]: typed }));
        setDiffers(false);
        clear(name);
      }}
    />
  );

  return (
    <form onSubmit={(event) => void change(event)} noValidate>
      <Stack gap="sm" maw={360}>
        {/* Password managers go by it. */}
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        {field("current", t("access.currentPassword"), problems.current)}
        {field("new", t("access.newPassword"), problems.new, t("access.passwordRule"))}
        {field("again", t("access.again"), differs ? t("access.differs") : undefined)}
        <UnsavedGuard isDirty={() => !saving && Object.values(values).some((typed) => typed !== "")} />
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group>
          <Button
            type="submit"
            variant="default"
            loading={saving}
            disabled={!values.current || !values.new || !values.again}
          >
            {t("access.changePassword")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
