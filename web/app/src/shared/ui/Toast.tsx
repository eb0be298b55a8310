import { Anchor, Group, Text } from "@mantine/core";
import type { QueryClient } from "@tanstack/react-query";
import i18n from "i18next";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { notify } from "./Notices";
import { Refusal } from "./Refusal";

const UNDO = graphql(`
  mutation Undo($id: ID!) {
    undoChangeset(id: $id) {
      changeset { id seq }
      warnings { title }
    }
  }
`);

/** Says that something failed, in the server's words. */
export function tellFailure(error: unknown): void {
  notify(() => ({
    color: "red",
    title: i18n.t("toast.failed"),
    message: <Refusal error={error} />,
    autoClose: 15_000,
    closeButtonProps: { "aria-label": i18n.t("close") },
  }));
}

/** What can be taken back stays for as long as it takes to read it, and to think of it. */
const stayOf = (message: string) => Math.min(10_000 + message.length * 100, 20_000);

/** What one most likely does next. */
export interface Next {
  label: string;
  go: () => void;
}

/**
 * Says that something was done, and offers to take it back: one changeset, or several in the order they were made. What
 * comes next is offered first.
 */
export function tellDone(
  message: string,
  queries: QueryClient,
  changesets?: string | readonly string[] | null,
  next?: Next,
): void {
  const ids = typeof changesets === "string" ? [changesets] : (changesets ?? []);
  notify((hide) => ({
    color: "teal",
    closeButtonProps: { "aria-label": i18n.t("close") },
    // What leads on is read first and then gone to.
    autoClose: Math.max(next ? 15_000 : 4_000, ids.length > 0 ? stayOf(message) : 0),
    message: (
      <Group gap="4px var(--mantine-spacing-sm)">
        <Text size="sm">{message}</Text>
        {next && (
          <Anchor
            component="button"
            type="button"
            size="sm"
            fw={600}
            onClick={() => {
              hide();
              next.go();
            }}
          >
            {next.label}
          </Anchor>
        )}
        {ids.length > 0 && (
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => {
              hide();
              undo(ids, queries).catch(tellFailure);
            }}
          >
            {i18n.t("toast.undo")}
          </Anchor>
        )}
      </Group>
    ),
  }));
}

/** Takes changesets back, the newest first; whatever is shown is loaded anew, and that too can be taken back. */
export async function undo(changesets: string | readonly string[], queries: QueryClient): Promise<void> {
  const warnings = new Set<string>();
  const made: string[] = [];
  const ids = [changesets].flat().reverse();
  try {
    for (const id of ids) {
      const { undoChangeset } = await ask(UNDO, { id });
      if (undoChangeset.changeset) made.push(undoChangeset.changeset.id);
      for (const { title } of undoChangeset.warnings) warnings.add(title);
    }
  } catch (error) {
    if (made.length > 0) tellDone(i18n.t("toast.undonePart", { count: made.length, of: ids.length }), queries, made);
    throw error;
  } finally {
    await queries.invalidateQueries();
  }
  tellDone([i18n.t("toast.undone"), ...warnings].join(" "), queries, made);
}
