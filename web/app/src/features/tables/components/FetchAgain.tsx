import { Drawer, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Failure } from "~/shared/ui/Failure";
import { FetchReview } from "./FetchReview";
import { useRefetch } from "./useRefetch";

interface Props {
  sourceId: string;
  tableId: string;
  version: number;
  onClose: () => void;
  onChanged: () => Promise<unknown>;
}

/** What the source has now against what the catalog has, to accept in whole or in part. */
export function FetchAgain({ sourceId, tableId, version, onClose, onChanged }: Props) {
  const { t } = useTranslation();
  const { phase, result, error, retry } = useRefetch(sourceId, tableId);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t("table.fetchAgain")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {error ? (
        <Failure error={error} retry={retry} />
      ) : result ? (
        <FetchReview
          key={result.id}
          result={result}
          tableId={tableId}
          version={version}
          onClose={onClose}
          onChanged={onChanged}
        />
      ) : (
        <Stack role="status" gap="xs">
          <Text size="sm">
            {t("table.fetching")} {phase}
          </Text>
          <Progress value={100} animated aria-label={t("table.fetching")} />
        </Stack>
      )}
    </Drawer>
  );
}
