import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Drawn } from "./useScene";

interface Props {
  scene: Drawn | undefined;
  title: string;
  /** The tables that are looked from. */
  start: ReadonlySet<string>;
}

/** How the canvas leaves the app. */
export function Tools({ scene, title, start }: Props) {
  const { t } = useTranslation();
  const save = (as: "png" | "svg") => {
    if (!scene) return;
    void import("./download").then((file) => file.download(scene, title, start, as));
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
      </Menu.Dropdown>
    </Menu>
  );
}
