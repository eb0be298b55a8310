import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHeld } from "~/shared/hooks/useHeld";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { parameterChanges, UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { personOptions } from "../api/people";
import { InviteForm } from "./InviteForm";
import { PersonForm } from "./PersonForm";

const isAnother = parameterChanges("edit");

interface Props {
  /** The person who is edited, or `new` for an invitation. */
  edited: string;
  onClose: () => void;
}

/** Somebody who is invited or changed, beside the list. What was typed is not lost without asking. */
export function PersonDrawer({ edited, onClose }: Props) {
  const { t } = useTranslation();
  const [dirty, setDirty] = useState(false);
  const done = useRef(false);
  const finish = () => {
    done.current = true;
    onClose();
  };
  const isNew = edited === "new";
  const stored = useQuery({ ...personOptions(edited), enabled: !isNew });
  const person = useHeld(stored.data?.person ?? undefined, dirty);

  function content() {
    if (isNew) return <InviteForm onDirty={setDirty} onDone={finish} />;
    if (stored.isLoadingError) return <Failure error={stored.error} retry={() => void stored.refetch()} />;
    if (stored.isPending) return <Loading rows={6} />;
    if (!person) return <Failure error={new Error(t("access.gone"))} />;
    return <PersonForm key={person.version} person={person} onDirty={setDirty} onDone={finish} />;
  }

  return (
    <>
      <Drawer
        opened
        onClose={onClose}
        position="right"
        size="lg"
        title={isNew ? t("access.invite") : (person?.name ?? "…")}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {content()}
      </Drawer>
      <UnsavedGuard isDirty={() => dirty && !done.current} isLost={isAnother} />
    </>
  );
}
