// The panels that the judge lays out: stored, made and pasted items, a pattern that is run, code, stream, cost.
import { type BrowserContext, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { audit } from "../support/audit";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";
import { complaints } from "../support/watch";

// Pictures in two schemes and two sizes take their time on a machine that has other things to do.
test.describe.configure({ timeout: 180_000 });

const server = oneServer();

let api: Api;
let context: BrowserContext;
let page: Page;
let editor: Editor;
let heard: string[];

test.beforeAll(async () => {
  api = await Api.joined(server(), server().link, ADA);
});

test.beforeEach(async ({ browser }) => {
  context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  heard = complaints(context);
  page = await context.newPage();
  editor = new Editor(page);
});

test.afterEach(() => context.close());

const openPanel = async (name: RegExp) => {
  await page.getByRole("tab", { name }).click();
  return page.getByRole("tabpanel", { name });
};

const SCHEMES = ["light", "dark"] as const;
const SIZES = [
  [1440, 900],
  [390, 844],
] as const;

/** A picture in both schemes and at both widths, then the audit. */
async function looked(name: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    for (const [width, height] of SIZES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: test.info().outputPath(`${name}-${width}-${colorScheme}.png`), fullPage: width < 500 });
    }
  }
  await audit(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
}

test("sample items stand as DynamoDB would store them, and a sparse index says what it is without", async () => {
  const design = await api.example();
  await page.goto(`/designs/${design.id}`);
  const items = await openPanel(/^Items/);
  const stored = items.getByRole("button", { name: "As stored" });
  await stored.press("Enter");
  await expect(stored).toBeFocused();
  const index = items.getByRole("region", { name: "GameTitleIndex" });
  await expect(index.getByRole("columnheader").first()).toHaveText("GameTitle");
  await expect(index.getByText("Not in this index: it has no TopScore.").first()).toBeVisible();
  await index.getByRole("button").first().press("Enter");
  await expect(editor.setting("DynamoDB JSON")).toBeVisible();
  await looked("stored");
  expect(heard).toEqual([]);
});

test("items are made and pasted in one step each, and taken back by one undo", async () => {
  const design = await api.example();
  await page.goto(`/designs/${design.id}`);
  const items = await openPanel(/^Items/);
  const tab = page.getByRole("tab", { name: /^Items/ });
  await expect(tab).toHaveText(/^Items \d+$/);
  const before = Number((await tab.textContent())?.replace(/\D/g, ""));

  await test.step("made", async () => {
    await items.getByRole("button", { name: "Make some" }).click();
    await items.getByLabel("How many").fill("12");
    await expect(items.getByLabel("How many")).toBeFocused();
    await items.getByLabel("How many").fill("many");
    await expect(items.getByLabel("How many")).toHaveAccessibleDescription(/whole number/);
    await items.getByLabel("How many").fill("12");
    await looked("made");
    await items.getByRole("button", { name: "Add 12 items" }).press("Enter");
    await expect(tab).toHaveText(`Items ${before + 12}`);
    await page.getByRole("button", { name: /^Undo \(/ }).click();
    await expect(tab).toHaveText(`Items ${before}`);
  });

  await test.step("pasted", async () => {
    await items.getByRole("button", { name: "Paste some" }).click();
    await items.getByLabel(/^JSON/).fill("UserId,GameTitle,TopScore\n900,Galaxy Invaders,12\n,Galaxy Invaders,3\n");
    await expect(items.getByRole("region", { name: "Not read" })).toContainText("UserId");
    await looked("pasted");
    await items.getByRole("button", { name: "Add 1 item" }).click();
    await expect(tab).toHaveText(`Items ${before + 1}`);
    await editor.expectSaved();
  });
  expect(heard).toEqual([]);
});

test("a pattern is run with values, and its request is shown as code", async () => {
  const design = await api.example();
  await page.goto(`/designs/${design.id}`);
  const patterns = await openPanel(/^Access patterns/);
  const row = patterns.getByRole("row", { name: /Top scores of a game/ });
  await row.getByRole("rowheader").getByRole("button").press("Enter");

  await test.step("run", async () => {
    await patterns.getByRole("button", { name: "Run on the items" }).click();
    const found = patterns.getByRole("region", { name: "Items", exact: true });
    await expect(found.getByRole("row")).not.toHaveCount(1);
    const game = patterns.getByLabel("game_title (String)");
    await expect(game).not.toHaveValue("");
    await game.fill("No such game");
    await expect(patterns.getByText("No sample item fits.")).toBeVisible();
    await expect(game).toBeFocused();
    await game.fill("Galaxy Invaders");
    await expect(found).toContainText("5842");
    await expect(patterns.getByRole("region", { name: "Query", exact: true })).toContainText("KeyConditionExpression");
    await looked("run");
  });

  await test.step("on the sandbox", async () => {
    const ask = patterns.getByRole("button", { name: "Run on the sandbox" });
    await ask.press("Enter");
    await expect(patterns.getByText("Same: the sandbox answers as the preview does.")).toBeVisible();
    await expect(ask).toBeFocused();
    const both = patterns.getByRole("region", { name: "Both answers" });
    await expect(both.getByRole("row", { name: /^items/i }).getByRole("cell")).toHaveText([/items/i, /^[1-9]\d*$/, /^[1-9]\d*$/]);
    await expect(patterns.getByRole("region", { name: "Items of the sandbox" })).toContainText("5842");
    await looked("tried");
    // Other values are another question.
    await patterns.getByLabel("game_title (String)").fill("Meteor Blasters");
    await expect(both).toHaveCount(0);
    await patterns.getByLabel("game_title (String)").fill("Galaxy Invaders");
  });

  await test.step("as code", async () => {
    await patterns.getByRole("button", { name: "Code", exact: true }).click();
    await patterns.getByLabel("Language").selectOption("Python");
    await expect(patterns.getByRole("region", { name: "Python" })).toContainText("boto3");
    await looked("code");
  });
  expect(heard).toEqual([]);
});

test("the stream says what each consumer gets of each event", async () => {
  const design = await api.example();
  await page.goto(`/designs/${design.id}`);
  const stream = await openPanel(/^Stream/);
  const views = stream.getByRole("region", { name: "The record under each view type" });
  await expect(views.getByRole("row", { name: /NEW_IMAGE .*as the table's stream/ })).toBeVisible();
  await stream.getByLabel("What happens").selectOption("Expiry");
  await expect(stream.getByRole("region", { name: "Record", exact: true })).toContainText("dynamodb.amazonaws.com");
  await expect(stream.getByLabel("What happens")).toHaveValue("expiry");
  await looked("stream");
  expect(heard).toEqual([]);
});

test("a month's cost opens to its formulas, and what was said of a table stays said", async () => {
  const design = await api.example();
  await page.goto(`/designs/${design.id}?select=pattern:top-scores-of-game`);
  await editor.setting("Peak rate (optional)").fill("4000");
  const cost = await openPanel(/^Cost/);
  const month = cost.getByRole("region", { name: "What a month is made of" });
  await expect(month.getByText(/^= 4,000 requests a second/)).toBeVisible();
  await expect(cost.getByRole("region", { name: "Not in these figures" })).toContainText("Storage of GameScores");
  await cost.getByLabel("Items that the table holds").fill("10,000,000");
  await expect(month.getByText(/10,000,000 items/).first()).toBeVisible();
  await expect(cost.getByRole("region", { name: "Hot keys, at the peak" })).toContainText("Warm");
  await looked("cost");
  await openPanel(/^Problems/);
  await openPanel(/^Cost/);
  await expect(cost.getByLabel("Items that the table holds")).toHaveValue("10,000,000");
  expect(heard).toEqual([]);
});

test("what is missing is offered by one step: items, then a stream", async () => {
  const design = await api.blank("Empty");
  await page.goto(`/designs/${design.id}`);
  const cost = await openPanel(/^Cost/);
  await expect(cost.getByText("There is no table yet: add one first.")).toBeVisible();
  await page.getByRole("button", { name: "Add a table" }).click();
  const stream = await openPanel(/^Stream/);
  await stream.getByRole("button", { name: "Make 20 sample items" }).press("Enter");
  await expect(page.getByRole("tab", { name: "Items 20" })).toBeVisible();
  await expect(stream.getByText(/tells nobody of its changes/)).toBeVisible();
  await stream.getByRole("button", { name: /^Switch on a stream/ }).press("Enter");
  await expect(stream.getByRole("row", { name: /NEW_AND_OLD_IMAGES .*as the table's stream/ })).toBeVisible();
  await looked("empty");
  expect(heard).toEqual([]);
});
