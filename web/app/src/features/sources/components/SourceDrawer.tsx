import { Alert, Button, Drawer, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SourceKind } from "~/shared/graphql/generated/graphql";
import { useMayEdit } from "~/shared/graphql/me";
import { useHeld } from "~/shared/hooks/useHeld";
import { kindTitle } from "~/shared/i18n/server";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteButton } from "~/shared/ui/links";
import { parameterChanges, UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { sourceKindsOptions, sourceOptions } from "../api/documents";
import { KindChoice } from "./KindChoice";
import { SourceForm } from "./SourceForm";

const isAnother = parameterChanges("edit");
const isAnotherKind = parameterChanges("newKind");

interface Props {
  /** The source that is edited, or `new`. */
  edited: string;
  kind: SourceKind | undefined;
  mayEdit: boolean;
  onExport: (id: string, name: string) => void;
  onKind: (kind: SourceKind | undefined) => void;
  onClose: () => void;
}

/** A new source or a stored one, beside the list. What was typed is not lost without asking. */
export function SourceDrawer({ edited, kind, mayEdit, onExport, onKind, onClose }: Props) {
  const { t } = useTranslation();
  const mayAddTables = useMayEdit();
  const [dirty, setDirty] = useState(false);
  const done = useRef(false);
  const isNew = edited === "new";
  const kinds = useQuery(sourceKindsOptions);
  const stored = useQuery({ ...sourceOptions(edited), enabled: !isNew });
  const source = useHeld(stored.data?.source ?? undefined, dirty);
  const info = kinds.data?.sourceKinds.find((known) => known.kind === (source?.kind ?? kind));
  const title = isNew
    ? info
      ? t("sources.newOf", { kind: kindTitle(info.kind, info.title) })
      : t("sources.add")
    : (source?.name ?? "…");
  const finish = () => {
    done.current = true;
    onClose();
  };

  function content() {
    const failed = [kinds, stored].find(({ isLoadingError }) => isLoadingError);
    if (failed) return <Failure error={failed.error} retry={() => void failed.refetch()} />;
    if (!kinds.data || (!isNew && stored.isPending)) return <Loading rows={8} />;
    if (!isNew && !source) return <Failure error={new Error(t("sources.gone"))} />;
    if (isNew && !mayEdit) return <Alert color="gray">{t("sources.adminsOnly")}</Alert>;
    if (!info) return <KindChoice kinds={kinds.data.sourceKinds} onChoose={onKind} />;
    return (
      <SourceForm
        key={`${edited} ${source?.version ?? info.kind}`}
        info={info}
        source={source}
        mayEdit={mayEdit}
        onDirty={setDirty}
        onDone={finish}
        onBack={isNew ? () => onKind(undefined) : undefined}
      />
    );
  }

  return (
    <>
      <Drawer
        opened
        onClose={onClose}
        position="right"
        size="lg"
        title={title}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {source && (
          <Group gap="xs" mb="md">
            {mayAddTables && source.isActive && (
              <RouteButton size="compact-sm" variant="light" to="/tables/new" search={{ source: source.id }}>
                {t("sources.newTable")}
              </RouteButton>
            )}
            <Button size="compact-sm" variant="default" onClick={() => onExport(source.id, source.name)}>
              {t("sources.export")}
            </Button>
          </Group>
        )}
        {content()}
      </Drawer>
      <UnsavedGuard
        isDirty={() => dirty && !done.current}
        isLost={(here, next) => isAnother(here, next) || isAnotherKind(here, next)}
      />
    </>
  );
}
