import { Button, Table, Text, VisuallyHidden } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import type { LinkRowFragment } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { Ago } from "~/shared/ui/Ago";
import { Confirm } from "~/shared/ui/Confirm";
import { ScrollBox } from "~/shared/ui/ScrollBox";
import { tellDone, tellFailure } from "~/shared/ui/Toast";
import { WITHDRAW_LINK } from "../api/people";

const ROW = graphql(`
  fragment LinkRow on OneTimeLink {
    id purpose role login personId createdAt expiresAt
    createdBy { name }
  }
`);

interface Props {
  rows: readonly ({ id: string } & FragmentType<typeof ROW>)[];
  /** Names of people by their ids. */
  names: ReadonlyMap<string, string>;
}

/** The one-time links that nobody has used yet. */
export function LinkList({ rows, names }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<LinkRowFragment>();
  const withdraw = useMutation({
    mutationFn: (id: string) => ask(WITHDRAW_LINK, { id }),
    onSuccess: () => tellDone(t("access.withdrawn"), queries),
    onError: tellFailure,
    onSettled: () => {
      setAsking(undefined);
      return queries.invalidateQueries({ queryKey: keys.links });
    },
  });
  return (
    <ScrollBox minWidth={640} label={t("access.openLinks")}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("access.linkFor")}</Table.Th>
            <Table.Th>{t("access.person")}</Table.Th>
            <Table.Th>{t("access.role")}</Table.Th>
            <Table.Th>{t("access.madeBy")}</Table.Th>
            <Table.Th>{t("access.worksUntil")}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t("access.actions")}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} names={names} onWithdraw={setAsking} />
          ))}
        </Table.Tbody>
      </Table>
      <Confirm
        opened={asking !== undefined}
        danger
        busy={withdraw.isPending}
        title={t("access.withdrawTitle")}
        text={t("access.withdrawText")}
        confirm={t("access.withdraw")}
        cancel={t("cancel")}
        onCancel={() => setAsking(undefined)}
        onConfirm={() => asking && withdraw.mutate(asking.id)}
      />
    </ScrollBox>
  );
}

interface RowProps {
  row: FragmentType<typeof ROW>;
  names: ReadonlyMap<string, string>;
  onWithdraw: (link: LinkRowFragment) => void;
}

function Row({ row, names, onWithdraw }: RowProps) {
  const { t, i18n } = useTranslation();
  const link = readFragment(ROW, row);
  const { purpose, role, login, personId, createdAt, expiresAt, createdBy } = link;
  const person = login ?? (personId && names.get(personId)) ?? undefined;
  const whom = person ?? t("access.whoeverHasIt");
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm">{t(`access.purpose.${purpose}`)}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" c={person ? undefined : "dimmed"} className="breaking">
          {whom}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{role ? t(`role.${role}`) : "–"}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          {createdBy.name} <Ago at={createdAt} />
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          {new Date(expiresAt).toLocaleString(i18n.language, { dateStyle: "medium", timeStyle: "short" })}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          aria-label={t("access.withdrawOf", { name: whom })}
          onClick={() => onWithdraw(link)}
        >
          {t("access.withdraw")}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
