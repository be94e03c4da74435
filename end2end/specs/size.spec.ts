// The editor with more than one sees at once: long lists draw the rows in view, and lose nothing by it.
import { type BrowserContext, type Locator, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { audit } from "../support/audit";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";

const server = oneServer();
const COUNT = 300;

let api: Api;
let context: BrowserContext;
let page: Page;
let editor: Editor;

test.beforeAll(async () => {
  api = await Api.joined(server(), server().link, ADA);
});

test.beforeEach(async ({ browser }) => {
  context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  page = await context.newPage();
  editor = new Editor(page);
});

test.afterEach(() => context.close());

test("of many patterns the rows in view are drawn, and every way leads to the others", async () => {
  const design = await api.blank("Many questions");
  const pattern = (at: number) => ({
    add_pattern: { at: 9_999, pattern: { id: `p${at}`, name: `Question ${at}`, table: "t", kind: "query", conditions: [] } },
  });
  await api.edit(design, [table([]), ...Array.from({ length: COUNT }, (_, at) => pattern(at))]);
  await page.goto(`/designs/${design.id}?select=pattern:p200`);
  const patterns = page.getByRole("tabpanel", { name: /^Access patterns/ });
  const list = patterns.getByRole("table");
  const named = (at: number) => ({ name: `${at + 1} Question ${at}`, exact: true });
  const opener = (at: number) => list.getByRole("button", named(at));

  await test.step("a link leads to its row, which says which of how many it is", async () => {
    await expect(opener(200)).toBeInViewport();
    await expect(list).toHaveAttribute("aria-rowcount", `${COUNT + 1}`);
    await expect(list.locator("tr", { has: page.getByRole("button", named(200)) })).toHaveAttribute("aria-rowindex", "202");
    await expect(opener(0)).toHaveCount(0);
    expect(await list.getByRole("rowheader").count()).toBeLessThan(70);
    await audit(page);
  });

  await test.step("the keys walk past what is drawn, and to both ends", async () => {
    await opener(200).focus();
    for (let at = 201; at <= 230; at += 1) {
      await page.keyboard.press("ArrowDown");
      await expect(opener(at)).toBeFocused();
    }
    await page.keyboard.press("End");
    await expect(opener(COUNT - 1)).toBeFocused();
    await expect(opener(COUNT - 1)).toBeInViewport();
    await page.keyboard.press("Home");
    await expect(opener(0)).toBeFocused();
    await expect(opener(0)).toBeInViewport();
    // Tab goes on into rows that were not drawn either: two stops a row.
    for (let stop = 0; stop < 60; stop += 1) await page.keyboard.press("Tab");
    await expect(opener(30)).toBeFocused();
  });

  await test.step("wherever one scrolls to, there are rows; the one with the focus stays", async () => {
    await opener(30).focus();
    for (const at of [150, 299, 75]) {
      await scrollTo(list, at);
      await expect(opener(at)).toBeInViewport();
      await expect(opener(30)).toBeFocused();
    }
  });

  await test.step("what is looked for is found, with its number", async () => {
    const find = patterns.getByLabel("Find access patterns");
    // Each word anywhere: 27, 127, 227 and all from 270 to 279.
    await find.fill("question 27");
    await expect(patterns.getByRole("status").filter({ hasText: `of ${COUNT}` })).toHaveText(`13 of ${COUNT}`);
    await expect(list.getByRole("rowheader")).toHaveCount(13);
    await expect(opener(27)).toBeInViewport();
    // Chosen from elsewhere, a pattern is shown whatever was looked for.
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /Name of a place/ }).fill("Question 123");
    await page.keyboard.press("Enter");
    await expect(opener(123)).toBeInViewport();
    await expect(find).toHaveValue("");
  });
});

test("of many items the rows in view are drawn", async () => {
  const design = await api.blank("Many items");
  const items = Array.from({ length: COUNT }, (_, at) => ({ id: `i${at}`, values: { PK: { S: `number ${at}` } } }));
  await api.edit(design, [table(items)]);
  await page.goto(`/designs/${design.id}?select=item:t:i250`);
  const list = page.getByRole("tabpanel", { name: /^Items/ }).getByRole("table");
  const row = (at: number) => list.getByRole("row", { name: `number ${at}`, exact: false }).first();
  await expect(row(250)).toBeInViewport();
  await expect(list).toHaveAttribute("aria-rowcount", `${COUNT + 1}`);
  expect(await list.getByRole("rowheader").count()).toBeLessThan(70);
  await scrollTo(list, 20);
  await expect(row(20)).toBeInViewport();
  await row(20).click();
  await expect(list.locator("tr.is-chosen")).toContainText("number 20");
});

/** Scrolls the panel to where a row is, drawn or not. */
async function scrollTo(list: Locator, row: number): Promise<void> {
  await list.evaluate((element, [row, count]) => {
    const [body, rows] = [document.getElementById("dock-body"), element.querySelector("tbody")];
    if (!body || !rows) throw new Error("the panel has no list");
    const opened = document.getElementById("dock-opened");
    const more = opened?.offsetHeight ?? 0;
    const from = ((rows.offsetHeight - more) / count) * row;
    const at = rows.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop;
    const isBelow = opened && opened.offsetTop - rows.offsetTop < from;
    body.scrollTop = at + from + (isBelow ? more : 0) - 60;
  }, [row, COUNT] as const);
}

function table(items: unknown[]): unknown {
  const attributes = [{ id: "pk", name: "PK", type: "S" }];
  return { add_table: { at: 0, table: { id: "t", name: "Table", attributes, key: { partition: "pk" }, items } } };
}
