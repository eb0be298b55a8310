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
