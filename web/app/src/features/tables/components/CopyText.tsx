import { Button, CopyButton } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Puts a text on the clipboard. */
export function CopyText({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="compact-xs" variant="default" onClick={copy}>
          {copied ? t("problem.copied") : t("problem.copy")}
        </Button>
      )}
    </CopyButton>
  );
}
