import "../sources.css";
import { Alert, Button, Checkbox, Collapse, Group, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, Fragment, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { messageOf, problemsByPath } from "~/shared/graphql/errors";
import type { SourceQuery } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { settingIn } from "~/shared/i18n/server";
import { Confirm } from "~/shared/ui/Confirm";
import { tellDone, tellFailure } from "~/shared/ui/Toast";
import { CREATE_SOURCE, TEST_SOURCE, UPDATE_SOURCE } from "../api/documents";
import { connectionOf } from "../model/connectionString";
import { type KindInfo, secretOf, sections, settingsOf, type Values, valuesOf } from "../model/settings";
import { DeleteSource } from "./DeleteSource";
import { SettingField } from "./SettingField";
import { TestPanel } from "./TestPanel";
import { useConnectionTest } from "./useConnectionTest";

export type StoredSource = NonNullable<SourceQuery["source"]>;

interface Props {
  info: KindInfo;
  source: StoredSource | undefined;
  mayEdit: boolean;
  onDirty: (dirty: boolean) => void;
  onDone: () => void;
  onBack: (() => void) | undefined;
}

/** The form of a source, generated from what its kind needs. */
export function SourceForm({ info, source, mayEdit, onDirty, onDone, onBack }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(source?.name ?? "");
  const [description, setDescription] = useState(source?.description ?? "");
  const [isActive, setActive] = useState(source?.isActive ?? true);
  const [values, setValues] = useState(() => valuesOf(source?.settings));
  const [forget, setForget] = useState(false);
  const [changed, setChanged] = useState(false);
  const [tested, setTested] = useState<string>();
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string>();
  const [saving, setSaving] = useState(false);
  const [asking, setAsking] = useState(false);
  const [split, setSplit] = useState<string[]>();
  const test = useConnectionTest();
  const { main, more } = sections(info.settings);
  const pathOf = (name: string, secret: boolean) => `${secret ? "secret" : "settings"}.${name}`;
  const [opened, setOpened] = useState(() => !mayEdit || more.some(({ name }) => values[name] !== undefined));
  const hidden = more.some(({ name, secret }) => problems[pathOf(name, secret)]);

  useEffect(() => {
    onDirty(changed);
    return () => onDirty(false);
  }, [changed, onDirty]);
  useEffect(() => {
    if (hidden) setOpened(true);
  }, [hidden]);
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(problems).length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problems]);

  const settings = settingsOf(info.settings, values);
  const secret = secretOf(info.settings, values);
  // What was tested is what would be saved, as long as it is the same.
  const state = JSON.stringify([settings, secret, forget]);
  const change = <T,>(set: (value: T) => void, ...paths: string[]) => {
    return (value: T) => {
      set(value);
      setChanged(true);
      setFailure(undefined);
      setProblems((before) => Object.fromEntries(Object.entries(before).filter(([path]) => !paths.includes(path))));
    };
  };

  function told(error: unknown) {
    const found = problemsByPath(error);
    setProblems(found);
    const places = ["name", "description", ...info.settings.map((s) => pathOf(s.name, s.secret))];
    const placed = Object.keys(found).every((path) => places.includes(path)) && Object.keys(found).length > 0;
    setFailure(placed ? undefined : [messageOf(error), ...Object.values(found)].join(" "));
  }

  async function runTest() {
    setProblems({});
    setFailure(undefined);
    setTested(undefined);
    const input = { kind: info.kind, settings, secret };
    const status = await test.run(input, source && !secret && !forget ? source.id : undefined);
    if (status === "PASSED" || status === "WARNING") setTested(state);
  }

  function write(dryRun: boolean) {
    const common = { name: name.trim(), description: description.trim() || null, isActive, settings };
    if (!source) {
      const input = { ...common, kind: info.kind, secret };
      return ask(CREATE_SOURCE, { input, dryRun }).then((answer) => answer.createSource);
    }
    const patch = { ...common, ...(secret ? { secret } : forget && { secret: null }) };
    const { id, version } = source;
    return ask(UPDATE_SOURCE, { id, version, patch, dryRun }).then((answer) => answer.updateSource);
  }

  async function save() {
    setAsking(false);
    setSaving(true);
    setFailure(undefined);
    try {
      const saved = await write(false);
      const { id } = saved.source;
      const next = {
        label: t("sources.newTable"),
        go: () => void navigate({ to: "/tables/new", search: { source: id } }),
      };
      tellDone(
        t("sources.saved", { name: saved.source.name }),
        queries,
        saved.changeset?.id,
        isActive ? next : undefined,
      );
      void queries.invalidateQueries({ queryKey: keys.sources });
      // The list shows the newest test of what is stored.
      if (tested === state) {
        ask(TEST_SOURCE, { id })
          .then(() => queries.invalidateQueries({ queryKey: keys.sources }))
          .catch(tellFailure);
      }
      // Who went elsewhere meanwhile is not called back.
      if (here.current) onDone();
    } catch (error) {
      setSaving(false);
      told(error);
    }
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const before = source && JSON.stringify([settingsOf(info.settings, valuesOf(source.settings)), undefined, false]);
    if (tested === state || before === state) return save();
    // What the server would refuse is mended before anybody is asked about a test.
    setSaving(true);
    try {
      await write(true);
      setAsking(true);
    } catch (error) {
      told(error);
    } finally {
      setSaving(false);
    }
  }

  /** A connection string in the first field is taken apart; what a pasted one says overwrites what stood there. */
  function takeWhole(text: string): boolean {
    const connection = connectionOf(info.kind, text);
    if (!connection) return false;
    const said = info.settings.filter((setting) => connection.values[setting.name] !== undefined);
    const taken = Object.fromEntries(said.map((setting) => [setting.name, connection.values[setting.name] ?? ""]));
    const paths = said.map((setting) => pathOf(setting.name, setting.secret));
    change((more: Values) => setValues((before) => ({ ...before, ...more })), ...paths)(taken);
    if (name.trim() === "") change(setName, "name")(connection.name);
    if (more.some((setting) => said.includes(setting))) setOpened(true);
    setSplit(said.map((setting) => settingIn(info.kind, setting).label));
    return true;
  }

  const field = (setting: KindInfo["settings"][number], at?: number) => {
    const path = pathOf(setting.name, setting.secret);
    return (
      <Fragment key={setting.name}>
        <SettingField
          info={settingIn(info.kind, setting)}
          value={values[setting.name]}
          problem={problems[path]}
          stored={Boolean(source?.hasSecret) && !forget}
          onChange={change((value) => setValues((before) => ({ ...before, [setting.name]: value })), path)}
          onWhole={at === 0 ? takeWhole : undefined}
        />
        {at === 0 && split && (
          <Text size="sm" c="dimmed" mt={-8} role="status">
            {t("sources.split", { fields: split.join(", ") })}
          </Text>
        )}
      </Fragment>
    );
  };

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
      {!mayEdit && (
        <Alert color="gray" mb="md">
          {t("sources.adminsOnly")}
        </Alert>
      )}
      <fieldset className="bare" disabled={!mayEdit}>
        <Stack gap="md">
          <TextInput
            label={t("sources.name")}
            description={t("sources.nameHelp")}
            required
            data-autofocus
            autoFocus={!source}
            value={name}
            error={problems.name}
            onChange={(event) => change(setName, "name")(event.currentTarget.value)}
          />
          {main.map((setting, at) => field(setting, at))}
          {more.length > 0 && (
            <Group ml={-9}>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-expanded={opened}
                onClick={() => setOpened((before) => !before)}
              >
                {opened ? t("sources.fewer") : t("sources.more", { count: more.length })}
              </Button>
            </Group>
          )}
          <Collapse expanded={opened}>
            <Stack gap="md">{more.map((setting) => field(setting))}</Stack>
          </Collapse>
          <Textarea
            label={t("sources.description")}
            autosize
            minRows={2}
            maxRows={6}
            value={description}
            error={problems.description}
            onChange={(event) => change(setDescription, "description")(event.currentTarget.value)}
          />
          {source && (
            <Switch
              label={t("sources.active")}
              description={t("sources.activeHelp")}
              checked={isActive}
              onChange={(event) => change(setActive)(event.currentTarget.checked)}
            />
          )}
          {source?.hasSecret && (
            <Checkbox
              label={t("sources.forget")}
              checked={forget}
              onChange={(event) => change(setForget)(event.currentTarget.checked)}
            />
          )}
          {mayEdit && (
            <TestPanel test={test} stored={source?.lastTest} stale={tested !== state} onProblems={setProblems} />
          )}
          {failure && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          {mayEdit && (
            <Group justify="space-between" className="drawer-actions">
              <Group gap="xs">
                <Button type="submit" loading={saving}>
                  {t("save")}
                </Button>
                {test.running ? (
                  <Button variant="default" onClick={test.cancel}>
                    {t("sources.cancelTest")}
                  </Button>
                ) : (
                  <Button variant="default" onClick={() => void runTest()}>
                    {t("sources.test")}
                  </Button>
                )}
              </Group>
              {source && <DeleteSource source={source} onDone={onDone} />}
              {onBack && (
                <Button variant="subtle" onClick={onBack}>
                  {t("back")}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </fieldset>
      <Confirm
        opened={asking}
        title={test.result?.status === "FAILED" ? t("sources.failing") : t("sources.untested")}
        text={t("sources.untestedText")}
        confirm={t("sources.saveAnyway")}
        cancel={t("sources.testFirst")}
        onClose={() => setAsking(false)}
        onCancel={() => {
          setAsking(false);
          if (!test.running && test.result?.status !== "FAILED") void runTest();
        }}
        onConfirm={() => void save()}
      />
    </form>
  );
}
