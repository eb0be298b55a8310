import { Alert } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import i18n from "i18next";
import { useTranslation } from "react-i18next";
import { type Blocker, ServerError } from "~/shared/graphql/errors";
import { against, takenBefore } from "~/shared/model/blockers";
import { RouteAnchor } from "./links";
import { Refusal } from "./Refusal";
import { undo } from "./Toast";
import { UndoTogether } from "./UndoTogether";

interface Props {
  error: unknown;
  /** The id of what was to be taken back as a whole; absent where only some of it was. */
  changeset: string | undefined;
}

/** To what has a name by now that is to be given again: it is renamed there. */
function wayTo({ reason, entity, id }: Blocker) {
  if (reason !== "NAME_TAKEN") return null;
  if (entity === "TABLE") {
    return (
      <RouteAnchor to="/tables/$id" params={{ id }} search={{ tab: "about" }} size="sm" c="inherit" underline="always">
        {i18n.t("blocker.renameTable")}
      </RouteAnchor>
    );
  }
  if (entity !== "SOURCE") return null;
  return (
    <RouteAnchor to="/sources" search={{ edit: id }} size="sm" c="inherit" underline="always">
      {i18n.t("blocker.renameSource")}
    </RouteAnchor>
  );
}

/** Why a changeset could not be taken back, with the way to what was done later, and to take that back before. */
export function RefusedUndo({ error, changeset }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const groups = against(error instanceof ServerError ? error.blockers : []);
  const before = takenBefore(groups);
  const together = useMutation({ mutationFn: (whole: string) => undo([whole, ...before], queries) });
  if (together.isSuccess) return null;
  if (together.error) return <RefusedUndo key="again" error={together.error} changeset={changeset} />;
  return (
    <Alert color="red" role="alert" mt="sm">
      <Refusal
        error={error}
        changeset={(text, { changeset: later }) =>
          later ? (
            <RouteAnchor to="/changes" search={{ only: later }} size="sm" c="inherit" underline="always">
              {text}
            </RouteAnchor>
          ) : (
            text
          )
        }
        way={wayTo}
      />
      {changeset && before.length > 0 && (
        <UndoTogether
          before={before}
          label={t("blocker.together", { count: before.length, seq: groups[0]?.seq })}
          busy={together.isPending}
          onUndo={() => together.mutate(changeset)}
        />
      )}
    </Alert>
  );
}
