import { Alert, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { messageOf, ServerError } from "~/shared/graphql/errors";
import { mayAskAgain } from "~/shared/graphql/session";
import { ProblemView } from "./ProblemView";

/** What went wrong while something was loaded, with a way to try again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const again = () => {
    mayAskAgain();
    retry?.();
  };
  const known = error instanceof ServerError ? error : undefined;
  return (
    <Alert color="red" variant="light" title={known?.source ? undefined : t("failure.title")} role="alert">
      {known?.source ? <ProblemView problem={known.source} /> : <Text size="sm">{messageOf(error)}</Text>}
      {known?.requestId && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("failure.request", { id: known.requestId })}
        </Text>
      )}
      {retry && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={again}>
            {t("failure.retry")}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
