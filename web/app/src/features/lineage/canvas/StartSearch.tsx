import { Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMayEdit } from "~/shared/graphql/me";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteButton, RouteNav } from "~/shared/ui/links";
import { findTablesOptions } from "../api/tables";

/** Where nothing is looked from yet: a table to begin with. */
export function StartSearch() {
  const { t } = useTranslation();
  return <EmptyState title={t("canvas.start")} text={t("canvas.startText")} action={<Choice />} />;
}

function Choice() {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text, 200);
  const { data, error, refetch } = useQuery(findTablesOptions(asked.trim()));
  const found = data?.tables.nodes;
  const rest = (data?.tables.totalCount.value ?? 0) - (found?.length ?? 0);
  return (
    <Stack w="100%" gap="xs" mt="md">
      <TextInput
        label={t("canvas.findTable")}
        placeholder={t("canvas.findTableHint")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!found && !error && <Loading rows={4} />}
      {found?.length === 0 && (
        <Text size="sm" c="dimmed" ta="center" role="status">
          {t(asked.trim() === "" ? "canvas.noTables" : "canvas.noTable")}
        </Text>
      )}
      {found?.length === 0 && asked.trim() === "" && mayEdit && (
        <RouteButton to="/tables/new" mx="auto">
          {t("place.newTable")}
        </RouteButton>
      )}
      {found && found.length > 0 && (
        <nav aria-label={t("canvas.findTable")} className="start-choice">
          {found.map(({ id, qualifiedName, kind, source }) => (
            <RouteNav
              key={id}
              to="/lineage"
              search={{ of: [id] }}
              label={qualifiedName}
              description={[t(`tableKind.${kind}`), source?.name ?? t("tables.manual")].join(" · ")}
              className="nav"
            />
          ))}
          {rest > 0 && (
            <Text size="sm" c="dimmed" px="sm">
              {t("canvas.more", { count: rest })}
            </Text>
          )}
        </nav>
      )}
    </Stack>
  );
}
