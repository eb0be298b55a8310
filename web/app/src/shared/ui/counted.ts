import i18n from "i18next";

/** "80 tables, 912 columns" in the language of the reader; what is no kind of thing is told as it is. */
export function countsText(counts: readonly (readonly [entity: string, count: number])[]): string {
  const { language } = i18n;
  const parts = counts.map(([entity, count]) =>
    i18n.t(`counted.${entity as "TABLE"}`, {
      count,
      number: count.toLocaleString(language),
      defaultValue: `${count} ${entity}`,
    }),
  );
  return new Intl.ListFormat(language, { type: "unit", style: "short" }).format(parts);
}
