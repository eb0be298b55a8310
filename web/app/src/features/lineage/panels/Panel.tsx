import "./panels.css";
import { Box, CloseButton, Group, Title } from "@mantine/core";
import { useId } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  title: string;
  onClose?: () => void;
  children: ReactNode;
}

/** What stands beside the drawing: a title, a way to close it (Escape too), its content. */
export function Panel({ title, onClose, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Box
      component="section"
      className="panel"
      aria-labelledby={id}
      onKeyDown={(event) => {
        // Something within that Escape closes first has taken the key.
        if (event.key === "Escape" && !event.defaultPrevented) onClose?.();
      }}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="sm">
        <Title order={2} id={id} className="breaking" size="h3">
          {title}
        </Title>
        {onClose && <CloseButton aria-label={t("close")} onClick={onClose} />}
      </Group>
      {children}
    </Box>
  );
}
