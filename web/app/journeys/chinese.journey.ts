import { expect, test } from "./support/journey";
import { mongo } from "./support/steps";

test("the whole of it in Chinese", async ({ signIn }) => {
  const { page, look } = await signIn("ADMIN", { locale: "zh-CN" });
  await expect(page.locator("html")).toHaveAttribute("lang", "zh");
  await expect(page.getByRole("heading", { level: 1, name: "首页" })).toBeVisible();
  await look("start");
  await page.getByRole("link", { name: "数据源" }).first().click();
  await page.getByRole("button", { name: "添加数据源" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "MongoDB" }).click();
  await form.getByRole("textbox", { name: /^名称/u }).fill("商城");
  const { fields } = mongo();
  await form
    .locator("textarea")
    .first()
    .fill(fields.Hosts ?? "");
  await form.getByRole("textbox", { name: /^(Database|数据库)/u }).fill(fields.Database ?? "");
  await form.getByRole("button", { name: "测试连接" }).click();
  await expect(form.getByText("通过", { exact: true })).toBeVisible();
  await look("source tested");
  await form.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByRole("row", { name: /商城/u })).toContainText("通过");

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "全局搜索" }).fill("商城");
  await expect(page.getByRole("option", { name: /商城/u }).first()).toBeVisible();
  await look("found");
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "变更" }).click();
  await expect(page.getByRole("article")).toHaveCount(1);
  await look("changes");
  await page.getByText("English").click();
  await expect(page.getByRole("heading", { level: 1, name: "Changes" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Changes" })).toBeVisible();
});
