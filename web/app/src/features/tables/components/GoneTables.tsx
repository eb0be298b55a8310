import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { tablesOfOptions } from "../api/deleted";
import { type Back, type Deletion, goneOf, named } from "../model/deleted";

/** So many at first, and so many more each time. */
const PART = 100;

interface Props {
  deletion: Deletion;
  back: Back;
  text: string;
  busy: boolean;
  onRestore: (ids: string[]) => void;
}

/** The tables that went together, to choose those that come back. */
export function GoneTables({ deletion: { id, seq }, back, text, busy, onRestore }: Props) {
  const { t, i18n } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [most, setMost] = useState(PART);
  const query = useQuery(tablesOfOptions(id));
  if (query.isLoadingError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading rows={3} />;
  const tables = named(goneOf(query.data, seq, back), text);
  // What came back meanwhile is chosen no more, and what is not shown does not come unseen.
  const wanted = tables.filter((table) => chosen.has(table.id)).map((table) => table.id);
  return (
    <Stack gap="xs" mt="sm" role="group" aria-label={t("tables.goneOf")}>
      {tables.slice(0, most).map((table) => (
        <Checkbox
          key={table.id}
          size="xs"
          label={table.name}
          className="breaking"
          checked={chosen.has(table.id)}
          onChange={(event) => {
            const next = new Set(chosen);
            if (event.currentTarget.checked) next.add(table.id);
            else next.delete(table.id);
            setChosen(next);
          }}
        />
      ))}
      <Group gap="xs">
        <Button size="compact-sm" disabled={wanted.length === 0} loading={busy} onClick={() => onRestore(wanted)}>
          {wanted.length === 0
            ? t("tables.restoreNone")
            : t("tables.restoreChosen", {
                count: wanted.length,
                number: wanted.length.toLocaleString(i18n.language),
              })}
        </Button>
        {tables.length > most && (
          <Button size="compact-sm" variant="subtle" onClick={() => setMost(most + PART)}>
            {t("showMore")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
