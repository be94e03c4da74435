// Settings of every kind, by keyboard: what is set there is there after a reload.
import { type Locator, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { audit } from "../support/audit";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";
import { complaints } from "../support/watch";

const server = oneServer();

// For a machine that has other things to do as well.
test.describe.configure({ timeout: 180_000 });

let api: Api;
test.beforeAll(async () => {
  api = await Api.joined(server(), server().link, ADA);
});

const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const SHAPE = "lat: N # north of the equator\nstreets: L\n  - S";

test("a setting of each kind is set by keyboard and kept", async ({ browser }) => {
  const design = await api.example();
  const context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  const heard = complaints(context);
  const page = await context.newPage();
  const editor = new Editor(page);
  await page.goto(`/designs/${design.id}?select=table:${design.document.tables[0]?.id}`);
  await expect(editor.setting("Name")).toHaveValue("GameScores");

  await test.step("a number that is none is told, and one that is none no more is saved", async () => {
    await choose(editor.setting("Mode"), "PROVISIONED");
    await write(editor.setting("Read units"), "many");
    await editor.expectWrong("Read units", /whole number/);
    await write(editor.setting("Read units"), "12");
    await editor.expectRight("Read units");
  });
  await test.step("a switch in a folded section, and the numbers that it brings", async () => {
    await unfold(editor, "Autoscaling");
    await press(editor.setting("Scale writes"), " ");
    await write(editor.setting("Most write units"), "40");
    await expect(summary(editor, "Autoscaling")).toContainText("1 set");
  });
  await test.step("code, a choice, and what AWS would refuse", async () => {
    await unfold(editor, "Watching and access");
    await write(editor.setting("Resource policy"), "{");
    await editor.expectWrong("Resource policy", /JSON/);
    await write(editor.setting("Resource policy"), POLICY);
    await editor.expectRight("Resource policy");
    await choose(editor.setting("Contributor Insights"), "THROTTLED_KEYS");
    await unfold(editor, "Recovery and encryption");
    await choose(editor.setting("Encryption"), "customer");
    await write(editor.setting("Key"), "alias/scores");
  });

  await test.step("a global index of a provisioned table scales, too", async () => {
    await open(editor, /^GameTitleIndex/);
    await write(editor.setting("Write units"), "7");
    await back(page, editor);
  });
  await test.step("an entity with a template, reached from its table", async () => {
    await add(editor, "Add entity");
    await write(editor.setting("Name"), "Score");
    await press(editor.settings.getByRole("checkbox", { name: "TopScore", exact: true }), " ");
    await press(editor.settings.getByRole("checkbox", { name: "TopScore is optional" }), " ");
    await write(editor.setting("Template of UserId"), "USER#{user}{{x}}");
    await expect(editor.card("GameScores").getByRole("button", { name: /^Score/ })).toBeVisible();
    await back(page, editor);
  });
  await test.step("a consumer of another kind", async () => {
    await add(editor, "Add consumer");
    await write(editor.setting("Batch size"), "20000");
    await editor.expectWrong("Batch size", /1 to 10,000/);
    await write(editor.setting("Batch size"), "50");
    await choose(editor.setting("Kind"), "Search index");
    await write(editor.setting("Endpoint"), "https://search.example.com");
    await back(page, editor);
  });
  await test.step("a replica", async () => {
    await add(editor, "Add replica");
    await write(editor.setting("Region"), "eu-north-1");
    await write(editor.setting("Read units (optional)"), "9");
    await back(page, editor);
  });
  await test.step("a local index and a vector index", async () => {
    await add(editor, "Add local index");
    await choose(editor.setting("Copied into the index"), "KEYS_ONLY");
    await back(page, editor);
    await add(editor, "Add vector index");
    await choose(editor.setting("Distance"), "EUCLIDEAN");
    await press(editor.settings.getByRole("checkbox", { name: /^GameTitle/ }), " ");
    await back(page, editor);
  });
  await test.step("what is inside a map", async () => {
    await add(editor, "Add attribute");
    await write(editor.setting("Name"), "Place");
    await choose(editor.setting("Type"), "M");
    await write(editor.setting("What is inside"), "lat");
    await editor.expectWrong("What is inside", /Line 1/);
    await write(editor.setting("What is inside"), SHAPE);
    await editor.expectRight("What is inside");
    await unfold(editor, "Values");
    await choose(editor.setting("Sample format"), "Words");
    await write(editor.setting("Words"), "5");
  });

  await editor.expectSaved();
  await page.reload();

  await test.step("everything is there after a reload", async () => {
    await expect(editor.setting("What is inside")).toHaveValue(SHAPE);
    await unfold(editor, "Values");
    await expect(editor.setting("Words")).toHaveValue("5");
    await back(page, editor);
    await expect(editor.setting("Read units")).toHaveValue("12");
    await unfold(editor, "Autoscaling");
    await expect(editor.setting("Most write units")).toHaveValue("40");
    await unfold(editor, "Watching and access");
    await expect(editor.setting("Resource policy")).toHaveValue(POLICY);
    await expect(editor.setting("Contributor Insights")).toHaveValue("THROTTLED_KEYS");
    await unfold(editor, "Recovery and encryption");
    await expect(editor.setting("Key")).toHaveValue("alias/scores");
    await audit(page);
    await open(editor, /^Score/);
    await expect(editor.setting("Template of UserId")).toHaveValue("USER#{user}{{x}}");
    await expect(editor.settings.getByRole("checkbox", { name: "TopScore is optional" })).toBeChecked();
    await audit(page);
    await back(page, editor);
    await open(editor, /^Changes/);
    await expect(editor.setting("Endpoint")).toHaveValue("https://search.example.com");
    await audit(page);
    await back(page, editor);
    await open(editor, /^eu-north-1/);
    await expect(editor.setting("Read units (optional)")).toHaveValue("9");
    await back(page, editor);
    await open(editor, /^VectorIndex/);
    await expect(editor.setting("Distance")).toHaveValue("EUCLIDEAN");
    await expect(editor.settings.getByRole("checkbox", { name: /^GameTitle/ })).toBeChecked();
    await audit(page);
  });
  expect(heard).toEqual([]);
});

test("folded sections stay open from object to object, and open where something is wrong", async ({ browser }) => {
  const design = await api.example();
  const context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  const page = await context.newPage();
  const editor = new Editor(page);
  await page.goto(`/designs/${design.id}?select=table:${design.document.tables[0]?.id}`);
  await unfold(editor, "Bounds and warm throughput");
  await press(editor.setting("Warm throughput"), " ");
  await write(editor.setting("Warm reads"), "1");
  await editor.expectWrong("Warm reads", /warm|Warm/);
  await open(editor, /^GameTitleIndex/);
  await expect(folded(editor, "Bounds and warm throughput")).toHaveAttribute("open");
  await press(summary(editor, "Bounds and warm throughput"), "Enter");
  await back(page, editor);
  await expect(folded(editor, "Bounds and warm throughput")).not.toHaveAttribute("open");
  await page.getByRole("tab", { name: /^Problems/ }).click();
  await press(page.getByRole("tabpanel").getByRole("button", { name: /warm/i }).first(), "Enter");
  await expect(editor.setting("Warm reads")).toBeFocused();
});

test("a rule is silenced with a reason", async ({ browser }) => {
  const design = await api.blank("Quiet");
  const context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  const page = await context.newPage();
  const editor = new Editor(page);
  await page.goto(`/designs/${design.id}`);
  await expect(editor.setting("Name")).toHaveValue("Quiet");
  await add(editor, "Add silence");
  await write(editor.setting("Rule"), "DDB101");
  await write(editor.setting("Reason"), "It is meant so.");
  await editor.expectSaved();
  await page.reload();
  await expect(editor.setting("Rule")).toHaveValue("DDB101");
  await expect(editor.setting("Reason")).toHaveValue("It is meant so.");
});

async function press(control: Locator, key: string): Promise<void> {
  await control.focus();
  await control.press(key);
}

/** Writes into a text as a person does: everything marked, then typed over. */
async function write(control: Locator, text: string): Promise<void> {
  await control.focus();
  await control.press("Control+a");
  await control.pressSequentially(text);
  await expect(control).toHaveValue(text);
}

/** Chooses of a list: its value, since a closed list shows no options to walk through alike everywhere. */
async function choose(control: Locator, value: string): Promise<void> {
  await control.focus();
  await control.selectOption(value);
}

function summary(editor: Editor, title: string): Locator {
  return editor.settings.locator("summary").filter({ hasText: title });
}

function folded(editor: Editor, title: string): Locator {
  return editor.settings.getByRole("group").filter({ has: editor.page.getByRole("heading", { name: title }) });
}

async function unfold(editor: Editor, title: string): Promise<void> {
  const section = folded(editor, title);
  if ((await section.getAttribute("open")) === null) await press(summary(editor, title), "Enter");
  await expect(section).toHaveAttribute("open");
}

async function add(editor: Editor, what: string): Promise<void> {
  await press(editor.settings.getByRole("button", { name: what, exact: true }), "Enter");
  await expect(editor.settings.getByRole("heading", { level: 2 })).not.toHaveText(/Table|Design/);
}

async function open(editor: Editor, name: RegExp): Promise<void> {
  await press(editor.settings.getByRole("button", { name }), "Enter");
}

/** To the table that it is of. */
async function back(page: Page, editor: Editor): Promise<void> {
  await press(editor.settings.getByRole("button", { name: /^of table/ }), "Enter");
  await expect(page.getByRole("heading", { name: "Table", exact: true })).toBeVisible();
}
