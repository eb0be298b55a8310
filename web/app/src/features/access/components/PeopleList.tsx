import { Badge, Group, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import { Ago } from "~/shared/ui/Ago";
import { ScrollBox } from "~/shared/ui/ScrollBox";
import { useMe } from "./AdminsOnly";

const ROW = graphql(`
  fragment PersonRow on Person {
    id name login role isActive issuer lastSignIn
    sessions { lastSeen }
  }
`);

interface Props {
  rows: readonly ({ id: string } & FragmentType<typeof ROW>)[];
  onOpen: (id: string) => void;
}

export function PeopleList({ rows, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <ScrollBox minWidth={640} label={t("nav.people")}>
      <Table highlightOnHover verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("access.name")}</Table.Th>
            <Table.Th>{t("access.login")}</Table.Th>
            <Table.Th>{t("access.role")}</Table.Th>
            <Table.Th>{t("access.lastSeen")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

function Row({ row, onOpen }: { row: FragmentType<typeof ROW>; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const { id, name, login, role, isActive, issuer, lastSignIn, sessions } = readFragment(ROW, row);
  const seen = [lastSignIn, ...sessions.map(({ lastSeen }) => lastSeen)].filter((at) => typeof at === "string");
  const last = seen.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
  return (
    // The name is the way in for the keyboard; for the mouse the whole row is.
    <Table.Tr className="clickable" onClick={() => onOpen(id)}>
      <Table.Td>
        <Group gap="xs">
          <Link
            from="/people"
            to="/people"
            search={(before) => ({ ...before, edit: id })}
            className="plain-link breaking"
            onClick={(event) => event.stopPropagation()}
          >
            {name}
          </Link>
          {id === me?.id && (
            <Badge size="sm" variant="default" tt="none">
              {t("access.you")}
            </Badge>
          )}
          {!isActive && (
            <Badge size="sm" variant="default" tt="none">
              {t("access.inactive")}
            </Badge>
          )}
          {issuer && (
            <Badge size="sm" variant="default" tt="none">
              {t("access.byProvider")}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm" className="breaking">
          {login}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{t(`role.${role}`)}</Text>
      </Table.Td>
      <Table.Td>
        {last ? (
          <Ago at={last} />
        ) : (
          <Text size="sm" c="dimmed">
            {t("access.never")}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
