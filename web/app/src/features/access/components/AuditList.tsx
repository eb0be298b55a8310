import { Anchor, Badge, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import { ScrollBox } from "~/shared/ui/ScrollBox";
import { detailsOf, wentWrong } from "../model/audit";
import { detailText, outcomeText } from "../model/auditWords";

export const AUDIT_ROW = graphql(`
  fragment AuditRow on AuditEntry {
    id at action outcome address details
    actor { id name kind }
    source { id name }
  }
`);

interface Props {
  rows: readonly ({ id: string } & FragmentType<typeof AUDIT_ROW>)[];
  /** Names of people by their ids, for details that name somebody by id. */
  names: ReadonlyMap<string, string>;
  onActor: (id: string) => void;
}

/** What was done, line by line. */
export function AuditList({ rows, names, onActor }: Props) {
  const { t } = useTranslation();
  return (
    <ScrollBox minWidth={1000} label={t("nav.audit")}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={170}>{t("access.audit.when")}</Table.Th>
            <Table.Th w={165}>{t("access.audit.who")}</Table.Th>
            <Table.Th w={120}>{t("access.audit.action")}</Table.Th>
            <Table.Th w={140}>{t("access.audit.outcome")}</Table.Th>
            <Table.Th w={100}>{t("access.audit.address")}</Table.Th>
            <Table.Th>{t("access.audit.details")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} names={names} onActor={onActor} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

function Row({ row, names, onActor }: { row: FragmentType<typeof AUDIT_ROW> } & Omit<Props, "rows">) {
  const { t, i18n } = useTranslation();
  const { at, action, outcome, address, details, actor, source } = readFragment(AUDIT_ROW, row);
  const words = { t, language: i18n.language, names };
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" className="unbroken">
          <time dateTime={at}>
            {new Date(at).toLocaleString(i18n.language, { dateStyle: "medium", timeStyle: "medium" })}
          </time>
        </Text>
      </Table.Td>
      <Table.Td>
        <Anchor
          component="button"
          type="button"
          size="sm"
          ta="left"
          className="breaking"
          title={t("access.audit.onlyOf", { name: actor.name })}
          onClick={() => onActor(actor.id)}
        >
          {actor.name}
        </Anchor>
        {actor.kind === "TOKEN" && (
          <Text size="xs" c="dimmed">
            {t("access.aToken")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{t(`access.action.${action}`)}</Text>
      </Table.Td>
      <Table.Td>
        <Badge
          miw="max-content"
          size="sm"
          variant={wentWrong(outcome) ? "light" : "default"}
          color={wentWrong(outcome) ? "red" : undefined}
          className={wentWrong(outcome) ? "status" : undefined}
        >
          {outcomeText(t, outcome)}
        </Badge>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{address ?? "–"}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="xs" className="breaking">
          {[source?.name, ...detailsOf(details).map((one) => detailText(one, words))].filter(Boolean).join(" · ")}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
