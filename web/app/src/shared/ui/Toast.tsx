import { Anchor, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { QueryClient } from "@tanstack/react-query";
import i18n from "i18next";
import { ask } from "~/shared/graphql/client";
import { messageOf } from "~/shared/graphql/errors";
import { graphql } from "~/shared/graphql/generated";

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
  notifications.show({
    color: "red",
    title: i18n.t("toast.failed"),
    message: messageOf(error),
    autoClose: 10_000,
    closeButtonProps: { "aria-label": i18n.t("close") },
  });
}

/** Says that something was done, and offers to take it back. */
export function tellDone(message: string, queries: QueryClient, changesetId?: string | null): void {
  const id = notifications.show({
    color: "teal",
    closeButtonProps: { "aria-label": i18n.t("close") },
    autoClose: changesetId ? 8_000 : 4_000,
    message: (
      <Group gap="sm" wrap="nowrap">
        <Text size="sm">{message}</Text>
        {changesetId && (
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => {
              notifications.hide(id);
              undo(changesetId, queries).catch(tellFailure);
            }}
          >
            {i18n.t("toast.undo")}
          </Anchor>
        )}
      </Group>
    ),
  });
}

/** Takes a changeset back; whatever is shown is loaded anew. */
export async function undo(changesetId: string, queries: QueryClient): Promise<void> {
  const { undoChangeset } = await ask(UNDO, { id: changesetId });
  await queries.invalidateQueries();
  const warnings = undoChangeset.warnings.map(({ title }) => title);
  tellDone([i18n.t("toast.undone"), ...warnings].join(" "), queries);
}
