// The judge beside the editor: findings, verdicts, advice and coverage after each edit, from a worker.
import { type BrowserContext, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { audit } from "../support/audit";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { type Repaint, repainted, tell } from "../support/repaint";
import { oneServer } from "../support/server";
import { complaints } from "../support/watch";

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

const panel = (name: RegExp) => page.getByRole("tabpanel", { name });
const openPanel = async (name: RegExp) => {
  await page.getByRole("tab", { name }).click();
  return panel(name);
};

test("a finding leads to its place, is mended by one step, and silenced with a reason", async () => {
  const design = await api.example();
  await page.goto(`/designs/${design.id}`);
  const problems = panel(/^Problems/);

  await test.step("what AWS would refuse is told, at its field and in the list", async () => {
    await editor.setting("Name").fill("Game Scores");
    await editor.expectWrong("Name", /Game Scores/);
    const row = problems.getByRole("listitem").filter({ hasText: "Error" });
    await expect(row).toHaveCount(1);
    await editor.card("Game Scores").getByRole("button", { name: /^GameTitleIndex/ }).click();
    await row.getByRole("button", { name: /Game Scores/ }).first().press("Enter");
    await expect(editor.setting("Name")).toBeFocused();
    await editor.setting("Name").fill("GameScores");
    await editor.expectRight("Name");
    await expect(row).toHaveCount(0);
  });

  await test.step("a rule says why, and its remedy is one step to undo", async () => {
    const row = problems.getByRole("listitem").filter({ hasText: "DDB102" });
    await row.getByRole("button", { name: "More about DDB102" }).press("Enter");
    await expect(row.getByText("Way out")).toBeVisible();
    await row.getByRole("button", { name: /^Turn|^Switch|^Protect/ }).press("Enter");
    await expect(row).toHaveCount(0);
    await expect(editor.setting("Deletion protection")).toBeChecked();
    await page.getByRole("button", { name: /^Undo \(/ }).click();
    await expect(row).toHaveCount(1);
    await expect(editor.setting("Deletion protection")).not.toBeChecked();
  });

  await test.step("a rule is silenced with a reason", async () => {
    const row = problems.getByRole("listitem").filter({ hasText: "DDB102" });
    await row.getByRole("button", { name: "More about DDB102" }).click();
    await row.getByRole("button", { name: "Silence", exact: true }).click();
    await expect(row.getByLabel("Silence it, because")).toHaveAccessibleDescription(/Write why/);
    await row.getByLabel("Silence it, because").fill("Scores can be lost.");
    await row.getByLabel("Silence it, because").press("Enter");
    await expect(row).toHaveCount(0);
    await problems.getByRole("button", { name: "1 silenced" }).click();
    await editor.settings.getByRole("button", { name: /DDB102/ }).click();
    await expect(editor.setting("Reason")).toHaveValue("Scores can be lost.");
    await editor.expectSaved();
  });
  expect(heard).toEqual([]);
});

test("verdicts follow each edit, and advice is taken by one click", async () => {
  const design = await api.example();
  await page.goto(`/designs/${design.id}`);
  const patterns = await openPanel(/^Access patterns/);
  const row = patterns.getByRole("row", { name: /Top scores of a game/ });
  await expect(row).toContainText("Served");
  await expect(row).toContainText("Query · GameTitleIndex");

  await test.step("without its index the pattern is not served, and every place says why", async () => {
    const index = editor.card("GameScores").getByRole("button", { name: /^GameTitleIndex/ });
    await index.click();
    await index.press("Delete");
    await expect(row).toContainText("Not served");
    await row.getByRole("rowheader").getByRole("button").press("Enter");
    await expect(patterns.getByRole("region", { name: "The table and each index" })).toContainText(/partition key/);
  });

  await test.step("an index is advised and taken; one undo takes it away", async () => {
    await patterns.getByRole("button", { name: "What would serve it better?" }).press("Enter");
    const advice = patterns.getByRole("region", { name: "What would serve it better" });
    await expect(advice).toContainText(/a new index/i);
    await audit(page);
    await advice.getByRole("button", { name: "Take" }).first().press("Enter");
    await expect(row).toContainText("Served");
    await expect(patterns.getByRole("region", { name: "The request" })).toContainText("key condition");
    await page.getByRole("button", { name: /^Undo \(/ }).click();
    await expect(row).toContainText("Not served");
    await page.getByRole("button", { name: /^Redo/ }).click();
    await expect(row).toContainText("Served");
  });

  await test.step("the chosen row is written in", async () => {
    await patterns.getByLabel("Name of pattern").first().fill("Best of a game");
    await patterns.getByLabel(/^Limit of pattern/).fill("few");
    await expect(patterns.getByText(/whole number/)).toBeVisible();
    await patterns.getByLabel(/^Limit of pattern/).fill("5");
    await expect(editor.setting("Limit (optional)")).toHaveValue("5");
    await expect(editor.setting("Name")).toHaveValue("Best of a game");
    await patterns.getByLabel(/^Kind of pattern/).selectOption("Scan");
    // A scan answers in no order.
    await expect(patterns.getByRole("row", { name: /Best of a game/ })).toContainText("Not served");
    await patterns.getByLabel(/^Kind of pattern/).selectOption("Query");
    await expect(patterns.getByRole("row", { name: /Best of a game/ })).toContainText("Query · ");
    await audit(page);
  });

  await test.step("coverage is a matrix of patterns and places", async () => {
    const coverage = await openPanel(/^Coverage/);
    await expect(coverage.getByRole("row", { name: /Best of a game/ })).toContainText("by this one");
    await coverage.getByRole("button", { name: "Best of a game" }).click();
    await expect(panel(/^Access patterns/)).toBeVisible();
    await editor.expectSaved();
  });
  expect(heard).toEqual([]);
});

test("an edit writes nothing in the panels and on the cards that stays as it is", async () => {
  const design = await api.example();
  await page.goto(`/designs/${design.id}?select=pattern:top-scores-of-game`);
  const row = panel(/^Access patterns/).getByRole("row", { name: /Top scores of a game/ });
  await expect(row).toContainText("Served");
  const strong = editor.setting("Must see the latest write");
  expect(await idly(() => strong.click(), () => expect(row).toContainText("Not served"))).toEqual([]);
});

test("the focus stays in the matrix while somebody else changes what it says", async () => {
  const design = await api.example();
  await page.goto(`/designs/${design.id}`);
  const coverage = await openPanel(/^Coverage/);
  const row = coverage.getByRole("row", { name: /Top scores of a game/ });
  await expect(row).toContainText("by this one");
  const button = row.getByRole("button");
  await button.focus();
  const { seq } = await api.get<{ seq: number }>(`/designs/${design.id}`);
  const edit = { set_pattern: { pattern: "top-scores-of-game", field: { consistent: true } } };
  await api.post(`/designs/${design.id}/edits`, { after: seq, edits: [{ id: "another", edit }] });
  await expect(row).not.toContainText("by this one");
  await expect(button).toBeFocused();
});

/** The attributes that an edit wrote without changing them. */
async function idly(edit: () => Promise<void>, shown: () => Promise<void>): Promise<string[]> {
  await page.evaluate(() => {
    const before = new Map<Element, Map<string, string | null>>();
    const observer = new MutationObserver((changes) => {
      for (const { target, attributeName, oldValue } of changes) {
        const of = before.get(target as Element) ?? new Map<string, string | null>();
        before.set(target as Element, of);
        if (attributeName && !of.has(attributeName)) of.set(attributeName, oldValue);
      }
    });
    for (const part of document.querySelectorAll(".dock, .world")) {
      observer.observe(part, { subtree: true, attributes: true, attributeOldValue: true });
    }
    Object.assign(window, { idly: () => {
      observer.disconnect();
      const told = (element: Element, of: Map<string, string | null>) =>
        [...of].filter(([name, value]) => element.getAttribute(name) === value).map(([name]) => `${element.className} ${name}`);
      return [...before].flatMap(([element, of]) => told(element, of));
    } });
  });
  await edit();
  await shown();
  return page.evaluate(() => (window as unknown as { idly: () => string[] }).idly());
}

test("a worker that dies is started again, once", async () => {
  const design = await api.example();
  await page.goto(`/designs/${design.id}`);
  await expect(page.getByRole("tab", { name: /^Problems \d/ })).toBeVisible();
  const dies = async () => {
    const [worker] = page.workers();
    await worker?.evaluate(() => {
      setTimeout(() => {
        throw new Error("a test ends this worker");
      });
    });
  };
  const another = page.waitForEvent("worker");
  await dies();
  await another;
  await editor.setting("Name").fill("a b");
  await editor.expectWrong("Name", /a b/);
  await dies();
  await expect(page.getByText("Checks and verdicts do not run in this browser now.")).toBeVisible();
  await editor.setting("Name").fill("Scores");
  await editor.expectSaved();
  await editor.expectRight("Name");
  await audit(page);
});

test("an editor without a judge edits and saves", async () => {
  await page.route("**/judge-worker.js", (route) => route.abort());
  const design = await api.example();
  await page.goto(`/designs/${design.id}`);
  await expect(page.getByText("Checks and verdicts do not run in this browser now.")).toBeVisible();
  await editor.setting("Name").fill("Scores");
  await editor.expectSaved();
});

test("an edit to repainted verdicts, on fifty tables and four hundred patterns", async () => {
  const design = await api.blank("Large");
  let seq = 0;
  const all = [...Array.from({ length: 50 }, (_, at) => table(at)), ...Array.from({ length: 400 }, (_, at) => pattern(at))];
  for (let from = 0; from < all.length; from += 90) {
    const edits = all.slice(from, from + 90).map((edit, at) => ({ id: `large-${from + at}`, edit }));
    seq = (await api.post<{ seq: number }>(`/designs/${design.id}/edits`, { after: seq, edits })).seq;
  }
  await page.goto(`/designs/${design.id}?select=pattern:p0`);
  const row = panel(/^Access patterns/).getByRole("row", { name: /^1 Question 0/ });
  await expect(row).toContainText("Served");
  const strong = editor.setting("Must see the latest write");
  const times: Repaint[] = [];
  const judged: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    times.push(await strong.evaluate(repainted, { part: ".patterns tbody", word: "erved" }));
    await expect(row).toContainText(round % 2 ? "Served" : "Not served");
    judged.push((await page.workers()[0]?.evaluate(() => performance.getEntriesByName("judge").at(-1)?.duration)) ?? Number.NaN);
  }
  tell("edit to repainted verdict", times);
  console.log(`of that in the worker, ms: ${judged.map((time) => time.toFixed(1)).join(", ")}`);
});

function table(at: number): unknown {
  const names = ["PK", "SK", "Status", "Owner", "Created", "Total"];
  const attributes = names.map((name) => ({ id: name.toLowerCase(), name, type: "S", description: "" }));
  const indexes = ["status", "owner", "created", "total"].map((key) => ({
    id: `by-${key}`, name: `By${key}`, partition: [key], sort: ["sk"], projection: "ALL",
  }));
  return { add_table: { at: 9_999, table: { id: `t${at}`, name: `Table${at}`, attributes, key: { partition: "pk", sort: "sk" }, indexes } } };
}

function pattern(at: number): unknown {
  const attribute = ["status", "owner", "created", "total"][at % 4];
  const conditions = [{ attribute, comparison: "equal", parameter: "value" }];
  return {
    add_pattern: {
      at: 9_999,
      pattern: { id: `p${at}`, name: `Question ${at}`, table: `t${at % 50}`, kind: "query", conditions, peak_rate: 10, items: 20 },
    },
  };
}
