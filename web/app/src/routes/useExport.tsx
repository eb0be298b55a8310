import { lazy, type ReactNode, Suspense, useState } from "react";
import type { ExportScope } from "~/features/bulk/model/export";
import { withTexts } from "~/shared/i18n/parts";

const load = withTexts(["bulk", "changes", "tables"], () => import("~/features/bulk"));
const ExportDialog = lazy(() => load().then((file) => ({ default: file.ExportDialog })));

interface Asked {
  scope: ExportScope;
  name?: string;
  at?: string;
}

/** The dialog of an export over any page, loaded when it is first opened. */
export function useExport(): { begin: (asked: Asked) => void; dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked>();
  return {
    begin: setAsked,
    dialog: <Suspense>{asked && <ExportDialog {...asked} onClose={() => setAsked(undefined)} />}</Suspense>,
  };
}
