import { Kbd, Modal, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** What each key does, in the order in which one comes to want them; some only for those who may edit. */
const KEYS = [
  { does: "go", keys: ["←", "→", "↑", "↓"] },
  { does: "page", keys: ["Page Up", "Page Down"] },
  { does: "open", keys: ["Enter", "I"] },
  { does: "edge", keys: ["E"] },
  { does: "menu", keys: ["M"] },
  { does: "add", keys: ["C"], edits: true },
  { does: "sides", keys: ["[", "]"] },
  { does: "rows", keys: ["R"] },
  { does: "whole", keys: ["A"] },
  { does: "move", keys: ["Shift ←", "→", "↑", "↓"] },
  { does: "search", keys: ["/"] },
  { does: "fit", keys: ["F"] },
  { does: "zoom", keys: ["+", "−"] },
  { does: "pan", keys: ["Space"] },
  { does: "leave", keys: ["Esc"] },
  { does: "reset", keys: ["Shift R"] },
  { does: "help", keys: ["?"] },
] as const;

/** The keys of the canvas. */
export function KeysHelp({ mayEdit, onClose }: { mayEdit: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t("canvas.keys.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Table>
        <Table.Tbody>
          {KEYS.filter((key) => mayEdit || !("edits" in key)).map(({ does, keys }) => (
            <Table.Tr key={does}>
              <Table.Td className="unbroken">
                {keys.map((key) => (
                  <span key={key}>
                    <Kbd>{key}</Kbd>{" "}
                  </span>
                ))}
              </Table.Td>
              <Table.Td>{t(`canvas.keys.${does}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
