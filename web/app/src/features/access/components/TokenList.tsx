import { Badge, Button, Group, Table, Text, VisuallyHidden } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import type { TokenRowFragment } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { Ago } from "~/shared/ui/Ago";
import { Confirm } from "~/shared/ui/Confirm";
import { ScrollBox } from "~/shared/ui/ScrollBox";
import { tellDone, tellFailure } from "~/shared/ui/Toast";
import { REVOKE_TOKEN } from "../api/tokens";
import { stateOf } from "../model/expiry";

const ROW = graphql(`
  fragment TokenRow on ApiToken {
    id name role ownerId createdAt expiresAt revokedAt lastUsed lastUsedFrom
  }
`);

interface Props {
  rows: readonly ({ id: string } & FragmentType<typeof ROW>)[];
  /** Names of their owners by id; absent where all are one's own. */
  owners?: ReadonlyMap<string, string>;
}

export function TokenList({ rows, owners }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<TokenRowFragment>();
  const revoke = useMutation({
    mutationFn: (id: string) => ask(REVOKE_TOKEN, { id }),
    onSuccess: ({ revokeToken }) => tellDone(t("access.revoked", { name: revokeToken.name }), queries),
    onError: tellFailure,
    onSettled: () => {
      setAsking(undefined);
      return queries.invalidateQueries({ queryKey: keys.tokens });
    },
  });
  return (
    <ScrollBox minWidth={700} label={t("nav.tokens")}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("access.tokenFor")}</Table.Th>
            {owners && <Table.Th>{t("access.owner")}</Table.Th>}
            <Table.Th>{t("access.role")}</Table.Th>
            <Table.Th>{t("access.made")}</Table.Th>
            <Table.Th>{t("access.ends")}</Table.Th>
            <Table.Th>{t("access.lastUse")}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t("access.actions")}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} owners={owners} onRevoke={setAsking} />
          ))}
        </Table.Tbody>
      </Table>
      <Confirm
        opened={asking !== undefined}
        danger
        busy={revoke.isPending}
        title={t("access.revokeTitle", { name: asking?.name ?? "" })}
        text={t("access.revokeText")}
        confirm={t("access.revoke")}
        cancel={t("cancel")}
        onCancel={() => setAsking(undefined)}
        onConfirm={() => asking && revoke.mutate(asking.id)}
      />
    </ScrollBox>
  );
}

interface RowProps {
  row: FragmentType<typeof ROW>;
  owners: Props["owners"];
  onRevoke: (token: TokenRowFragment) => void;
}

function Row({ row, owners, onRevoke }: RowProps) {
  const { t, i18n } = useTranslation();
  const token = readFragment(ROW, row);
  const { name, role, ownerId, createdAt, expiresAt, lastUsed, lastUsedFrom } = token;
  const state = stateOf(token, Date.now());
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs">
          <Text size="sm" fw={600} className="breaking">
            {name}
          </Text>
          {state !== "active" && (
            <Badge size="sm" variant="default" tt="none">
              {t(`access.tokenState.${state}`)}
            </Badge>
          )}
        </Group>
      </Table.Td>
      {owners && (
        <Table.Td>
          <Text size="sm">{owners.get(ownerId) ?? (owners.size > 0 ? ownerId : "…")}</Text>
        </Table.Td>
      )}
      <Table.Td>
        <Text size="sm">{t(`role.${role}`)}</Text>
      </Table.Td>
      <Table.Td>
        <Ago at={createdAt} />
      </Table.Td>
      <Table.Td>
        <Text size="sm" c={expiresAt ? undefined : "dimmed"}>
          {expiresAt
            ? new Date(expiresAt).toLocaleDateString(i18n.language, { dateStyle: "medium" })
            : t("access.whenRevoked")}
        </Text>
      </Table.Td>
      <Table.Td>
        {lastUsed ? (
          <Group gap={6} wrap="nowrap">
            <Ago at={lastUsed} />
            {lastUsedFrom && <Text size="sm">{lastUsedFrom}</Text>}
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {t("access.never")}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">
        {state === "active" && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={t("access.revokeOf", { name })}
            onClick={() => onRevoke(token)}
          >
            {t("access.revoke")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
