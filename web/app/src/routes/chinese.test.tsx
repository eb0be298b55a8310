import { screen } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { speak } from "~/shared/i18n";
import { renderApp } from "~/testing/renderApp";
import { answers } from "~/testing/server";

beforeEach(() => speak("zh"));
afterEach(() => speak("en"));

const HOSTS = { name: "hosts", label: "Hosts", type: "TEXT_LIST", help: "Where it is." };
const NEW = { name: "brandNew", label: "Brand new", type: "TEXT", help: "What nobody has words for." };
const KINDS = [{ kind: "MONGODB", title: "MongoDB", settings: [HOSTS, NEW] }];
const NOTHING = { sources: { nodes: [], pageInfo: { hasNextPage: false } }, sourceKinds: KINDS };

test("a form of the server's settings and what it refuses are in Chinese, what has no words is as the server says", async () => {
  const problems = [{ path: ["name"], code: "REQUIRED", message: "Enter a name." }];
  const createSource = () => {
    throw new GraphQLError("1 thing is wrong.", { extensions: { code: "VALIDATION", problems } });
  };
  answers({ query: NOTHING, mutation: { createSource } });
  const { user } = renderApp("/sources?edit=new&newKind=MONGODB");
  expect(await screen.findByRole("textbox", { name: /^主机/u })).toBeTruthy();
  expect(screen.getByRole("textbox", { name: /^Brand new/u })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "保存" }));
  expect(await screen.findByText("请填写此项。")).toBeTruthy();
});

test("an undo that is refused is told in Chinese", async () => {
  const change = { kind: "TABLE", name: "orders", operation: "UPDATED", entityId: "t1" };
  const one = { id: "c1", seq: 12, origin: "UI", actor: { name: "Ada" }, changes: { nodes: [change] } };
  const blocker = { reason: "CHANGED_LATER", entity: "COLUMN", id: "k1", name: "sku", seq: 13, actor: { name: "Bo" } };
  const undoChangeset = () => {
    throw new GraphQLError("The changeset cannot be undone: 1 later change stands against it. Undo that one first.", {
      extensions: { code: "CONFLICT", conflict: { blockers: [blocker] } },
    });
  };
  answers({ query: { changesets: { nodes: [one], pageInfo: { hasNextPage: false } } }, mutation: { undoChangeset } });
  const { user } = renderApp("/changes");
  await user.click(await screen.findByRole("button", { name: "撤销" }));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("无法撤销此变更集：有 1 项后来又被更改，请先撤销那些更改。");
  expect(alert.textContent).not.toContain("stands against");
});

test("a failed step is told in Chinese beside the server's own words, which are marked as English", async () => {
  const title = "db:1 refuses connections.";
  const failed = {
    name: "tcp",
    title: "Connect",
    status: "FAILED",
    problem: { code: "CONNECTION_REFUSED", title, remedy: "Check the port." },
  };
  async function* testConnection() {
    yield { testConnection: { result: { status: "FAILED", steps: [failed] } } };
  }
  answers({ query: NOTHING, subscription: { testConnection } });
  const { user } = renderApp("/sources?edit=new&newKind=MONGODB");
  await user.click(await screen.findByRole("button", { name: "测试连接" }));
  expect(await screen.findByText("建立连接")).toBeTruthy();
  expect(screen.getByText("主机拒绝连接。").lang).toBe("");
  expect(screen.getByText(title).lang).toBe("en");
  expect(screen.getByText("检查端口，并确认服务正在运行。")).toBeTruthy();
  expect(screen.getByText("Check the port.").lang).toBe("en");
});
