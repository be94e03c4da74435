// The main job with the keyboard alone: not one press of a mouse.
import { type Locator, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";
import { complaints } from "../support/watch";

const server = oneServer();

// The browser writes each refusal down; one of them is the wrong password below.
const REFUSED = /\/api\/v1\/session: .* 401 /;

test("from signing in to a plan by keyboard", async ({ browser }) => {
  const api = await Api.joined(server(), server().link, ADA);
  await api.example();
  const context = await browser.newContext({ baseURL: server().base });
  const heard = complaints(context);
  const page = await context.newPage();

  await test.step("sign in", () => signIn(page));
  await test.step("open a design", async () => {
    await press(page, page.getByRole("link", { name: "Game scores" }));
    await expect(new Editor(page).card("GameScores")).toBeVisible();
  });
  await test.step("add a table, an attribute and an index", () => addTable(page));
  await test.step("undo and redo", () => undoAndRedo(page));
  await test.step("walk the canvas with the arrow keys", () => walk(page));
  await test.step("save a version", () => saveVersion(page));
  await test.step("plan", async () => {
    await press(page, page.getByRole("link", { name: "Version 1", exact: true }));
    await press(page, page.getByRole("link", { name: "Plan", exact: true }));
    await expect(page.getByText("Plan: 2 to add, 0 to change, 0 to destroy.", { exact: true })).toBeVisible();
  });
  expect(heard.filter((complaint) => !REFUSED.test(complaint))).toEqual([]);
});

test("the first press of Tab offers to skip the navigation", async ({ browser }) => {
  const page = await browser.newPage({ baseURL: server().base });
  await page.goto("/sign-in");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("E-mail")).toBeFocused();
});

async function signIn(page: Page): Promise<void> {
  await page.goto("/");
  await tabTo(page, page.getByLabel("E-mail"));
  await page.keyboard.type(ADA.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type("the wrong password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await tabTo(page, page.getByLabel("Password"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type(ADA.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Designs", exact: true })).toBeVisible();
}

async function addTable(page: Page): Promise<void> {
  const editor = new Editor(page);
  await page.keyboard.press("t");
  await overwrite(page, editor, "Players");
  await page.keyboard.press("Escape");
  await expect(editor.card("Players").getByRole("button", { name: /^Players/ })).toBeFocused();

  await page.keyboard.press("a");
  await overwrite(page, editor, "Country");
  await page.keyboard.press("Escape");
  await expect(editor.card("Players").getByRole("button", { name: /^Country/ })).toBeFocused();

  await page.keyboard.press("i");
  await overwrite(page, editor, "ByCountry");
  await page.keyboard.press("Escape");
  await expect(editor.card("Players").getByRole("button", { name: /^ByCountry ALL/ })).toBeFocused();
}

/** The new object's name has the focus; it gets another one. */
async function overwrite(page: Page, editor: Editor, name: string): Promise<void> {
  await expect(editor.setting("Name")).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(name);
}

async function undoAndRedo(page: Page): Promise<void> {
  const lines = new Editor(page).card("Players").getByRole("listitem");
  await page.keyboard.press("Control+z");
  await expect(lines).toHaveText([/PK/, /Country/, /CountryIndex/]);
  await page.keyboard.press("Control+z");
  await expect(lines).toHaveText([/PK/, /Country/]);
  await page.keyboard.press("Control+y");
  await page.keyboard.press("Control+Shift+z");
  await expect(lines).toHaveText([/PK/, /Country/, /ByCountry/]);
}

async function walk(page: Page): Promise<void> {
  const editor = new Editor(page);
  await tabTo(page, editor.canvas.getByRole("button", { name: /^ByCountry/ }));
  await page.keyboard.press("Home");
  await expect(editor.card("GameScores").getByRole("button", { name: /^GameScores/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(editor.card("GameScores").getByRole("button", { name: /UserId/ }).first()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(editor.card("Players").getByRole("button", { name: /^Players/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(editor.setting("Name")).toBeFocused();
  await page.keyboard.press("Escape");
}

async function saveVersion(page: Page): Promise<void> {
  const editor = new Editor(page);
  await editor.expectSaved();
  // What people press to save leads to where a state is kept, with the cursor in its message.
  await page.keyboard.press("Control+s");
  await expect(page.getByLabel("What changed, and why")).toBeFocused();
  await expect(page.getByText("Every change is saved as soon as it is made.")).toBeVisible();
  await page.keyboard.type("By keyboard.");
  await press(page, page.getByRole("button", { name: "Save version" }));
  await expect(page.getByRole("row", { name: /Version 1 By keyboard\./ })).toBeVisible();
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

// A table brings its fields, and each panel its rows: there are shorter ways, but this one has an end, too.
const MOST = 120;

/** Presses Tab until the target has the focus; every place on the way has to be one that can be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < MOST; presses += 1) {
    if (await target.evaluateAll((found) => found.includes(document.activeElement as HTMLElement))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${MOST} presses of Tab do not lead to ${target}`);
}
