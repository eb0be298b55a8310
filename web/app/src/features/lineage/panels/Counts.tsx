import { Text } from "@mantine/core";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  title: string;
  entries: readonly { label: string; count: number }[];
  /** How many were counted, when that is not all. */
  partOf?: number;
}

const SHORT = 6;

/** Counts with bars that compare them; the long tail on demand. */
export function Counts({ title, entries, partOf }: Props) {
  const { t, i18n } = useTranslation();
  const [whole, setWhole] = useState(false);
  const most = Math.max(...entries.map(({ count }) => count), 1);
  const shown = whole ? entries : entries.slice(0, SHORT);
  return (
    <section aria-label={title}>
      <Text size="sm" fw={600} mb={4}>
        {title}
        {partOf !== undefined && (
          <Text span size="xs" c="dimmed" fw={400} ml={6}>
            {t("panels.impact.ofFirst", { number: partOf.toLocaleString(i18n.language) })}
          </Text>
        )}
      </Text>
      <div className="tally">
        {shown.map(({ label, count }) => (
          <Fragment key={label}>
            <span className="breaking">{label}</span>
            <span className="tally-bar" aria-hidden="true">
              <span style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <Text span size="sm" ta="right">
              {count.toLocaleString(i18n.language)}
            </Text>
          </Fragment>
        ))}
      </div>
      {entries.length > SHORT && (
        <button type="button" className="plain-button" onClick={() => setWhole((before) => !before)}>
          {whole ? t("changes.hide") : t("panels.impact.rest", { count: entries.length - SHORT })}
        </button>
      )}
    </section>
  );
}
