// The canvas as people handle it: by wheel, by drag, by key; and how fast it stays with many tables on it.
import { type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { type Repaint, repainted, tell } from "../support/repaint";
import { oneServer } from "../support/server";

const server = oneServer();

let api: Api;
let page: Page;
let editor: Editor;

test.beforeAll(async () => {
  api = await Api.joined(server(), server().link, ADA);
});

test.beforeEach(async ({ browser }) => {
  page = await browser.newPage({ baseURL: server().base, storageState: await api.cookies() });
  editor = new Editor(page);
});

test.afterEach(() => page.close());

test("a card is dragged, moved by key, and stays where it was put", async () => {
  await openExample();
  const card = editor.card("GameScores");
  const before = await place();
  const head = card.getByRole("button", { name: /^GameScores/ });
  await head.hover();
  await page.mouse.down();
  await page.mouse.move(before.x + 260, before.y + 120, { steps: 6 });
  await page.mouse.up();
  await editor.expectSaved();
  const dragged = await place();
  expect(dragged.x).toBeGreaterThan(before.x + 40);

  await head.click();
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(async () => (await place()).y).toBeGreaterThan(dragged.y);
  await editor.expectSaved();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await place()).y).toBe(dragged.y);

  await page.reload();
  await expect(card).toBeVisible();
  // Seen from elsewhere, but on the same place of the canvas.
  const style = await page.locator(".canvas-cell").getAttribute("style");
  expect(style).not.toMatch(/(left|top): 0px/);
});

test("the wheel moves and zooms, and the buttons do the same", async () => {
  await openExample();
  const before = await place();
  await editor.canvas.hover();
  await page.mouse.wheel(0, 100);
  await expect.poll(async () => (await place()).y).toBeLessThan(before.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  await expect.poll(async () => (await place()).width).toBeGreaterThan(before.width);
  const view = page.getByRole("group", { name: "View" });
  await view.getByRole("button", { name: "Show everything (F)" }).click();
  await expect.poll(async () => Math.round((await place()).width)).toBe(Math.round(before.width));
  for (let times = 0; times < 6; times++) await view.getByRole("button", { name: "Zoom out (-)" }).click();
  // The lines are gone; the key may be told beside the name.
  await expect(editor.card("GameScores").getByRole("button", { name: /^PK UserId/ })).toHaveCount(0);
  await expect(editor.card("GameScores")).toBeVisible();
});

test("several are picked by a frame and moved as one step", async () => {
  await openExample();
  await page.keyboard.press("t");
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");
  await expect(editor.cards()).toHaveCount(2);
  const box = await editor.canvas.boundingBox();
  if (!box) throw new Error("the canvas has no box");
  await page.keyboard.down("Shift");
  await page.mouse.move(box.x + 3, box.y + 3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 3, box.y + box.height - 90, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(page.locator(".canvas-cell.is-picked")).toHaveCount(2);
  const styles = () => page.locator(".canvas-cell").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("style")));
  const before = await styles();
  const head = editor.card("GameScores").getByRole("button", { name: /^GameScores/ });
  await head.hover();
  const at = await place();
  await page.mouse.down();
  await page.mouse.move(at.x + 120, at.y + 160, { steps: 4 });
  await page.mouse.up();
  const after = await styles();
  expect(after.every((style, index) => style !== before[index])).toBe(true);
  await editor.expectSaved();
  await page.keyboard.press("Control+z");
  await expect.poll(styles).toEqual(before);
});

test("the list shows the same without looking around", async () => {
  await openExample();
  await page.getByRole("group", { name: "View" }).getByRole("button", { name: "Show as a list (L)" }).click();
  await expect(editor.canvas).toHaveClass(/is-list/);
  await expect(editor.card("GameScores").getByRole("button", { name: /UserId/ }).first()).toBeVisible();
  await page.keyboard.press("l");
  await expect(editor.canvas).not.toHaveClass(/is-list/);
});

test("a long card lists its keys, and the rest when it is asked for", async () => {
  const { id } = await api.example("shop");
  await page.goto(`/designs/${id}`);
  const card = editor.card("Shop");
  const more = card.getByRole("button", { name: "15 more attributes" });
  const fewer = card.getByRole("button", { name: "Show fewer attributes" });
  const stock = card.getByRole("button", { name: /^Stock/ });
  const tall = async () => (await card.boundingBox())?.height ?? Number.NaN;

  await test.step("by a press, and the next visit has it as it was left", async () => {
    await expect(more).toHaveAttribute("aria-expanded", "false");
    await expect(stock).toHaveCount(0);
    for (const shown of [/^PK PK/, /^GSI1SK/, /^OpenSince/, /^OpenOrders/]) {
      await expect(card.getByRole("button", { name: shown })).toBeVisible();
    }
    const folded = await tall();
    await more.click();
    await expect(stock).toBeVisible();
    await expect(fewer).toHaveAttribute("aria-expanded", "true");
    expect(await tall()).toBeGreaterThan(folded * 1.4);
    await page.reload();
    await expect(card).toBeVisible();
    await fromNear();
    await expect(stock).toBeVisible();
  });

  await test.step("by key, and what was selected is seen", async () => {
    await stock.click();
    await page.keyboard.press("ArrowDown");
    await expect(fewer).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(stock).toHaveCount(0);
    await expect(more).toBeFocused();
    await expect(editor.settings.getByRole("heading", { name: "Table", exact: true })).toBeVisible();
    await page.keyboard.press("ArrowUp");
    await expect(card.getByRole("button", { name: /^Warehouse/ })).toBeFocused();
    await page.keyboard.press("o");
    await expect(stock).toBeVisible();
    await page.keyboard.press("o");
    await expect(stock).toHaveCount(0);
  });

  await test.step("whatever leads to a hidden attribute shows it", async () => {
    await page.goto(`/designs/${id}?select=attribute:shop:stock`);
    await expect(card).toBeVisible();
    await fromNear();
    await expect(stock).toBeVisible();
    await expect(stock).toHaveAttribute("aria-current", "true");
  });
});

test("two hundred tables: usable, and moving", async () => {
  const design = await api.blank("Two hundred tables");
  const attribute = (id: string) => ({ id, name: id, type: "S" });
  const table = (at: number) => ({
    add_table: {
      at,
      table: {
        id: `table-${at}`,
        name: `Table${at}`,
        attributes: ["pk", "sk", "a1", "a2", "a3", "a4", "a5", "a6"].map(attribute),
        key: { partition: "pk", sort: "sk" },
        indexes: [{ id: "i", name: "ByA1", partition: ["a1"], sort: ["a2"], projection: "ALL" }],
      },
    },
  });
  await api.edit(design, Array.from({ length: 200 }, (_, at) => table(at)));
  await editor.noteUsable();
  await page.goto(`/designs/${design.id}`);
  await expect(editor.cards().first()).toBeVisible();
  console.log(`200 tables: usable after ${await editor.usable()} ms`);
  // The judge has spoken.
  await expect(page.getByRole("tab", { name: /^Problems \d/ })).toBeVisible();
  await edits("200 tables, all in view: edit to repainted problems");
  console.log(`200 tables, all in view: ${await framesPerSecond(0, 8)} frames a second while panning`);
  await page.keyboard.press("0");
  await expect.poll(() => editor.cards().count()).toBeLessThan(60);
  await edits("200 tables, life size: edit to repainted problems");
  console.log(`200 tables, life size: ${await framesPerSecond(0, 24)} frames a second while panning`);
  console.log(`200 tables: ${await framesPerSecond(12, 0)} frames a second while zooming`);
});

/** Turns a finding off and on. */
async function edits(what: string): Promise<void> {
  const times: Repaint[] = [];
  const protection = editor.setting("Deletion protection");
  for (let round = 0; round < 6; round += 1) {
    times.push(await protection.evaluate(repainted, { part: ".dock .tabs", word: "Problems" }));
  }
  tell(what, times);
}

/** One wheel event a frame for a hundred frames. */
async function framesPerSecond(zoom: number, pan: number): Promise<number> {
  return page.evaluate(
    async ([zoom, pan]) => {
      const canvas = document.getElementById("canvas");
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      await frame();
      const start = performance.now();
      for (let at = 0; at < 100; at++) {
        const turn = at % 40 < 20 ? 1 : -1;
        canvas?.dispatchEvent(
          new WheelEvent("wheel", {
            deltaY: turn * (zoom + pan),
            ctrlKey: zoom > 0,
            clientX: 400,
            clientY: 300,
            bubbles: true,
            cancelable: true,
          }),
        );
        await frame();
      }
      return Math.round(100_000 / (performance.now() - start));
    },
    [zoom, pan] as const,
  );
}

/** Once everything is in view, which a tall card is from too far away to be read. */
async function fromNear(): Promise<void> {
  const zoom = page.getByRole("button", { name: /: life size \(0\)$/ });
  await expect(zoom).not.toHaveText("100 %");
  await page.keyboard.press("0");
  await expect(zoom).toHaveText("100 %");
}

async function openExample(): Promise<void> {
  const { id } = await api.example();
  await page.goto(`/designs/${id}`);
  await expect(editor.card("GameScores")).toBeVisible();
}

async function place() {
  const box = await editor.card("GameScores").boundingBox();
  if (!box) throw new Error("the card has no box");
  return box;
}
