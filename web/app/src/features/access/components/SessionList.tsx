import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import { Ago } from "~/shared/ui/Ago";
import { browserOf } from "../model/browser";

const ROW = graphql(`
  fragment SessionRow on Session {
    id address createdAt expiresAt isCurrent lastSeen userAgent
  }
`);

interface Props {
  rows: readonly ({ id: string } & FragmentType<typeof ROW>)[];
  /** Ends one of them, where one may. */
  onEnd?: (id: string) => void;
}

/** Where somebody is signed in. */
export function SessionList({ rows, onEnd }: Props) {
  const { t } = useTranslation();
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("access.noSessions")}
      </Text>
    );
  }
  return (
    <Stack gap="xs" component="ul" className="steps">
      {rows.map((row) => (
        <Row key={row.id} row={row} onEnd={onEnd} />
      ))}
    </Stack>
  );
}

function Row({ row, onEnd }: { row: FragmentType<typeof ROW>; onEnd: Props["onEnd"] }) {
  const { t, i18n } = useTranslation();
  const { id, address, createdAt, expiresAt, isCurrent, lastSeen, userAgent } = readFragment(ROW, row);
  const browser = userAgent ? browserOf(userAgent) : t("access.unknownBrowser");
  const day = (at: string) => new Date(at).toLocaleDateString(i18n.language, { dateStyle: "medium" });
  return (
    <Group component="li" justify="space-between" wrap="nowrap" gap="sm">
      <div>
        <Group gap="xs">
          <Text size="sm" fw={600} className="breaking" title={userAgent ?? undefined}>
            {browser}
          </Text>
          {address && <Text size="sm">{address}</Text>}
          {isCurrent ? (
            <Badge size="sm" variant="default" tt="none">
              {t("access.thisSession")}
            </Badge>
          ) : (
            <Ago at={lastSeen} />
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {t("access.sessionTimes", { since: day(createdAt), until: day(expiresAt) })}
        </Text>
      </div>
      {onEnd && !isCurrent && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t("access.endSessionOf", { name: browser })}
          onClick={() => onEnd(id)}
        >
          {t("access.endSession")}
        </Button>
      )}
    </Group>
  );
}
