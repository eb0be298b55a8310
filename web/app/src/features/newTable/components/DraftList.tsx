import "../newTable.css";
import { ActionIcon, Anchor, Badge, Group, Paper, Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { messageOf } from "~/shared/graphql/errors";
import { isBlank } from "~/shared/model/columns";
import { type Draft, isTaken } from "../model/drafts";
import { firstOf, type Refused } from "../model/refusals";

interface Props {
  drafts: readonly Draft[];
  refusals: ReadonlyMap<string, Refused>;
  chosen: string | undefined;
  onChoose: (key: string) => void;
  onRemove: (key: string) => void;
  onAsk: (key: string, asked: Draft["asked"]) => void;
}

const COLORS = { waiting: "gray", fetching: "blue", ready: "teal", failed: "red" } as const;

/** Several tables at once: how far each is. */
export function DraftList({ drafts, refusals, chosen, onChoose, onRemove, onAsk }: Props) {
  const { t } = useTranslation();
  return (
    <Paper withBorder component="ul" className="drafts" aria-label={t("newTable.list")}>
      {drafts.map((draft) => {
        const { key, asked, state, error, columns } = draft;
        const taken = isTaken(draft);
        return (
          <li key={key} data-chosen={key === chosen || undefined}>
            <UnstyledButton flex={1} miw={0} onClick={() => onChoose(key)} aria-pressed={key === chosen}>
              <Group gap="sm" wrap="nowrap">
                <Text size="sm" fw={600} truncate>
                  {[asked.schema, asked.name].filter(Boolean).join(".")}
                </Text>
                <Badge
                  size="sm"
                  variant="light"
                  color={refusals.has(key) ? COLORS.failed : taken ? "yellow" : COLORS[state]}
                  className="status"
                  tt="none"
                  flex="none"
                >
                  {taken
                    ? t("newTable.state.taken")
                    : state === "ready"
                      ? t("newTable.columns", { count: columns.filter((column) => !isBlank(column)).length })
                      : t(`newTable.state.${state}`)}
                </Badge>
                {(state === "failed" || refusals.has(key)) && (
                  <Text size="sm" c="dimmed" truncate>
                    {state === "failed" ? messageOf(error) : firstOf(refusals.get(key))}
                  </Text>
                )}
              </Group>
            </UnstyledButton>
            {state === "failed" && (
              <Anchor component="button" type="button" size="sm" onClick={() => onAsk(key, asked)}>
                {t("failure.retry")}
              </Anchor>
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("newTable.remove", { name: asked.name })}
              onClick={() => onRemove(key)}
            >
              ✕
            </ActionIcon>
          </li>
        );
      })}
    </Paper>
  );
}
