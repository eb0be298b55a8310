import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { RouteAnchor } from "~/shared/ui/links";
import { referencedOptions } from "../api/table";

interface Props {
  source: string | null;
  sourceId: string | undefined;
  name: { schema: string | null; name: string };
  columns: readonly string[];
}

/** The table that a foreign key points to: a link to it, or to where it may be added. */
export function Referenced({ source, sourceId, name: { schema, name }, columns }: Props) {
  const { t } = useTranslation();
  const query = useQuery(referencedOptions(source, schema, name));
  const label = [schema, name].filter(Boolean).join(".");
  const table = query.data?.tableByName;
  return (
    <Text size="xs" c="dimmed" component="div">
      →{" "}
      {table ? (
        <RouteAnchor to="/tables/$id" params={{ id: table.id }} size="xs" underline="always">
          {table.qualifiedName}
        </RouteAnchor>
      ) : (
        label
      )}{" "}
      ({columns.join(", ")})
      {query.data && !table && (
        <>
          {" "}
          <RouteAnchor to="/tables/new" search={{ source: sourceId, name: label }} size="xs" underline="always">
            {t("table.addReferenced")}
          </RouteAnchor>
        </>
      )}
    </Text>
  );
}
