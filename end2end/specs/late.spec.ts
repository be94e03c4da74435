// The part of the editor that comes later (ADR 19), where the network does not bring it.
import { expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { audit } from "../support/audit";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";

const server = oneServer();

let api: Api;

test.beforeAll(async () => {
  api = await Api.joined(server(), server().link, ADA);
});

test("panels that could not be loaded say so, and come when they are asked for again", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  const page = await context.newPage();
  const editor = new Editor(page);
  const module = /\/pkg\/split_\w+\.wasm/;
  let asked = 0;
  await page.route(module, (route) => {
    asked += 1;
    return route.abort();
  });
  const { id } = await api.example();
  await page.goto(`/designs/${id}`);

  await expect(page.getByText("The settings could not be loaded. Your edits are safe.")).toBeVisible();
  await expect(page.getByText("The panels could not be loaded. Your edits are safe.")).toBeVisible();
  await audit(page);
  const again = page.getByRole("button", { name: "Try again" });

  await test.step("the canvas works without them", async () => {
    await editor.card("GameScores").getByRole("button", { name: /^GameScores/ }).click();
    await page.keyboard.press("Alt+ArrowDown");
    await editor.expectSaved();
  });

  await test.step("a dialog says it when it is called", async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByText("This dialog could not be loaded. Your edits are safe.")).toBeVisible();
    await page.getByRole("button", { name: "Dismiss" }).click();
  });

  await test.step("asked for in vain it says so, and the focus stays", async () => {
    const before = asked;
    await again.last().press("Enter");
    await expect(page.getByText(/The panels could not be loaded this time either/)).toBeVisible();
    await expect(again.last()).toBeFocused();
    expect(asked).toBeGreaterThan(before);
  });

  await page.unroute(module);
  await again.last().press("Enter");
  await expect(page.getByRole("tab", { name: /^Access patterns/ })).toBeVisible();
  await expect(editor.setting("Name")).toHaveValue("GameScores");
  await expect(again).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /Name of a place/ })).toBeFocused();
  await context.close();
});

test("what is added before the settings are there has the focus once they come", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server().base, storageState: await api.cookies() });
  const page = await context.newPage();
  const editor = new Editor(page);
  let bring = () => {};
  const isWanted = new Promise<void>((resolve) => { bring = resolve; });
  await page.route(/\/pkg\/split_\w+\.wasm/, async (route) => {
    await isWanted;
    await route.continue();
  });
  const { id } = await api.example();
  await page.goto(`/designs/${id}`);
  await expect(editor.card("GameScores")).toBeVisible();
  await page.keyboard.press("t");
  await expect(editor.card("NewTable").getByRole("button", { name: /^NewTable/ })).toBeFocused();
  bring();
  await expect(editor.setting("Name")).toBeFocused();
  await expect(editor.setting("Name")).toHaveValue("NewTable");
  await context.close();
});
