import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useHeld } from "~/shared/hooks/useHeld";
import { Confirm } from "~/shared/ui/Confirm";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { personOptions } from "../api/people";
import { InviteForm } from "./InviteForm";
import { PersonForm } from "./PersonForm";

interface Props {
  /** The person who is edited, or `new` for an invitation. */
  edited: string;
  onClose: () => void;
}

/** Somebody who is invited or changed, beside the list. What was typed is not lost without asking. */
export function PersonDrawer({ edited, onClose }: Props) {
  const { t } = useTranslation();
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  const isNew = edited === "new";
  const stored = useQuery({ ...personOptions(edited), enabled: !isNew });
  const person = useHeld(stored.data?.person ?? undefined, dirty);

  function content() {
    if (isNew) return <InviteForm onDirty={setDirty} onDone={onClose} />;
    if (stored.isLoadingError) return <Failure error={stored.error} retry={() => void stored.refetch()} />;
    if (stored.isPending) return <Loading rows={6} />;
    if (!person) return <Failure error={new Error(t("access.gone"))} />;
    return <PersonForm key={person.version} person={person} onDirty={setDirty} onDone={onClose} />;
  }

  return (
    <>
      <Drawer
        opened
        onClose={() => (dirty ? setAsking(true) : onClose())}
        position="right"
        size="lg"
        title={isNew ? t("access.invite") : (person?.name ?? "…")}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {content()}
      </Drawer>
      <Confirm
        opened={asking}
        title={t("unsaved.title")}
        text={t("unsaved.text")}
        confirm={t("unsaved.discard")}
        cancel={t("unsaved.stay")}
        danger
        onCancel={() => setAsking(false)}
        onConfirm={onClose}
      />
    </>
  );
}
