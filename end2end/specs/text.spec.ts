// Text that is hostile, foreign or endless, in every field that takes text: it stays text, and it breaks no page.
import { type BrowserContext, type Locator, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { onPhone } from "../support/audit";
import { Editor } from "../support/editor";
import { ADA, GRACE } from "../support/people";
import { oneServer } from "../support/server";
import { complaints } from "../support/watch";

const server = oneServer();

const SCRIPT = "</textarea><script>window.__xss=1</script>";
const FOREIGN = "🦀 עברית العربية 日本語";
const ENDLESS = "n".repeat(400);
const NASTY = `${SCRIPT} ${FOREIGN}`;

let context: BrowserContext;
let page: Page;
let heard: string[];
let api: Api;

test.beforeAll(async () => {
  // A person's name is a free text too.
  api = await Api.joined(server(), server().link, { ...ADA, name: NASTY });
});

test.beforeEach(async ({ browser }) => {
  context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  heard = complaints(context);
  page = await context.newPage();
});

test.afterEach(async () => {
  expect(heard).toEqual([]);
  await context.close();
});

/** The page as it is, and as the server renders it, runs nothing of what was typed and fits on a phone. */
async function harmless(): Promise<void> {
  for (const look of [async () => {}, () => page.reload()]) {
    await look();
    await expect(page.locator("body")).toHaveAttribute("data-hydrated");
    expect(await page.evaluate(() => "__xss" in window)).toBe(false);
    await onPhone(page);
  }
}

/** Each text in the field, the last one stays. What is typed is what the field then holds. */
async function fillAll(field: Locator, last: string): Promise<void> {
  for (const text of [ENDLESS, last]) {
    await field.fill(text);
    await expect(field).toHaveValue(text);
  }
}

test("the texts of a design", async () => {
  await page.goto("/");
  await page.getByLabel("Name").fill(NASTY);
  await page.getByRole("button", { name: "Create design" }).click();
  const editor = new Editor(page);
  await editor.toolbar.getByRole("button", { name: "Settings of the design" }).click();
  await expect(editor.setting("Name")).toHaveValue(NASTY);
  await fillAll(editor.setting("Description"), NASTY);

  await editor.toolbar.getByRole("button", { name: "Table", exact: true }).click();
  await fillAll(editor.setting("Description"), NASTY);
  await editor.settings.getByLabel("Key of a new tag").fill(FOREIGN);
  await editor.settings.getByLabel("Value of a new tag").fill(SCRIPT);
  await fillAll(editor.setting("Name"), NASTY);
  for (const add of ["Add attribute", "Add index"]) {
    await editor.cards().getByRole("button", { name: add }).click();
    await fillAll(editor.setting("Name"), NASTY);
  }
  await page.getByRole("tab", { name: /^Access patterns/ }).click();
  await page.getByRole("button", { name: "Add access pattern" }).click();
  for (const field of ["Name", "Description"]) await fillAll(editor.setting(field), NASTY);
  await fillAll(editor.settings.getByLabel(/^Parameter of condition/), NASTY);
  await page.getByRole("tab", { name: /^Items/ }).click();
  await page.getByRole("button", { name: /^Add item to/ }).click();
  await fillAll(editor.setting("DynamoDB JSON"), JSON.stringify({ PK: { S: NASTY }, [FOREIGN]: { S: ENDLESS } }));
  await editor.expectSaved();
  await harmless();
  await expect(editor.cards()).toHaveAccessibleName(`Table ${NASTY}`);

  await page.goto("/");
  await expect(page.getByRole("link", { name: NASTY })).toBeVisible();
  await harmless();
});

test("a text that is too long is refused beside its field", async () => {
  await page.goto("/");
  await page.getByLabel("Name").fill(ENDLESS);
  await page.getByRole("button", { name: "Create design" }).click();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription("Use at most 200 characters.");
  await expect(page.getByLabel("Name")).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveValue(ENDLESS);
  await onPhone(page);
  heard = heard.filter((complaint) => !/ 422 /.test(complaint));
});

test("endless names on the canvas and in the lists", async () => {
  const design = await api.blank("Endless");
  await api.edit(design, [{ set_design: { field: { name: ENDLESS } } }]);
  await page.goto(`/designs/${design.id}`);
  await page.getByRole("button", { name: "Add a table" }).click();
  const editor = new Editor(page);
  await editor.setting("Name").fill(ENDLESS);
  for (const add of ["Add attribute", "Add index"]) {
    await editor.cards().getByRole("button", { name: add }).click();
    await editor.setting("Name").fill(ENDLESS);
  }
  await editor.expectSaved();
  await harmless();
  for (const path of ["/", `/designs/${design.id}/versions`]) {
    await page.goto(path);
    await expect(page.getByText(ENDLESS).first()).toBeVisible();
    await harmless();
  }
});

for (const [kind, text] of [["hostile", `Why: ${NASTY}`], ["endless", ENDLESS]] as const) {
  test(`${kind} texts from a version to an approval`, async () => {
    const design = await api.example();
    await page.goto(`/designs/${design.id}/versions`);
    await page.getByLabel("What changed, and why").fill(text);
    await page.getByRole("button", { name: "Save version" }).click();
    await expect(page.getByRole("cell", { name: text }).first()).toBeVisible();
    await harmless();

    await page.getByRole("link", { name: "Version 1", exact: true }).click();
    await expect(page.getByText(text).first()).toBeVisible();
    await harmless();
    await page.getByRole("link", { name: "Plan", exact: true }).click();
    const title = text.slice(0, 200);
    await page.getByLabel("Title").fill(title);
    await page.getByRole("button", { name: "Open change request" }).click();
    await expect(page.getByRole("heading", { name: title })).toBeVisible();

    const { path } = await api.post<{ path: string }>("/invitations", { role: "reviewer" });
    const reviewer = await Api.joined(server(), path, { ...GRACE, name: text.slice(0, 100), email: `${kind}@example.com` });
    const { id } = (await api.get<{ id: string; title: string }[]>("/requests")).find((request) => request.title === title)!;
    const request = await api.get<Parameters<Api["approve"]>[0]>(`/requests/${id}`);
    await reviewer.approve(request, text);
    await page.reload();
    await expect(page.getByRole("region", { name: "Approval" }).getByText(text).last()).toBeVisible();
    await harmless();
    for (const list of ["/requests", "/people"]) {
      await page.goto(list);
      await expect(page.getByRole("main").getByText(text.slice(0, 100)).first()).toBeVisible();
      await harmless();
    }
  });
}
