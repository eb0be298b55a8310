import "../search.css";
import { Modal, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { type NavigateOptions, useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { Scroller } from "~/shared/ui/Scroller";
import { bestOptions } from "../api/documents";
import { wordsOf } from "../model/highlight";
import type { Place } from "../model/places";
import { LineList } from "./LineList";
import { groupsFor, useLines } from "./useLines";

interface Props {
  places: readonly Place[];
  /** What was typed before the field was there. */
  takeEarly: () => string;
  onClose: () => void;
}

/** Everything by typing: the arrows choose, Enter opens, with Ctrl in a new tab. */
export function SearchDialog({ places, takeEarly, onClose }: Props) {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryClient();
  const id = useId();
  const [written, setWritten] = useState("");
  const typed = written.trim();
  const [asked] = useDebouncedValue(typed, 150);
  const [chosen, setChosen] = useState(0);
  const { groups, error, retry, stale, nothing } = useLines(places, typed, asked);
  const lines = groups.flatMap(({ lines }) => lines);
  const active = Math.min(chosen, lines.length - 1);

  function open(link: NavigateOptions, newTab: boolean) {
    if (newTab) {
      window.open(router.buildLocation(link).href, "_blank", "noopener");
      return;
    }
    onClose();
    void router.navigate(link);
  }

  /** Whoever types and presses Enter at once means the first of what will be found, not of what was. */
  async function enter(newTab: boolean) {
    let line = lines[active];
    if (stale && line?.kind.of !== "page" && line?.kind.of !== "action") {
      const answer = await queries.fetchQuery(bestOptions(typed)).catch(() => undefined);
      line = answer && groupsFor(places, typed, answer.search.nodes, [])[0]?.lines[0];
    }
    if (line) open(line.link, newTab);
  }

  function onKeyDown(event: KeyboardEvent) {
    // Enter that ends the composing of Chinese opens nothing.
    if (event.nativeEvent.isComposing) return;
    const moved = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 8, PageUp: active - 8 }[event.key];
    if (moved !== undefined && lines.length > 0) {
      event.preventDefault();
      const around = event.key.startsWith("Arrow") ? (moved + lines.length) % lines.length : moved;
      setChosen(Math.max(0, Math.min(lines.length - 1, around)));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      void enter(event.ctrlKey || event.metaKey);
    }
  }

  function told(): string {
    if (nothing) return t("search.none", { text: typed });
    if (stale || typed === "") return "";
    const found = lines.filter(({ kind }) => kind.of !== "all").length;
    return t("search.results", { count: found });
  }

  return (
    <Modal.Root
      opened
      onClose={onClose}
      size="lg"
      yOffset="10vh"
      zIndex={300}
      classNames={{ content: "search-dialog" }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t("search.title")}>
        <TextInput
          variant="unstyled"
          size="lg"
          px="md"
          data-autofocus
          aria-label={t("search.title")}
          placeholder={t("search.placeholder")}
          role="combobox"
          aria-expanded={lines.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={lines[active] ? `${id}-${active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          value={written}
          onFocus={() => {
            const early = takeEarly();
            setWritten((before) => before + early);
          }}
          onChange={(event) => {
            setWritten(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <VisuallyHidden role="status">{told()}</VisuallyHidden>
        <Scroller className="search-lines" data-stale={stale || undefined}>
          {error && !stale && <Failure error={error} retry={retry} />}
          <LineList
            id={id}
            groups={groups}
            active={active}
            words={wordsOf(typed)}
            onPoint={setChosen}
            onOpen={(newTab) => !newTab && onClose()}
          />
          {stale && lines.length === 0 && <Loading rows={4} height={44} />}
          {nothing && (
            <Text size="sm" c="dimmed" p="md">
              {t("search.none", { text: typed })} {t("search.noneText")}
            </Text>
          )}
        </Scroller>
        <Text size="xs" c="dimmed" px="md" py="xs" className="search-keys">
          {t("search.keys")}
        </Text>
      </Modal.Content>
    </Modal.Root>
  );
}
