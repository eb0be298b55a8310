import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { LineageSearch } from "../model/search";
import type { Drawn } from "./useScene";

interface Props {
  scene: Drawn | undefined;
  title: string;
  /** The tables that are looked from. */
  start: ReadonlySet<string>;
  search: Pick<LineageSearch, "at" | "since">;
  /** Asks in which form the tables that are shown are taken away. */
  onTables: () => void;
}

/** How the canvas leaves the app. */
export function Tools({ scene, title, start, search, onTables }: Props) {
  const { t, i18n } = useTranslation();
  const named = (point: string | undefined) => {
    // A number is that of a changeset.
    if (point !== undefined && /^\d+$/u.test(point)) return `#${point}`;
    return new Date(point ?? Date.now()).toLocaleString(i18n.language, { dateStyle: "long", timeStyle: "short" });
  };
  const date = () =>
    search.since === undefined
      ? t("canvas.date", { at: named(search.at) })
      : t("canvas.dates", { since: named(search.since), at: named(search.at) });
  const save = (as: "png" | "svg") => {
    if (!scene) return;
    void import("./download").then((file) => file.download(scene, title, start, date(), as));
  };
  return (
    // Within the page's landmark, and without an element among the items that is none.
    <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="xs" variant="default" disabled={!scene}>
          {t("canvas.export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save("png")}>{t("canvas.png")}</Menu.Item>
        <Menu.Item onClick={() => save("svg")}>{t("canvas.svg")}</Menu.Item>
        <Menu.Item onClick={onTables}>{t("canvas.catalog")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
