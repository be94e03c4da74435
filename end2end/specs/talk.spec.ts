// Two people speak about a place of a design, and a guest comes by a link: what each sees without reloading, and how it ends.
import { type Browser, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { audit } from "../support/audit";
import { Editor } from "../support/editor";
import { oneServer } from "../support/server";

const server = oneServer();

let ada: Api;
let grace: Api;

test.beforeAll(async () => {
  ({ ada, grace } = await Api.pair(server()));
});

type Seat = { page: Page; editor: Editor; comments: ReturnType<Page["getByRole"]> };

async function seat(page: Page): Promise<Seat> {
  const editor = new Editor(page);
  await expect(editor.cards().first()).toBeVisible();
  return { page, editor, comments: page.getByRole("region", { name: "Comments" }) };
}

async function opened(browser: Browser, api: Api, path: string): Promise<Seat> {
  const context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  const page = await context.newPage();
  await page.goto(path);
  return seat(page);
}

const index = ({ editor }: Seat) => editor.card("GameScores").getByRole("button", { name: /GameTitleIndex/ });

async function say({ comments }: Seat, field: string, text: string): Promise<void> {
  await comments.getByRole("textbox", { name: field }).fill(text);
  await comments.getByRole("button", { name: field, exact: true }).click();
}

test("a thread about an index is begun, answered, settled and linked, and the other sees all of it live", async ({ browser }) => {
  const { id } = await ada.example();
  const a = await opened(browser, ada, `/designs/${id}`);
  const g = await opened(browser, grace, `/designs/${id}`);
  await index(a).click();
  await a.page.keyboard.press("Alt+m");
  await expect(a.comments.getByRole("heading", { name: "On index GameTitleIndex" })).toBeVisible();
  await say(a, "Comment", "Do we need all attributes here, @Grace Hopper?");
  await expect(a.comments.getByRole("textbox", { name: "Comment" })).toHaveValue("");

  // Grace has not even opened the pane: the card tells her.
  await expect(index(g)).toHaveAttribute("data-comments", "1");
  await g.page.getByRole("button", { name: /^Comments on what is selected/ }).click();
  await g.comments.getByRole("button", { name: /Do we need all attributes/ }).click();
  const thread = g.comments.getByRole("region", { name: "Thread" });
  await expect(thread).toContainText("to Grace Hopper");
  await thread.getByText("Answer").first().click();
  await say(g, "Answer", "Only the score.");
  await expect(a.comments.getByRole("listitem")).toHaveCount(2);
  await expect(a.comments.getByRole("listitem").last()).toContainText("Only the score.");
  await audit(a.page);

  const link = await thread.getByRole("link", { name: "Link" }).getAttribute("href");
  const again = await opened(browser, grace, link ?? "");
  await expect(again.comments.getByRole("heading", { name: "On index GameTitleIndex" })).toBeVisible();
  await expect(again.comments.getByRole("region", { name: "Thread" })).toBeFocused();

  await a.comments.getByRole("button", { name: "Settle" }).click();
  await expect(thread).toContainText("Settled by Ada Lovelace");
  await expect(index(g)).not.toHaveAttribute("data-comments");
  for (const { page } of [a, g, again]) await page.context().close();
});

test("a guest comes by a link, is named as one, and is out when it is revoked", async ({ browser }) => {
  const { id } = await ada.example();
  const a = await opened(browser, ada, `/designs/${id}`);
  await a.editor.toolbar.getByRole("link", { name: "Share" }).click();
  await a.page.getByLabel("Whoever has the link may").selectOption("edit");
  await a.page.getByRole("button", { name: "Make a link" }).click();
  const link = (await a.page.locator("code", { hasText: "/guest/" }).textContent()) ?? "";
  await audit(a.page);
  await a.page.goto(`/designs/${id}`);

  const context = await browser.newContext({ baseURL: server().base });
  const page = await context.newPage();
  await page.goto(new URL(link).pathname);
  await page.getByLabel("Name").fill("Vera");
  await audit(page);
  await page.getByRole("button", { name: "Open the design" }).click();
  const v = await seat(page);
  await expect(page.getByRole("link", { name: "Save version…" })).toHaveCount(0);
  await expect(a.page.getByRole("button", { name: /^Follow Vera \(guest\)/ })).toBeVisible();
  await v.editor.card("GameScores").getByRole("button", { name: /^GameScores/ }).click();
  await v.editor.setting("Name").fill("ByVera");
  await v.editor.expectSaved();
  await expect(a.editor.card("ByVera")).toBeVisible();
  // There is no other page for a guest.
  await page.goto("/environments");
  await expect(page).toHaveURL(new RegExp(`/designs/${id}`));
  await seat(page);

  await a.page.goto(`/designs/${id}/share`);
  await expect(a.page.getByRole("cell", { name: "Vera (guest)" })).toBeVisible();
  await a.page.getByRole("button", { name: "Revoke" }).click();
  await expect(a.page.getByText(/^revoked /)).toBeVisible();
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(new URL(link).pathname);
  await expect(page.getByRole("heading", { name: "This link is no longer valid" })).toBeVisible();
  await context.close();
  await a.page.context().close();
});
