import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ChangesetLineFragment } from "~/shared/graphql/generated/graphql";
import { countsText } from "~/shared/ui/counted";
import { Middle } from "~/shared/ui/Middle";
import { calledOf } from "../model/called";
import { chipsOf } from "../model/summary";

const COLORS = { CREATED: "teal", UPDATED: "blue", DELETED: "red" } as const;

interface Props {
  counts: ChangesetLineFragment["counts"];
  /** The first of what was changed. */
  changes: ChangesetLineFragment["changes"]["nodes"];
}

/** What a changeset did, at a glance. */
export function ChangeChips({ counts, changes }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" mt={6}>
      {chipsOf(counts, changes).map((chip) => {
        const { kind, operation } = "one" in chip ? chip.one : chip.many;
        const what =
          "one" in chip ? `${t(`entity.${kind}`)} ${calledOf(t, chip.one)}` : countsText([[kind, chip.many.count]]);
        const told = `${t(`operation.${operation}`)} · ${what}`.trim();
        const some = "one" in chip ? [] : chip.some.map((one) => calledOf(t, one)).filter(Boolean);
        return (
          <Badge
            key={"one" in chip ? chip.one.entityId : operation + kind}
            variant="light"
            color={COLORS[operation]}
            className="status"
            maw={420}
            title={some.length > 0 ? [told, ...some, "…"].join("\n") : told}
          >
            <Middle text={told} />
          </Badge>
        );
      })}
    </Group>
  );
}
