// Names that nobody expects: four hundred letters, from right to left, emoji. Whatever is cut off can be read in full.
import { type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";

const server = oneServer();

const LONG = "Orders_of_all_customers_".repeat(17).slice(0, 400);
const ARABIC = "طلبات العملاء حسب التاريخ والمبلغ الإجمالي";
const EMOJI = "🧱🧑‍🚀🏳️‍🌈".repeat(12);

test("names of any length and script fit, or are told in full", async ({ browser }, info) => {
  const api = await Api.joined(server(), server().link, ADA);
  const page = await browser.newPage({ baseURL: server().base, storageState: await api.cookies() });
  const editor = new Editor(page);
  const design = await api.blank(LONG.slice(0, 200));
  const names = [LONG, ARABIC, EMOJI];
  await api.edit(design, [...names.map(table), ...names.map(pattern)]);
  await page.goto(`/designs/${design.id}?select=pattern:p0`);
  await expect(editor.cards()).toHaveCount(3);
  const looked = async (name: string) => {
    await page.screenshot({ path: info.outputPath(`${name}.png`), animations: "disabled" });
    expect(await untold(page), `${name}: what is cut off has a title`).toEqual([]);
    expect(await outside(page), `${name}: nothing sticks out of its card`).toEqual([]);
  };

  await expect(page.getByRole("tabpanel", { name: /^Access patterns/ }).getByRole("table")).toBeVisible();
  await looked("fitted");
  await editor.canvas.getByRole("button", { name: new RegExp(`^${ARABIC}`) }).first().click();
  await page.keyboard.press("0");
  await looked("life-size");
  const view = page.getByRole("group", { name: "View" });
  for (let times = 0; times < 6; times += 1) await view.getByRole("button", { name: "Zoom out (-)" }).click();
  await expect(page.locator(".card-far").first()).toBeVisible();
  await looked("far");
  await page.getByRole("tab", { name: /^Items/ }).click();
  await expect(page.getByRole("tabpanel", { name: /^Items/ }).getByRole("table")).toBeVisible();
  await looked("items");
  await page.getByRole("tab", { name: /^Coverage/ }).click();
  await expect(page.getByRole("tabpanel", { name: /^Coverage/ }).getByRole("table")).toBeVisible();
  await looked("coverage");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /Name of a place/ }).fill("orders");
  await expect(page.getByRole("dialog").getByRole("option").first()).toBeVisible();
  await looked("palette");
  await page.close();
});

/** What is cut off at its end and has no title, nor anything around it. */
function untold(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>(".editor *, dialog[open] *")];
    const isCut = (element: HTMLElement) =>
      getComputedStyle(element).textOverflow === "ellipsis" &&
      element.scrollWidth > element.clientWidth + 1 &&
      element.matches(":not(input, select, textarea)") &&
      element.clientWidth > 1;
    return all.filter((element) => isCut(element) && !element.closest("[title]") && !element.querySelector("[title]"))
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent?.slice(0, 40)}`);
  });
}

/** What sticks out of its card. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll(".card")].flatMap((card) => {
    const around = card.getBoundingClientRect();
    const inside = [...card.querySelectorAll<HTMLElement>("*")].filter((part) => !part.closest(".visually-hidden"));
    const isOut = (part: Element) => {
      const { right, bottom } = part.getBoundingClientRect();
      return right > around.right + 1 || bottom > around.bottom + 1;
    };
    return inside.filter(isOut).map((part) => `${part.tagName} ${part.className}`);
  }));
}

function table(name: string, at: number): unknown {
  const named = (id: string) => ({ id, name: `${id} ${name}`, type: "S" });
  const indexes = [{ id: "i", name, partition: ["b"], sort: ["a"], projection: "ALL" }];
  const entities = [{ id: "e", name, description: "", attributes: [] }];
  const items = [{ id: "m", values: { [`a ${name}`]: { S: name }, [`b ${name}`]: { S: name } } }];
  const attributes = ["a", "b"].map(named);
  return { add_table: { at, table: { id: `t${at}`, name, attributes, key: { partition: "a", sort: "b" }, indexes, entities, items } } };
}

function pattern(name: string, at: number): unknown {
  const conditions = [{ attribute: "a", comparison: "equal", parameter: "value" }];
  return { add_pattern: { at, pattern: { id: `p${at}`, name, table: `t${at}`, kind: "query", conditions } } };
}
