import { Button, FileButton, Group, Text } from "@mantine/core";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ACCEPT, sizeText } from "../model/file";

interface Props {
  file: File | undefined;
  disabled: boolean;
  error: string | undefined;
  onFile: (file: File) => void;
}

/** Where a file is dropped, or chosen with the button. */
export function DropFile({ file, disabled, error, onFile }: Props) {
  const { t, i18n } = useTranslation();
  const [over, setOver] = useState(false);
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped && !disabled) onFile(dropped);
  }
  return (
    <fieldset
      className="drop-file"
      aria-label={t("bulk.file")}
      data-over={over || undefined}
      data-wrong={error ? true : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {file ? (
        <Text fw={600} className="breaking" ta="center">
          {file.name}{" "}
          <Text span c="dimmed" fw={400} size="sm">
            {sizeText(file.size, i18n.language)}
          </Text>
        </Text>
      ) : (
        <Text fw={600}>{t("bulk.drop")}</Text>
      )}
      <Group justify="center">
        <FileButton accept={ACCEPT} disabled={disabled} onChange={(chosen) => chosen && onFile(chosen)}>
          {(props) => (
            <Button variant={file ? "default" : "filled"} disabled={disabled} {...props}>
              {file ? t("bulk.chooseOther") : t("bulk.choose")}
            </Button>
          )}
        </FileButton>
      </Group>
      {error ? (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" ta="center">
          {error}
        </Text>
      ) : (
        <Text size="sm" c="dimmed" ta="center">
          {t("bulk.formats")}
        </Text>
      )}
    </fieldset>
  );
}
