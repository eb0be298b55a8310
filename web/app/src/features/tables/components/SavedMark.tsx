import { Text } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

const SHOWN = 3_000;

/** Whether something was saved just now, and how to say so. */
export function useSavedMark() {
  const [shown, setShown] = useState(false);
  const ending = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(ending.current), []);
  const mark = useCallback(() => {
    setShown(true);
    clearTimeout(ending.current);
    ending.current = setTimeout(() => setShown(false), SHOWN);
  }, []);
  return [shown, mark] as const;
}

/** Says beside a field that saves itself that it has. */
export function SavedMark({ shown }: { shown: boolean }) {
  const { t } = useTranslation();
  return (
    <Text span size="xs" c="dimmed" ml={8} role="status">
      {shown && `✓ ${t("table.saved")}`}
    </Text>
  );
}
