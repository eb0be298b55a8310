import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Point } from "../model/box";
import type { Edge } from "../model/graph";

interface Props {
  edge: Edge;
  at: Point;
  mayEdit: boolean;
  onClose: () => void;
  onDetails: () => void;
  onDecide: (decision: "APPROVED" | "REJECTED") => void;
  onEnd: () => void;
}

/** What can be done with an edge, where the mouse was, or where the edge is. */
export function EdgeMenu({ edge, at, mayEdit, onClose, onDetails, onDecide, onEnd }: Props) {
  const { t } = useTranslation();
  const may = mayEdit && edge.change !== "ENDED" && !edge.pending;
  return (
    <Menu
      opened
      onChange={(opened) => !opened && onClose()}
      // Releasing the key that opened it is no click outside.
      clickOutsideEvents={["mousedown", "touchstart"]}
      position="bottom-start"
      trapFocus
      returnFocus={false}
      // Within the page's landmark, and without an element among the items that is none.
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <span className="edge-menu-place" style={{ left: at.x, top: at.y }} aria-hidden="true" />
      </Menu.Target>
      <Menu.Dropdown aria-label={t("canvas.edge.menu")}>
        <Menu.Item onClick={onDetails}>{t("canvas.edge.details")}</Menu.Item>
        {may && edge.status !== "APPROVED" && (
          <Menu.Item onClick={() => onDecide("APPROVED")}>{t("canvas.edge.approve")}</Menu.Item>
        )}
        {may && edge.status !== "REJECTED" && (
          <Menu.Item onClick={() => onDecide("REJECTED")}>{t("canvas.edge.reject")}</Menu.Item>
        )}
        {may && (
          <Menu.Item
            c="var(--mantine-color-error)"
            disabled={edge.derived}
            title={edge.derived ? t("canvas.edge.derived") : undefined}
            onClick={onEnd}
          >
            {t("canvas.edge.delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
