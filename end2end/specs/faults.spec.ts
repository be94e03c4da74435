// The network goes away, tabs are closed too early, two people type at once: nothing that was typed is lost.
import { type BrowserContext, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";
import { complaints } from "../support/watch";

const server = oneServer();

// What the browser says for each request while the network is away.
const AWAY = /net::ERR_INTERNET_DISCONNECTED/;

let api: Api;
let context: BrowserContext;

test.beforeAll(async () => {
  api = await Api.joined(server(), server().link, ADA);
});

test.beforeEach(async ({ browser }) => {
  context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
});

test.afterEach(() => context.close());

async function opened(id: string): Promise<{ page: Page; editor: Editor }> {
  const page = await context.newPage();
  await page.goto(`/designs/${id}`);
  const editor = new Editor(page);
  await expect(editor.card("GameScores")).toBeVisible();
  return { page, editor };
}

async function stored(id: string): Promise<{ name: string; description: string; stream: string | null }> {
  const { document } = await api.get<{ document: { tables: never[] } }>(`/designs/${id}`);
  return document.tables[0]!;
}

test("edits made without a network are kept and sent when it is back", async () => {
  const heard = complaints(context);
  const { id } = await api.example();
  const { editor } = await opened(id);
  await editor.card("GameScores").getByRole("button", { name: /^GameScores/ }).click();
  await context.setOffline(true);
  await editor.setting("Description").fill("Typed in a tunnel.");
  await expect(editor.toolbar.getByText("Offline, kept here")).toBeVisible();
  await editor.setting("Stream").selectOption("KEYS_ONLY");
  await expect(editor.card("GameScores").getByText("KEYS_ONLY")).toBeVisible();
  expect(await stored(id)).toMatchObject({ stream: "NEW_IMAGE" });

  await context.setOffline(false);
  await editor.expectSaved();
  expect(await stored(id)).toMatchObject({ description: "Typed in a tunnel.", stream: "KEYS_ONLY" });
  expect(heard.filter((complaint) => !AWAY.test(complaint))).toEqual([]);
});

test("a tab that is closed without a network loses nothing", async () => {
  const { id } = await api.example();
  const { page, editor } = await opened(id);
  await editor.card("GameScores").getByRole("button", { name: /^GameScores/ }).click();
  await context.setOffline(true);
  await editor.setting("Name").fill("KeptScores");
  await expect(editor.toolbar.getByText("Offline, kept here")).toBeVisible();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);

  const again = await context.newPage();
  await again.goto(`/designs/${id}`);
  await expect(new Editor(again).card("KeptScores")).toBeVisible();
  await new Editor(again).expectSaved();
  expect(await stored(id)).toMatchObject({ name: "KeptScores" });
});

test("an edit in one tab arrives in the other, and two that type at once end up with the same", async () => {
  const heard = complaints(context);
  const { id } = await api.example();
  const [one, two] = [await opened(id), await opened(id)];

  await two.editor.card("GameScores").getByRole("button", { name: /^GameScores/ }).click();
  await two.editor.setting("Name").fill("SharedScores");
  await expect(one.editor.card("SharedScores")).toBeVisible();

  await one.editor.card("SharedScores").getByRole("button", { name: /^SharedScores/ }).click();
  await Promise.all([
    one.editor.setting("Description").fill("From the one."),
    two.editor.setting("Description").fill("From the other."),
    one.editor.setting("Stream").selectOption("OLD_IMAGE"),
  ]);
  await one.editor.expectSaved();
  await two.editor.expectSaved();
  const { description, stream } = await stored(id);
  expect(["From the one.", "From the other."]).toContain(description);
  expect(stream).toBe("OLD_IMAGE");
  for (const { editor } of [one, two]) {
    await expect(editor.setting("Description")).toHaveValue(description);
    await expect(editor.setting("Stream")).toHaveValue("OLD_IMAGE");
  }
  expect(heard).toEqual([]);
});

test("a design that is not there, and a person who is not signed in", async ({ browser }) => {
  const page = await context.newPage();
  const answer = await page.goto("/designs/nowhere");
  await expect(page.getByText("There is nothing here")).toBeVisible();
  expect(answer?.headers()["content-security-policy"]).toContain("'nonce-");

  const stranger = await browser.newPage({ baseURL: server().base });
  await stranger.goto("/requests");
  await expect(stranger).toHaveURL(/\/sign-in\?next=(\/|%2F)requests$/);
});
