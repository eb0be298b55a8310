import { ActionIcon, Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  onZoom: (by: "in" | "out") => void;
  onFit: () => void;
  onReset: () => void;
  onHelp: () => void;
}

/** How near one looks and where things stand, on the canvas itself. */
export function ViewTools({ onZoom, onFit, onReset, onHelp }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap={6}>
      <ActionIcon.Group>
        <ActionIcon variant="default" size="md" aria-label={t("canvas.zoomOut")} onClick={() => onZoom("out")}>
          −
        </ActionIcon>
        <ActionIcon variant="default" size="md" aria-label={t("canvas.zoomIn")} onClick={() => onZoom("in")}>
          +
        </ActionIcon>
      </ActionIcon.Group>
      <Button size="compact-sm" h={28} variant="default" onClick={onFit}>
        {t("canvas.fit")}
      </Button>
      <Button size="compact-sm" h={28} variant="default" title={t("canvas.resetText")} onClick={onReset}>
        {t("canvas.reset")}
      </Button>
      <Button size="compact-sm" h={28} variant="default" title="?" onClick={onHelp}>
        {t("canvas.keys.title")}
      </Button>
    </Group>
  );
}
