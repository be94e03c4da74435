// Between the pages and the editor, which are two programs: every way across leads there and back, and nothing that was
// typed just before is missing on the other side.
import { type BrowserContext, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";
import { complaints } from "../support/watch";

const server = oneServer();

let api: Api;
let context: BrowserContext;
let page: Page;
let heard: string[];

test.beforeAll(async () => {
  api = await Api.joined(server(), server().link, ADA);
});

test.beforeEach(async ({ browser }) => {
  context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  heard = complaints(context);
  page = await context.newPage();
});

test.afterEach(async () => {
  await context.close();
  expect(heard).toEqual([]);
});

/** The names of the bundles that the document has loaded. What was asked for early is listed when it is used as well. */
const bundles = async () => {
  const names = await page.evaluate(() =>
    performance.getEntriesByType("resource").flatMap(({ name }) => /pkg\/(pages|editor)\.wasm/.exec(name)?.[1] ?? []),
  );
  return [...new Set(names)];
};

test("links lead across and the browser's own buttons back", async () => {
  const { id } = await api.example();
  const editor = new Editor(page);
  await page.goto("/");
  await page.locator(`a[href="/designs/${id}"]`).click();
  await expect(editor.card("GameScores")).toBeVisible();
  await expect.poll(bundles).toEqual(["editor"]);

  await editor.toolbar.getByRole("link", { name: "Save version…" }).click();
  await expect(page.getByRole("heading", { name: "Versions", exact: true })).toBeVisible();
  await expect.poll(bundles).toEqual(["pages"]);
  await page.getByRole("link", { name: "Open editor" }).click();
  await expect(editor.card("GameScores")).toBeVisible();

  await page.goBack();
  await expect(page.getByRole("heading", { name: "Versions", exact: true })).toBeVisible();
  await page.goBack();
  await expect(editor.card("GameScores")).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Designs" }).click();
  await expect(page.getByRole("heading", { name: "Your designs" })).toBeVisible();
});

test("a link that is followed while one types waits until everything is saved", async () => {
  const { id } = await api.example();
  const editor = new Editor(page);
  await page.goto(`/designs/${id}`);
  await expect(editor.card("GameScores")).toBeVisible();
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  const asked = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/edits"));
  await page.route("**/edits", async (route) => {
    await released;
    await route.continue();
  });

  await editor.toolbar.getByRole("textbox", { name: "Name of the design" }).fill("Scores of the season");
  await editor.toolbar.getByRole("link", { name: "Save version…" }).click();
  await asked;
  await expect(page).toHaveURL(new RegExp(`/designs/${id}(\\?.*)?$`));
  release();
  await expect(page.getByRole("navigation", { name: "Where you are" })).toContainText("Scores of the season");
});
