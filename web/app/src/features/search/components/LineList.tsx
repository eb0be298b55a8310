import "../search.css";
import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { LineContent } from "./LineContent";
import type { Lines } from "./useLines";

interface Props {
  /** What the ids of its elements begin with. */
  id: string;
  groups: readonly Lines[];
  active: number;
  words: readonly string[];
  onPoint: (at: number) => void;
  onOpen: (newTab: boolean) => void;
}

/** What can be chosen, in groups; the field above keeps the focus. */
export function LineList({ id, groups, active, words, onPoint, onOpen }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  let at = -1;
  return (
    <div ref={list} id={`${id}-list`} role="listbox" aria-label={t("search.title")}>
      {groups.map(({ name, lines }) => (
        <div key={name} role="group" aria-labelledby={`${id}-${name}`}>
          <Text size="xs" fw={600} c="dimmed" px="md" pt="sm" pb={4} id={`${id}-${name}`}>
            {t(`search.group.${name}`)}
          </Text>
          {lines.map((line) => {
            at += 1;
            const own = at;
            return (
              <Link
                key={line.key}
                {...line.link}
                id={`${id}-${own}`}
                role="option"
                tabIndex={-1}
                aria-selected={own === active}
                className="search-line"
                onMouseMove={() => own !== active && onPoint(own)}
                onClick={(event) => onOpen(event.ctrlKey || event.metaKey || event.shiftKey)}
              >
                {line.kind.of === "all" ? (
                  <Text span size="sm" fw={600}>
                    {t("search.all", { text: line.title })}
                  </Text>
                ) : (
                  <LineContent line={line} words={words} />
                )}
              </Link>
            );
          })}
        </div>
      ))}
    </div>
  );
}
