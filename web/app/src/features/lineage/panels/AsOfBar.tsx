import "./panels.css";
import { Button, Group, RangeSlider, Slider, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { stopsOptions } from "../api/history";
import type { LineageSearch } from "../model/search";
import { compared, comparedFrom, isoOf, localTime, placeOf, pointAt, sent, stopAt, trackOf } from "../model/stops";
import { DiffList } from "./DiffList";

interface Props {
  search: LineageSearch;
  onSearch: (change: Partial<LineageSearch>, replace?: boolean) => void;
}

/** Lineage at a point of history, chosen among all changes of it or by time; and what is different between two. */
export function AsOfBar({ search, onSearch }: Props) {
  const { t, i18n } = useTranslation();
  const list = useInfiniteQuery(stopsOptions);
  const track = useMemo(
    () => trackOf(list.data?.pages.flatMap(({ changesets }) => changesets.nodes) ?? []),
    [list.data],
  );
  const comparing = search.since !== undefined;
  const late = placeOf(track, search.at);
  const early = comparing ? placeOf(track, search.since) : late;
  // What is dragged is asked for when it is let go.
  const [places, setPlaces] = useState<[number, number]>([early, late]);
  useEffect(() => setPlaces([early, late]), [early, late]);

  /** What one looked at before is a step back; keys that are pressed on and on are one step. */
  const moved = useRef({ byKey: false, steps: 0 });

  if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading rows={1} />;

  const stop = stopAt(track, places[1]);
  const isNow = search.at === undefined && places[1] === track.now;
  // A time is said as such until another place is dragged to.
  const exact = places[1] === late && search.at !== undefined && !/^\d+$/u.test(search.at) ? search.at : undefined;

  function nameOf(place: number): string {
    if (place >= track.now && search.at === undefined) return t("panels.asOf.now");
    const at = stopAt(track, place);
    return at
      ? `#${at.seq} · ${new Date(at.at).toLocaleString(i18n.language)}`
      : t(list.hasNextPage ? "panels.asOf.before" : "panels.asOf.start");
  }
  const point = exact ? new Date(exact).toLocaleString(i18n.language) : nameOf(places[1]);
  const who = stop && !exact && !isNow ? [stop.actor.name, stop.message].filter(Boolean).join(": ") : "";
  const told = comparing ? `${nameOf(places[0])} → ${point}` : [point, who].filter(Boolean).join(" · ");
  const begin = () => {
    moved.current = { byKey: false, steps: 0 };
  };
  function look(change: Partial<LineageSearch>) {
    const { byKey, steps } = moved.current;
    moved.current.steps += 1;
    onSearch(change, byKey && steps > 0);
  }
  const slider = {
    min: 0,
    max: track.now,
    step: 1,
    // It stands below, where it lies over nothing.
    label: null,
    // For those who only hear it.
    thumbValueText: nameOf,
    size: "sm",
  } as const;

  return (
    <section aria-label={t("panels.asOf.title")}>
      <fieldset
        className="asof bare"
        aria-label={t("panels.asOf.title")}
        onKeyDownCapture={() => {
          moved.current.byKey = true;
        }}
        onPointerDownCapture={begin}
        onBlur={begin}
      >
        <Text size="sm" fw={600}>
          {comparing ? t("panels.asOf.between") : t("panels.asOf.title")}
        </Text>
        {comparing ? (
          <RangeSlider
            {...slider}
            minRange={1}
            thumbFromLabel={t("panels.asOf.from")}
            thumbToLabel={t("panels.asOf.to")}
            value={places}
            onChange={setPlaces}
            onChangeEnd={(chosen) => look(compared(track, chosen))}
            // The slider itself has no such keys when it has two ends.
            thumbProps={(end) => ({
              onKeyDown: (event) => {
                const next = sent(track, places, end, event.key);
                if (!next) return;
                event.preventDefault();
                setPlaces(next);
                look(compared(track, next));
              },
            })}
          />
        ) : (
          <Slider
            {...slider}
            thumbLabel={t("panels.asOf.title")}
            value={places[1]}
            onChange={(place) => setPlaces([place, place])}
            onChangeEnd={(place) => look({ at: pointAt(track, place) })}
          />
        )}
        <Group gap="xs" wrap="nowrap">
          <TextInput
            type="datetime-local"
            size="xs"
            aria-label={t("panels.asOf.time")}
            max={localTime(new Date().toISOString())}
            value={localTime(exact ?? (isNow ? undefined : stop?.at))}
            onChange={(event) => {
              const at = isoOf(event.currentTarget.value);
              if (at) look({ at });
            }}
          />
          <Button size="xs" variant="default" disabled={isNow} onClick={() => onSearch({ at: undefined })}>
            {t("panels.asOf.now")}
          </Button>
          <Button
            size="xs"
            variant={comparing ? "light" : "default"}
            aria-pressed={comparing}
            onClick={() => onSearch(comparing ? { since: undefined } : comparedFrom(track, search.at))}
          >
            {t("panels.asOf.compare")}
          </Button>
        </Group>
      </fieldset>
      <Group gap="xs" mt={4} mih={22} wrap="nowrap">
        <Text size="xs" c="dimmed" role="status" truncate className="asof-told" title={told}>
          {told}
        </Text>
        {list.hasNextPage && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t("panels.asOf.older")}
          </Button>
        )}
      </Group>
      {comparing && <DiffList search={search} onSearch={onSearch} />}
    </section>
  );
}
