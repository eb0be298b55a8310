import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { type RefObject, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Found, find } from "../model/find";
import type { Graph } from "../model/graph";

const MOST = 30;

interface Props {
  graph: Graph;
  field: RefObject<HTMLInputElement | null>;
  onFound: (found: Found) => void;
}

/** Finds a table or column of the canvas, and goes there. */
export function Search({ graph, field, onFound }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { found, total } = useMemo(() => find(graph, text, MOST), [graph, text]);
  const choose = (id: string) => {
    const one = found.find((known) => known.id === id);
    if (!one) return;
    setText("");
    combobox.closeDropdown();
    onFound(one);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} position="bottom-start" width={340} withinPortal={false}>
      <Combobox.Target>
        <TextInput
          ref={field}
          size="xs"
          w={180}
          aria-label={t("canvas.search")}
          placeholder={t("canvas.search")}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.trim() === ""}>
        <Combobox.Options mah={280} className="scrolling" aria-label={t("canvas.search")}>
          {found.map(({ id, label }) => (
            <Combobox.Option key={id} value={id}>
              {label}
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t("canvas.searchNone")}</Combobox.Empty>}
          {total > found.length && (
            <Combobox.Footer>{t("canvas.more", { count: total - found.length })}</Combobox.Footer>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
