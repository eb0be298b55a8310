import { Button, Group, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface ConfirmProps {
  opened: boolean;
  title: string;
  text: string;
  confirm: string;
  cancel: string;
  danger?: boolean;
  busy?: boolean;
  children?: ReactNode;
  onConfirm: () => void;
  onCancel: () => void;
  /** Closed without an answer; the same as to cancel by default. */
  onClose?: () => void;
}

/** The question of Confirm. */
export function ConfirmDialog({ opened, title, text, confirm, cancel, danger, busy, children, ...on }: ConfirmProps) {
  const { onConfirm, onCancel, onClose = onCancel } = on;
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      zIndex={400}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Text size="sm" mb="md">
        {text}
      </Text>
      {children}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {cancel}
        </Button>
        <Button color={danger ? "red" : undefined} loading={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
