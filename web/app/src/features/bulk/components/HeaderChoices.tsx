import { Button, Group, Paper, Select, SimpleGrid, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CellFix } from "~/shared/graphql/generated/graphql";
import { fieldChoices, type UnknownHeader } from "../model/headers";
import { cellKey } from "../model/problems";

/** Choices that are drawn at once; each is a list of its own. */
const MOST = 40;

interface Props {
  headers: readonly UnknownHeader[];
  /** Whether nothing is read before they are known. */
  inTheWay: boolean;
  /** The cells into which something else was put already. */
  tried: ReadonlySet<string>;
  busy: boolean;
  onChoose: (cells: readonly CellFix[]) => void;
}

/** What the columns mean of which the headers say nothing that is known. */
export function HeaderChoices({ headers, inTheWay, tried, busy, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const [shown, setShown] = useState(MOST);
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const choices = useMemo(() => fieldChoices((kind) => t(`bulk.kind.${kind}`)), [t]);
  const keyOf = ({ sheet, row, header }: UnknownHeader) => cellKey({ sheet, row, column: header });
  const cells = headers.flatMap((one) => {
    const value = chosen.get(keyOf(one));
    return value === undefined ? [] : [{ sheet: one.sheet, row: one.row, column: one.header, value }];
  });
  return (
    <Paper withBorder px="md" py="xs" component="section" aria-label={t("bulk.headers.title")}>
      <details open={inTheWay || headers.some((one) => tried.has(keyOf(one)))}>
        <summary>
          <Text span size="sm" fw={600}>
            {t("bulk.headers.title")}
          </Text>{" "}
          <Text span size="sm" c="dimmed">
            {headers.length.toLocaleString(i18n.language)}
          </Text>
        </summary>
        <Text size="sm" c="dimmed" my="xs">
          {t("bulk.headers.text")}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
          {headers.slice(0, shown).map((one) => {
            const { sheet, header, suggestion } = one;
            const label = sheet ? `${sheet} · ${header}` : header;
            return (
              <Select
                key={keyOf(one)}
                label={label}
                inputWrapperOrder={["label", "input", "description", "error"]}
                description={suggestion && t("bulk.headers.didYouMean", { suggestion })}
                placeholder={t("bulk.headers.leftOut")}
                searchable
                clearable
                size="xs"
                disabled={busy}
                clearButtonProps={{ "aria-label": t("picker.clear", { label }) }}
                data={choices}
                error={tried.has(keyOf(one)) ? t("bulk.headers.notTaken") : undefined}
                value={chosen.get(keyOf(one)) ?? null}
                onChange={(field) =>
                  setChosen((before) => {
                    const next = new Map(before);
                    if (field) next.set(keyOf(one), field);
                    else next.delete(keyOf(one));
                    return next;
                  })
                }
              />
            );
          })}
        </SimpleGrid>
        {headers.length > shown && (
          <Button size="xs" mt="sm" variant="default" onClick={() => setShown(shown + MOST)}>
            {t("showMore")}
          </Button>
        )}
        <Group mt="sm">
          <Button size="xs" disabled={cells.length === 0} loading={busy} onClick={() => onChoose(cells)}>
            {t("bulk.headers.apply")}
          </Button>
          {headers.some(({ suggestion }) => suggestion) && (
            <Button
              size="xs"
              variant="default"
              disabled={busy}
              onClick={() =>
                setChosen(
                  (before) =>
                    new Map([
                      ...headers.flatMap((one) => (one.suggestion ? [[keyOf(one), one.suggestion] as const] : [])),
                      ...before,
                    ]),
                )
              }
            >
              {t("bulk.headers.take")}
            </Button>
          )}
        </Group>
      </details>
    </Paper>
  );
}
