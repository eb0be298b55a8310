import { Group, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { speak } from "~/shared/i18n";
import { LANGUAGES, type Language } from "~/shared/i18n/parts";

/** How this browser shows the app. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Group gap={4} px={4} grow preventGrowOverflow={false}>
      <SegmentedControl
        size="xs"
        aria-label={t("look.colours")}
        value={colorScheme}
        onChange={(value) => setColorScheme(value === "dark" || value === "light" ? value : "auto")}
        data={[
          { value: "light", label: t("look.light") },
          { value: "dark", label: t("look.dark") },
          { value: "auto", label: t("look.auto") },
        ]}
      />
      <SegmentedControl
        size="xs"
        aria-label={t("look.language")}
        value={i18n.language}
        onChange={(value) => void speak(value as Language)}
        data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
      />
    </Group>
  );
}
