import { screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { renderPart } from "~/testing/renderPart";
import { Always, Choice, Choices } from "./Choice";

const DATA = [
  { value: "a", label: "Anna" },
  { value: "b", label: "Bertha" },
];

function Page({ first = null as string | null, searchable = false }) {
  const [one, setOne] = useState(first);
  const [some, setSome] = useState<string[]>([]);
  const [order, setOrder] = useState<string>("a");
  return (
    <>
      <Choice label="Who" placeholder="Anybody" searchable={searchable} data={DATA} value={one} onChange={setOne} />
      <Choices label="Several" data={DATA} value={some} onChange={setSome} />
      <Always label="Order" data={DATA} value={order} onChange={(value) => value && setOrder(value)} />
      <p>{[one ?? "nobody", some.join("+"), order].join(" ")}</p>
    </>
  );
}

const picker = (name: string) => screen.findByRole("combobox", { name });

test("a click opens the list, from which one is chosen and taken back", async () => {
  const { user } = renderPart(() => <Page />);
  const closed = await picker("Who");
  expect(closed.getAttribute("aria-expanded")).toBe("false");
  expect(closed.getAttribute("placeholder")).toBe("Anybody");
  await user.click(closed);
  const bertha = await screen.findByRole("option", { name: "Bertha" });
  expect((await picker("Who")).getAttribute("aria-expanded")).toBe("true");
  await user.click(bertha);
  expect(await screen.findByText("b a", { exact: false })).toBeTruthy();
  const open = await picker("Who");
  expect(document.activeElement).toBe(open);
  await user.click(screen.getByLabelText("Clear Who"));
  expect(await screen.findByText("nobody", { exact: false })).toBeTruthy();
  // The one that was used does not close for good under somebody's hands.
  expect(await picker("Who")).toBe(open);
});

test("one that is chosen already can be taken back without opening the list", async () => {
  const { user } = renderPart(() => <Page first="a" />);
  await user.click(await screen.findByLabelText("Clear Who"));
  expect(await screen.findByText("nobody", { exact: false })).toBeTruthy();
});

test("some are chosen one after the other", async () => {
  const { user } = renderPart(() => <Page />);
  await user.click(await picker("Several"));
  await user.click(await screen.findByRole("option", { name: "Anna" }));
  await user.click(await screen.findByRole("option", { name: "Bertha" }));
  expect(await screen.findByText("nobody a+b a")).toBeTruthy();
});

test("what is always chosen is read before its list is there, and keys choose another", async () => {
  const { user } = renderPart(() => <Page />);
  const closed = await picker("Order");
  expect(closed).toHaveProperty("value", "Anna");
  closed.focus();
  await user.keyboard("{ArrowDown}");
  await user.click(await screen.findByRole("option", { name: "Bertha" }));
  expect(await screen.findByText("nobody b", { normalizer: (text) => text.replace(/ +/g, " ") })).toBeTruthy();
});

test("what is typed before the list is there is looked for", async () => {
  const { user } = renderPart(() => <Page searchable />);
  (await picker("Who")).focus();
  await user.keyboard("be");
  const bertha = await screen.findByRole("option", { name: "Bertha" });
  await vi.waitFor(async () => expect(await picker("Who")).toHaveProperty("value", "be"));
  expect(screen.queryByRole("option", { name: "Anna" })).toBeNull();
  await user.click(bertha);
  expect(await screen.findByText("b a", { exact: false })).toBeTruthy();
});

test("what is pasted before the list is there is looked for", async () => {
  const { user } = renderPart(() => <Page searchable />);
  (await picker("Who")).focus();
  await user.paste("erth");
  await screen.findByRole("option", { name: "Bertha" });
  expect(await picker("Who")).toHaveProperty("value", "erth");
  expect(screen.queryByRole("option", { name: "Anna" })).toBeNull();
});

test("who only passes by opens nothing", async () => {
  const { user } = renderPart(() => <Page searchable />);
  (await picker("Who")).focus();
  await user.keyboard("{Escape}{Shift>}{/Shift}{F5}{CapsLock}{Home}");
  await user.tab();
  expect(document.activeElement).toBe(await picker("Several"));
  expect(screen.queryByRole("option")).toBeNull();
});
