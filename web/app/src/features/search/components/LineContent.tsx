import "../search.css";
import { Badge, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { openingOf } from "~/shared/model/withoutMarks";
import { highlight } from "../model/highlight";
import type { Line } from "../model/results";

/** A text with the words that were searched for marked. */
function Marked({ text, words }: { text: string; words: readonly string[] }) {
  let at = 0;
  return highlight(text, words).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.hit ? <mark key={key}>{piece.text}</mark> : piece.text;
  });
}

/** What a line says: its name, what kind of thing it is and where, and the beginning of its description. */
export function LineContent({ line, words }: { line: Line; words: readonly string[] }) {
  const { t } = useTranslation();
  const { title, kind, where, description } = line;

  function kindText(): string | undefined {
    if (kind.of === "all") return undefined;
    if (kind.of === "table") return kind.table ? t(`tableKind.${kind.table}`) : t("search.kind.table");
    if (kind.of === "column") return t("search.kind.columnOf", { type: kind.type });
    return t(`search.kind.${kind.of}`);
  }

  return (
    <>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text span size="sm" fw={600} className="breaking">
          <Marked text={title} words={words} />
        </Text>
        {kind.of !== "all" && (
          <Badge size="sm" variant="default" tt="none" className="found-kind" maw={200}>
            {kindText()}
          </Badge>
        )}
      </Group>
      {where.length > 0 && (
        <Text size="xs" c="dimmed" className="breaking">
          {where.join(" › ")}
        </Text>
      )}
      {description && (
        <Text size="xs" c="dimmed" lineClamp={1}>
          <Marked text={openingOf(description)} words={words} />
        </Text>
      )}
    </>
  );
}
