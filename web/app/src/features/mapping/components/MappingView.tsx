import { useTranslation } from "react-i18next";
import { Page } from "~/shared/ui/Page";
import type { MappingSearch } from "../model/search";
import { Mapping } from "./Mapping";

interface Props {
  search: MappingSearch;
  onSearch: (change: Partial<MappingSearch>, replace?: boolean) => void;
}

/** The page of mapping. */
export function MappingView(props: Props) {
  const { t } = useTranslation();
  return (
    <Page title={t("mapping.title")}>
      <Mapping {...props} />
    </Page>
  );
}
