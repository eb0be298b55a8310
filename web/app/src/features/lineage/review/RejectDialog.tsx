import { Button, Group, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  count: number;
  busy: boolean;
  onReject: (note: string | undefined) => void;
  onClose: () => void;
}

/** Why what is rejected is wrong, for whoever claims it; Ctrl-Enter rejects. */
export function RejectDialog({ count, busy, onReject, onClose }: Props) {
  const { t } = useTranslation();
  const [why, setWhy] = useState("");
  const reject = () => onReject(why.trim() || undefined);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("review.rejecting", { count })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Textarea
        label={t("review.why")}
        data-autofocus
        autosize
        minRows={2}
        maxRows={8}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) reject();
        }}
      />
      <Group gap="xs" mt="md" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button color="red" loading={busy} onClick={reject}>
          {t("review.reject")}
        </Button>
      </Group>
    </Modal>
  );
}
