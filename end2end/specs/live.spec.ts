// Three people on one design: each sees the others' edits, where they are, and loses nothing, whatever the server does.
import { type Browser, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { audit } from "../support/audit";
import { Editor } from "../support/editor";
import { ADA, GRACE } from "../support/people";
import { picture } from "../support/pictures";
import { oneServer } from "../support/server";

const server = oneServer();

const ALAN = { name: "Alan Turing", email: "alan@example.com", password: "universal machine" };

let ada: Api;
let grace: Api;
let alan: Api;

test.beforeAll(async () => {
  ada = await Api.joined(server(), server().link, ADA);
  const invited = async (person: typeof ADA) => {
    const { path } = await ada.post<{ path: string }>("/invitations", { role: "designer" });
    return Api.joined(server(), path, person);
  };
  grace = await invited(GRACE);
  alan = await invited(ALAN);
});

type Seat = { page: Page; editor: Editor; people: ReturnType<Page["getByRole"]> };

/** Opens the design in a browser of one's own. */
async function opened(browser: Browser, api: Api, design: string): Promise<Seat> {
  const context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  const page = await context.newPage();
  await page.goto(`/designs/${design}`);
  const editor = new Editor(page);
  await expect(editor.cards().first()).toBeVisible();
  return { page, editor, people: page.getByRole("group", { name: "People here" }) };
}

async function all(browser: Browser, design: string): Promise<{ a: Seat; g: Seat; t: Seat; close: () => Promise<void> }> {
  const [a, g, t] = [await opened(browser, ada, design), await opened(browser, grace, design), await opened(browser, alan, design)];
  for (const { people } of [a, g, t]) await expect(people.getByRole("button", { name: /^Follow / })).toHaveCount(2);
  const close = async () => {
    for (const { page } of [a, g, t]) await page.context().close();
  };
  return { a, g, t, close };
}

const head = ({ editor }: Seat, table: string) => editor.card(table).getByRole("button", { name: new RegExp(`^${table}`) });

async function stored(design: string): Promise<{ name: string; description: string; stream: string | null }[]> {
  const { document } = await ada.get<{ document: { tables: never[] } }>(`/designs/${design}`);
  return document.tables;
}

test("three people see each other, and each edit where it happens", async ({ browser }) => {
  const { id } = await ada.example();
  const { a, g, t, close } = await all(browser, id);
  await head(g, "GameScores").click();
  await g.editor.setting("Description").focus();
  // The ring is around the field for whoever has the same thing open.
  await head(a, "GameScores").click();
  await expect(a.page.locator(".setting[data-other='Grace Hopper']")).toContainText("Description");
  await expect(a.people.getByRole("button", { name: "Follow Grace Hopper: table GameScores" })).toBeVisible();
  await expect(head(t, "GameScores")).toHaveAttribute("data-other", /Ada Lovelace|Grace Hopper/);

  await g.editor.setting("Name").fill("SharedScores");
  for (const seat of [a, t]) await expect(seat.editor.card("SharedScores")).toBeVisible();
  await t.page.mouse.move(500, 300);
  await expect(a.page.locator(".live-pointer", { hasText: "Alan Turing" })).toBeVisible();
  await picture(a.page, "live");

  await t.page.context().close();
  await expect(a.people.getByRole("button", { name: /^Follow / })).toHaveCount(1);
  await expect(a.page.locator(".live-pointer", { hasText: "Alan Turing" })).toHaveCount(0);
  await audit(a.page);
  await close();
});

test("everybody edits at once, everybody ends with the same, and undo is one's own", async ({ browser }) => {
  const { id } = await ada.example();
  const { a, g, t, close } = await all(browser, id);
  for (const seat of [a, g, t]) await head(seat, "GameScores").click();
  await Promise.all([
    a.editor.setting("Description").fill("By Ada."),
    g.editor.setting("Stream").selectOption("KEYS_ONLY"),
    t.page.keyboard.press("t"),
  ]);
  for (const { editor } of [a, g, t]) {
    await expect(editor.cards()).toHaveCount(2);
    await editor.expectSaved();
  }
  // Ada writes over what Grace chose; Grace's undo leaves it.
  await expect(a.editor.setting("Stream")).toHaveValue("KEYS_ONLY");
  await a.editor.setting("Stream").selectOption("OLD_IMAGE");
  await expect(g.editor.setting("Stream")).toHaveValue("OLD_IMAGE");
  await g.page.getByRole("button", { name: /^Undo/ }).click();
  await expect(g.page.getByText("someone else has changed it since")).toBeVisible();
  await expect(g.editor.setting("Stream")).toHaveValue("OLD_IMAGE");
  // Ada's own goes back to what Grace had chosen, and further back to nothing of Grace's.
  await a.page.getByRole("button", { name: /^Undo/ }).click();
  await a.page.getByRole("button", { name: /^Undo/ }).click();
  await a.editor.expectSaved();
  for (const { editor } of [a, g]) {
    await expect(editor.setting("Stream")).toHaveValue("KEYS_ONLY");
    await expect(editor.setting("Description")).not.toHaveValue("By Ada.");
  }
  const tables = await stored(id);
  expect(tables).toHaveLength(2);
  expect(tables[0]).toMatchObject({ stream: "KEYS_ONLY" });
  await close();
});

test("the server dies in the middle: nothing acknowledged is lost, and all come back together", async ({ browser }) => {
  const { id } = await ada.example();
  const { a, g, t, close } = await all(browser, id);
  await head(a, "GameScores").click();
  await a.editor.setting("Description").fill("Before the crash.");
  await a.editor.expectSaved();
  await server().crash();
  await head(g, "GameScores").click();
  await g.editor.setting("Stream").selectOption("OLD_IMAGE");
  await expect(g.editor.toolbar.getByText("Offline, kept here")).toBeVisible();
  await server().start();
  await g.editor.expectSaved();
  await head(t, "GameScores").click();
  for (const { editor, people } of [a, g, t]) {
    await expect(editor.setting("Stream")).toHaveValue("OLD_IMAGE");
    await expect(editor.setting("Description")).toHaveValue("Before the crash.");
    await expect(people.getByRole("button", { name: /^Follow / })).toHaveCount(2, { timeout: 60_000 });
  }
  expect((await stored(id))[0]).toMatchObject({ description: "Before the crash.", stream: "OLD_IMAGE" });
  await close();
});

test("without a socket edits go out and come in as before", async ({ browser }) => {
  const { id } = await ada.example();
  const context = await browser.newContext({ baseURL: server().base, storageState: await ada.cookies() });
  const page = await context.newPage();
  await page.routeWebSocket(/\/live\?/, (socket) => socket.close());
  await page.goto(`/designs/${id}`);
  const alone = new Editor(page);
  await expect(alone.card("GameScores")).toBeVisible();
  const g = await opened(browser, grace, id);
  await head(g, "GameScores").click();
  await g.editor.setting("Name").fill("FromGrace");
  await expect(alone.card("FromGrace")).toBeVisible();
  await alone.card("FromGrace").getByRole("button", { name: /^FromGrace/ }).click();
  await alone.setting("Name").fill("FromAda");
  await expect(g.editor.card("FromAda")).toBeVisible();
  await alone.expectSaved();
  await context.close();
  await g.page.context().close();
});

test("one follows another, and one presents to all", async ({ browser }) => {
  const { id } = await ada.example();
  const { a, g, t, close } = await all(browser, id);
  await g.people.getByRole("button", { name: /^Follow Ada/ }).click();
  await expect(g.people.getByText("Following Ada Lovelace")).toBeVisible();
  await head(a, "GameScores").click();
  await a.editor.card("GameScores").getByRole("button", { name: /GameTitleIndex/ }).click();
  await expect(g.page).toHaveURL(/select=index/);
  // Whoever does something of their own has stopped following.
  await g.editor.canvas.hover();
  await g.page.mouse.wheel(0, 50);
  await expect(g.people.getByText("Following Ada Lovelace")).toHaveCount(0);

  await t.people.getByRole("button", { name: "Present" }).click();
  for (const seat of [a, g]) {
    await expect(seat.people.getByText("Following Alan Turing")).toBeVisible();
    await expect(seat.people.getByRole("button", { name: "Follow Alan Turing: presents" })).toBeVisible();
  }
  await t.people.getByRole("button", { name: "Present" }).click();
  for (const seat of [a, g]) await expect(seat.people.getByText("Following Alan Turing")).toHaveCount(0);
  await close();
});

test("whoever was away reads what happened, once", async ({ browser }) => {
  const { id } = await ada.example();
  const first = await opened(browser, ada, id);
  await expect(first.page.getByRole("complementary", { name: "While you were away" })).toHaveCount(0);
  await first.page.goto("/");
  const g = await opened(browser, grace, id);
  await head(g, "GameScores").click();
  await g.editor.setting("Name").fill("Ranking");
  await g.editor.expectSaved();
  await g.page.context().close();

  await first.page.goto(`/designs/${id}`);
  const list = first.page.getByRole("complementary", { name: "While you were away" });
  await expect(list.getByRole("listitem")).toHaveText(["Grace Hopper changed table Ranking"]);
  await audit(first.page);
  await list.getByRole("button", { name: "Close the list" }).click();
  await expect(list).toHaveCount(0);
  await first.page.reload();
  await expect(first.editor.card("Ranking")).toBeVisible();
  await expect(list).toHaveCount(0);
  await first.page.context().close();
});
