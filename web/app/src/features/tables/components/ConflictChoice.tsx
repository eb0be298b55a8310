import "./conflict.css";
import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  /** Who was faster, where that is known. */
  by: string | undefined;
  theirs: string;
  onMine: () => void;
  onTheirs: () => void;
}

/** What somebody else wrote into the same field meanwhile, and which of the two is to stand. */
export function ConflictChoice({ by, theirs, onMine, onTheirs }: Props) {
  const { t } = useTranslation();
  return (
    <div className="conflict" role="alert">
      <Text size="sm">{by ? t("table.conflict.field", { name: by }) : t("table.conflict.fieldSomebody")}</Text>
      <Text size="sm" className="conflict-theirs" component="blockquote">
        {theirs || t("table.conflict.empty")}
      </Text>
      <Group gap="xs">
        <Button size="compact-sm" onClick={onMine}>
          {t("table.conflict.mine")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onTheirs}>
          {t("table.conflict.theirs")}
        </Button>
      </Group>
    </div>
  );
}
