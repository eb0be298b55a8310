import { screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { renderPart } from "~/testing/renderPart";
import { Days } from "./Days";

function Page() {
  const [days, setDays] = useState<{ from?: string | undefined; to?: string | undefined }>({});
  return <Days label="When" width={172} {...days} onChange={setDays} />;
}

const field = () => screen.findByRole("button", { name: /^When/ });

test("Escape goes back to the field, at the first time too", async () => {
  const { user } = renderPart(() => <Page />);
  for (let time = 0; time < 2; time++) {
    await user.click(await field());
    await screen.findByLabelText("From");
    await user.keyboard("{Escape}");
    await vi.waitFor(async () => expect(document.activeElement).toBe(await field()));
    expect(screen.queryByLabelText("From")).toBeNull();
  }
});
