import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ServerError } from "~/shared/graphql/errors";
import { labelOf, type Offer } from "~/shared/model/tableOffers";
import { Failure } from "./Failure";

interface Props {
  offer: Offer;
  /** Absent while it is under way. */
  error: unknown;
  onMake: (offer: Offer) => void;
  onCancel: () => void;
}

/** A table that is on its way into the catalog; when that failed, why, and what can be had instead. */
export function MakingTable({ offer, error, onMake, onCancel }: Props) {
  const { t } = useTranslation();
  if (!error) {
    return (
      <Group gap="xs" mt="xs" role="status">
        <Loader size="xs" />
        <Text size="sm">
          {offer.how === "fetch"
            ? t("table.make.fetching", { name: labelOf(offer), source: offer.source.name })
            : t("table.make.writing", { name: offer.name })}
        </Text>
        {offer.how === "fetch" && (
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
        )}
      </Group>
    );
  }
  const suggestions = error instanceof ServerError ? error.suggestions : [];
  return (
    <Stack gap="xs" mt="xs">
      <Failure error={error} />
      <Group gap="xs">
        {offer.how === "fetch" &&
          suggestions.map(({ schema, name }) => (
            <Button
              key={labelOf({ schema, name })}
              size="compact-sm"
              variant="light"
              onClick={() => onMake({ ...offer, schema: schema ?? undefined, name })}
            >
              {t("table.make.fetch", { name: labelOf({ schema, name }), source: offer.source.name })}
            </Button>
          ))}
        <Button size="compact-sm" variant="default" onClick={() => onMake(offer)}>
          {t("failure.retry")}
        </Button>
        {offer.how === "fetch" && (
          <Button size="compact-sm" variant="default" onClick={() => onMake({ how: "write", name: offer.name })}>
            {t("table.make.write", { name: offer.name })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
