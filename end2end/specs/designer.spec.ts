// Around the canvas: the palette, the shapes below the cards, the design as text, comparison, the clipboard.
import { type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { audit } from "../support/audit";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";
import { complaints } from "../support/watch";

const server = oneServer();

let api: Api;
let heard: string[];

test.beforeAll(async () => {
  api = await Api.joined(server(), server().link, ADA);
});

test.beforeEach(async ({ context }) => {
  heard = complaints(context);
  await context.addCookies((await api.cookies()).cookies);
});

test.afterEach(() => {
  expect(heard).toEqual([]);
});

async function open(page: Page, path: string): Promise<Editor> {
  await page.goto(`${server().base}${path}`);
  const editor = new Editor(page);
  await expect(editor.toolbar).toBeVisible();
  return editor;
}

const pane = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("the palette leads to any place and does what has a key", async ({ page }) => {
  const { id } = await api.example();
  const editor = await open(page, `/designs/${id}`);
  const line = page.getByRole("combobox", { name: "Name of a place, or what to do" });
  await page.keyboard.press("Control+k");
  await expect(line).toBeFocused();
  await audit(page);
  await line.fill("titleindex");
  await expect(page.getByRole("listbox").getByRole("option", { selected: true })).toContainText("GameTitleIndex");
  await page.keyboard.press("Enter");
  await expect(line).toBeHidden();
  await expect(editor.card("GameScores").getByRole("button", { name: /^GameTitleIndex/ })).toBeFocused();

  await page.keyboard.press("Control+k");
  await line.fill("add a table");
  await page.keyboard.press("Enter");
  await expect(editor.setting("Name")).toBeFocused();
  await expect(editor.cards()).toHaveCount(2);

  await page.keyboard.press("Control+k");
  await line.fill("nothing is called like this");
  await expect(page.getByText("Nothing has this name")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(line).toBeHidden();
});

test("the JSON can be edited, and what is wrong in it has a line", async ({ page }) => {
  const { id } = await api.example();
  const editor = await open(page, `/designs/${id}`);
  await page.keyboard.press("Alt+e");
  const text = page.getByRole("textbox", { name: "The design as text" });
  await expect(text).toHaveValue(/"GameTitleIndex"/);
  await audit(page);
  const before = await text.inputValue();

  await text.fill(before.replace('"name"', '"naem"'));
  await expect(page.getByText(/unknown field `naem`/)).toBeVisible();
  await page.getByRole("button", { name: /^Line \d+$/ }).click();
  await expect(text).toBeFocused();

  await text.fill(before.replaceAll('"GameTitleIndex"', '"ByTitle"'));
  await page.getByRole("button", { name: "Apply 1 change" }).click();
  await expect(editor.card("GameScores").getByRole("button", { name: /^ByTitle/ })).toBeVisible();
  await expect(text).toHaveValue(/"ByTitle"/);
  await page.getByRole("combobox", { name: "Format" }).selectOption("terraform");
  await expect(text).toHaveValue(/resource "aws_dynamodb_table"/);
  await editor.toolbar.getByRole("button", { name: "Undo" }).click();
  await expect(text).toHaveValue(/GameTitleIndex/);
});

test("the canvas against a version: what is added, changed and removed is drawn so", async ({ page }) => {
  const design = await api.example();
  await api.version(design, design.seq, "As it comes.");
  const editor = await open(page, `/designs/${design.id}?compare=1`);
  await expect(pane(page, "Compare with").getByText("Nothing differs.")).toBeVisible();

  const card = editor.card("GameScores");
  await card.getByRole("button", { name: /^GameTitleIndex/ }).click();
  await card.getByRole("button", { name: /^GameTitleIndex/ }).press("Delete");
  await expect(card.getByRole("listitem").filter({ hasText: "GameTitleIndex" })).toHaveAttribute("data-change", "removed");
  await card.getByRole("button", { name: "Add attribute" }).click();
  await page.keyboard.press("Escape");
  await expect(card.getByRole("button", { name: /^Attribute/ }).first()).toHaveAttribute("data-change", "added");
  const added = pane(page, "Compare with").getByRole("button", { name: /^added: GameScores/ });
  await expect(added).toBeVisible();
  await audit(page);
  await page.keyboard.press("Alt+c");
  await expect(card.locator("[data-change]")).toHaveCount(0);
});

test("the canvas against what AWS has, where nothing is applied yet", async ({ page }) => {
  const { id } = await api.example();
  const environment = await api.sandbox();
  const editor = await open(page, `/designs/${id}?compare=live:${environment}`);
  await expect(editor.card("GameScores").getByRole("button", { name: /^GameScores/ })).toHaveAttribute("data-change", "added");
  await expect(pane(page, "Compare with").getByRole("combobox")).toHaveValue(`live:${environment}`);
});

test("tables go from one design to another by the clipboard", async ({ page }) => {
  const { id } = await api.example();
  const other = await api.blank("Elsewhere");
  let editor = await open(page, `/designs/${id}`);
  await editor.card("GameScores").getByRole("button", { name: /^GameScores/ }).focus();
  await page.keyboard.press("Control+c");
  await expect(page.getByText("Copied 1 table.")).toBeVisible();
  editor = await open(page, `/designs/${other.id}`);
  await page.keyboard.press("Control+v");
  await expect(editor.card("GameScores")).toBeVisible();
  await page.keyboard.press("Control+v");
  await expect(editor.card("GameScores2")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(editor.cards()).toHaveCount(1);
  await editor.expectSaved();
});

test("consumers and replicas hang below their table, joined by a line each", async ({ page }) => {
  const { id } = await api.example();
  const editor = await open(page, `/designs/${id}`);
  await editor.card("GameScores").getByRole("button", { name: /^GameScores/ }).focus();
  await page.keyboard.press("Control+k");
  const lines = () => page.locator(".wires-stream").evaluate((path) => (path.getAttribute("d") ?? "").split("M").length - 1);
  const before = await lines();
  await page.keyboard.type("stream consumer");
  await page.keyboard.press("Enter");
  await expect.poll(lines).toBe(before + 1);
  await page.keyboard.press("Escape");
  await editor.card("GameScores").getByRole("button", { name: /^GameTitleIndex/ }).click();
  await expect(page.locator(".wires-key")).toHaveAttribute("d", /C/);
});
