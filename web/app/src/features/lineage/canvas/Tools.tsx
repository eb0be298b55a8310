import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Drawn } from "./useScene";

interface Props {
  scene: Drawn | undefined;
  title: string;
  onZoom: (by: "in" | "out") => void;
  onFit: () => void;
  onReset: () => void;
}

/** How one looks at the canvas, and how it leaves the app. */
export function Tools({ scene, title, onZoom, onFit, onReset }: Props) {
  const { t } = useTranslation();
  const save = (as: "png" | "svg") => {
    if (!scene) return;
    void import("./download").then((file) => file.download(scene, title, as));
  };
  return (
    <Group gap="xs">
      <ActionIcon.Group>
        <ActionIcon variant="default" size="md" aria-label={t("canvas.zoomOut")} onClick={() => onZoom("out")}>
          −
        </ActionIcon>
        <ActionIcon variant="default" size="md" aria-label={t("canvas.zoomIn")} onClick={() => onZoom("in")}>
          +
        </ActionIcon>
      </ActionIcon.Group>
      <Button size="xs" variant="default" onClick={onFit}>
        {t("canvas.fit")}
      </Button>
      <Button size="xs" variant="default" title={t("canvas.resetText")} onClick={onReset}>
        {t("canvas.reset")}
      </Button>
      <Menu position="bottom-end">
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
    </Group>
  );
}
