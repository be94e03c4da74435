// From an empty machine to an applied table: two people in two browsers, the sandbox through the AWS SDK, and a server
// that is killed and comes back.
import {
  DescribeTableCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Page, expect, test } from "@playwright/test";
import { readFile } from "node:fs/promises";

import { Editor } from "../support/editor";
import { ADA, GRACE, invite, join } from "../support/people";
import { picture } from "../support/pictures";
import { dynamodb, records } from "../support/sandbox";
import { oneServer } from "../support/server";
import { complaints, listen } from "../support/watch";

const server = oneServer();

const TITLE = "First tables for the launch";
const ITEM = { UserId: { S: "101" }, GameTitle: { S: "Galaxy Invaders" }, TopScore: { N: "5842" } };
const KEY = { UserId: ITEM.UserId, GameTitle: ITEM.GameTitle };

test("from an empty server to applied tables, and through a crash", async ({ browser }) => {
  const mine = await browser.newContext({ baseURL: server().base, permissions: ["clipboard-read", "clipboard-write"] });
  const theirs = await browser.newContext({ baseURL: server().base });
  const heard = [complaints(mine), complaints(theirs)];
  const [ada, grace] = [await mine.newPage(), await theirs.newPage()];
  let designAt = "";
  let requestAt = "";

  await test.step("the first link makes the administrator", async () => {
    await join(ada, server().link, ADA);
    await expect(ada.getByText("No designs yet")).toBeVisible();
  });

  await test.step("the example is opened and saved as it is", async () => {
    await ada.getByRole("button", { name: "Use Game scores" }).click();
    const editor = new Editor(ada);
    await expect(editor.card("GameScores")).toBeVisible();
    designAt = new URL(ada.url()).pathname;
    await saveVersion(ada, "The example as it comes.", 1);
    await planForSandbox(ada, 1);
    await expect(ada.getByText("Plan: 1 to add, 0 to change, 0 to destroy.", { exact: true })).toBeVisible();
    await ada.goto(designAt);
  });

  await test.step("a table with attributes, keys and an index is added", () => addPlayers(ada));
  await test.step("the stream shows both images", () => changeStream(ada));
  await test.step("undo and redo by keyboard", () => undoAndRedo(ada));
  await test.step("everything is there after a reload", () => reloaded(ada));
  await test.step("the example's questions are beside its index", async () => {
    await new Editor(ada).card("GameScores").getByRole("button", { name: /^GameTitleIndex/ }).click();
    await ada.getByRole("tab", { name: /^Access patterns/ }).click();
    const row = ada.getByRole("row", { name: /Top scores of a game/ });
    await expect(row).toContainText("Query · GameTitleIndex");
    await picture(ada, "editor");
  });

  await test.step("a version is saved, and what changed since the last one is shown", async () => {
    await new Editor(ada).toolbar.getByRole("link", { name: "Save version…" }).click();
    const changes = ada.getByRole("region", { name: "Changes since version 1" });
    await expect(changes.getByText("Players", { exact: false }).first()).toBeVisible();
    await expect(changes.getByText("NEW_AND_OLD_IMAGES")).toBeVisible();
    await fillVersion(ada, "Players get a table of their own.", 2);
  });

  await test.step("the plan lists the calls in their order", async () => {
    await ada.getByRole("link", { name: "Version 2", exact: true }).click();
    await ada.getByRole("link", { name: "Plan", exact: true }).click();
    await expect(ada.getByRole("heading", { name: "Plan for Sandbox" })).toBeVisible();
    await expect(ada.getByText("Plan: 2 to add, 0 to change, 0 to destroy.", { exact: true })).toBeVisible();
    const calls = ada.getByRole("region", { name: "AWS calls, in order" }).getByRole("heading", { level: 3 });
    await expect(calls).toHaveText([/CreateTable.*GameScores/, /UpdateTimeToLive.*GameScores/, /CreateTable.*Players/]);
    await picture(ada, "plan");
  });

  await test.step("the author opens a change request and can't approve it", async () => {
    await ada.getByLabel("Title").fill(TITLE);
    await ada.getByRole("button", { name: "Open change request" }).click();
    await expect(ada.getByRole("heading", { name: TITLE })).toBeVisible();
    requestAt = new URL(ada.url()).pathname;
    const approve = ada.getByRole("button", { name: "Approve" });
    await expect(approve).toBeDisabled();
    await expect(approve).toHaveAccessibleDescription("You opened this request: somebody else has to approve it.");
  });

  await test.step("a reviewer joins and approves, but can't apply", async () => {
    await join(grace, await invite(ada, "reviewer"), GRACE);
    await grace.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Requests" }).click();
    await grace.getByRole("link", { name: TITLE }).click();
    await grace.getByRole("textbox", { name: /^Comment \(/ }).fill("Two tables, both on demand. Fine.");
    await grace.getByRole("button", { name: "Approve" }).click();
    await expect(grace.getByRole("list", { name: "Stages" }).getByText("Approved")).toBeVisible();
    await expect(grace.getByText("Two tables, both on demand. Fine.")).toBeVisible();
    const apply = grace.getByRole("button", { name: "Apply to Sandbox" });
    await expect(apply).toBeDisabled();
    await expect(apply).toHaveAccessibleDescription(/you need the role operator or more; yours is reviewer/);
  });

  await test.step("the author applies it and watches each step", async () => {
    await ada.goto(requestAt);
    const said = await listen(ada);
    await ada.getByRole("button", { name: "Apply to Sandbox" }).click();
    const run = ada.getByRole("region", { name: "Run" });
    await expect(run.getByText("No changes. Your tables match the design.", { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(run.getByText("Succeeded")).toBeVisible();
    await expect(run.getByRole("listitem")).toHaveText([/done$/, /done$/, /done$/]);
    // Which of the states between are said depends on how fast they follow each other.
    expect(await said()).toContainEqual(expect.stringMatching(/[012] of 3 steps done\. Step [123] is (calling|waiting)\./));
    expect(await said()).toContainEqual(expect.stringContaining("3 of 3 steps done."));
    await expect(ada.getByRole("list", { name: "Stages" }).getByText("Applied")).toBeVisible();
  });

  await test.step("the version is exported", async () => {
    await ada.goto(`${designAt}/versions/2`);
    const terraform = await exported(ada, "Terraform", "game-scores.tf");
    expect(terraform).toMatch(/resource "aws_dynamodb_table" "\w+" \{[^]*name\s+= "GameScores"/);
    expect(terraform).toMatch(/stream_view_type\s+= "NEW_AND_OLD_IMAGES"/);
    expect(terraform).toMatch(/non_key_attributes\s+= \["Joined"\]/);
    const json = JSON.parse(await exported(ada, "JSON", "game-scores.json"));
    expect(json.design.tables.map((table: { name: string }) => table.name)).toEqual(["GameScores", "Players"]);
  });

  const tableId = await test.step("any AWS client finds the tables and uses them", async () => {
    const client = dynamodb(server().sandbox);
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(["GameScores", "Players"]);
    const players = (await client.send(new DescribeTableCommand({ TableName: "Players" }))).Table;
    expect(players?.GlobalSecondaryIndexes).toMatchObject([
      {
        IndexName: "ByCountry",
        IndexStatus: "ACTIVE",
        KeySchema: [{ AttributeName: "Country", KeyType: "HASH" }],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["Joined"] },
      },
    ]);
    const table = (await client.send(new DescribeTableCommand({ TableName: "GameScores" }))).Table;
    expect(table).toMatchObject({
      TableStatus: "ACTIVE",
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
      GlobalSecondaryIndexes: [{ IndexName: "GameTitleIndex", IndexStatus: "ACTIVE" }],
    });
    await client.send(new PutItemCommand({ TableName: "GameScores", Item: ITEM }));
    const [record] = await records(server().sandbox, table?.LatestStreamArn ?? "");
    expect(record).toMatchObject({ eventName: "INSERT", dynamodb: { Keys: KEY, NewImage: ITEM } });
    return table?.TableId;
  });

  await test.step("the server is killed and started again", async () => {
    await server().crash();
    await server().start();
  });

  await test.step("designs, versions, requests and runs are all there", async () => {
    await ada.goto("/");
    const row = ada.getByRole("row", { name: /Game scores/ });
    await expect(row.getByRole("link", { name: "Version 2" })).toBeVisible();
    await row.getByRole("link", { name: "Game scores" }).click();
    await expect(new Editor(ada).card("Players")).toBeVisible();
    await ada.goto(`${designAt}/versions`);
    await expect(ada.getByText("The example as it comes.")).toBeVisible();
    await expect(ada.getByText("Players get a table of their own.")).toBeVisible();
    await grace.goto("/requests");
    await expect(grace.getByRole("row", { name: new RegExp(`${TITLE}.*Applied`) })).toBeVisible();
    await grace.getByRole("link", { name: TITLE }).click();
    const run = grace.getByRole("region", { name: "Run" });
    await expect(run.getByText("No changes. Your tables match the design.")).toBeVisible();
    await expect(run.getByRole("listitem")).toHaveText([/done$/, /done$/, /done$/]);
  });

  await test.step("the sandbox has the same tables with the same items", async () => {
    const client = dynamodb(server().sandbox);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: "GameScores" }));
    expect(Table?.TableId).toBe(tableId);
    const { Item } = await client.send(new GetItemCommand({ TableName: "GameScores", Key: KEY }));
    expect(Item).toEqual(ITEM);
    await planForSandbox(ada, 2, designAt);
    await expect(ada.getByText("No changes. Your tables match the design.", { exact: true })).toBeVisible();
  });

  expect(heard).toEqual([[], []]);
});

async function addPlayers(page: Page): Promise<void> {
  const editor = new Editor(page);
  await editor.toolbar.getByRole("button", { name: "Table", exact: true }).click();
  await expect(editor.setting("Name")).toBeFocused();
  await editor.setting("Name").fill("a b");
  await editor.expectWrong("Name", /a b.*space|space.*a b|' '|characters/);
  await editor.setting("Name").fill("Players");
  await editor.expectRight("Name");
  const card = editor.card("Players");

  await card.getByRole("button", { name: /^PK/ }).click();
  await editor.setting("Name").fill("PlayerId");
  for (const [name, kind] of [["Country", "S"], ["Joined", "N"]] as const) {
    await card.getByRole("button", { name: "Add attribute" }).click();
    await expect(editor.setting("Name")).toBeFocused();
    await editor.setting("Name").fill(name);
    await editor.setting("Type").selectOption(kind);
  }

  await card.getByRole("button", { name: /^Players/ }).click();
  await editor.setting("Sort key").selectOption({ label: "Joined · Number" });
  await expect(card.getByRole("button", { name: /^SK Joined/ })).toBeVisible();
  await editor.setting("Sort key").selectOption({ label: "None" });

  await card.getByRole("button", { name: "Add index" }).click();
  await editor.setting("Name").fill("ByCountry");
  await editor.setting("Copied into the index").selectOption("INCLUDE");
  await expect(editor.settings.getByRole("checkbox", { name: "Joined" })).toBeChecked();
  await expect(card.getByRole("button", { name: /^ByCountry INCLUDE 1/ })).toBeVisible();
}

async function changeStream(page: Page): Promise<void> {
  const editor = new Editor(page);
  await editor.card("GameScores").getByRole("button", { name: /^GameScores/ }).click();
  await expect(editor.setting("Stream")).toHaveValue("NEW_IMAGE");
  await editor.setting("Stream").selectOption("NEW_AND_OLD_IMAGES");
  await expect(editor.card("GameScores").getByText("NEW_AND_OLD_IMAGES")).toBeVisible();
}

async function undoAndRedo(page: Page): Promise<void> {
  const stream = new Editor(page).setting("Stream");
  await page.keyboard.press("Control+z");
  await expect(stream).toHaveValue("NEW_IMAGE");
  await page.keyboard.press("Control+Shift+z");
  await expect(stream).toHaveValue("NEW_AND_OLD_IMAGES");
}

async function reloaded(page: Page): Promise<void> {
  const editor = new Editor(page);
  await editor.expectSaved();
  await page.reload();
  await expect(editor.cards()).toHaveCount(2);
  await expect(editor.card("GameScores").getByText("NEW_AND_OLD_IMAGES")).toBeVisible();
  const players = editor.card("Players");
  await expect(players.getByRole("listitem")).toHaveText([/PlayerId/, /Country/, /Joined/, /ByCountry/]);
}

async function saveVersion(page: Page, message: string, number: number): Promise<void> {
  await new Editor(page).toolbar.getByRole("link", { name: "Save version…" }).click();
  await fillVersion(page, message, number);
}

async function fillVersion(page: Page, message: string, number: number): Promise<void> {
  await page.getByLabel("What changed, and why").fill(message);
  await page.getByRole("button", { name: "Save version" }).click();
  await expect(page.getByRole("row", { name: new RegExp(`Version ${number} ${message}`) })).toBeVisible();
}

/** From the list of versions, or from anywhere with the design's path. */
async function planForSandbox(page: Page, version: number, design?: string): Promise<void> {
  if (design) await page.goto(`${design}/versions`);
  await page.getByRole("link", { name: `Version ${version}`, exact: true }).click();
  await expect(page.getByLabel("Plan for")).toHaveText(/Sandbox/);
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Plan for Sandbox" })).toBeVisible();
}

/** The text of an export. Preview, clipboard and download have to be the same, to the byte. */
async function exported(page: Page, format: string, file: string): Promise<string> {
  await page.getByLabel("Format").selectOption({ label: format });
  const panel = page.getByRole("region", { name: "Export", exact: true });
  const preview = panel.getByRole("region", { name: format });
  const text = (await preview.textContent()) ?? "";
  // Colours have no role.
  expect(await preview.locator("[class^=tok-]").count()).toBeGreaterThan(10);

  await panel.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText(`${format} copied.`)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    panel.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(file);
  expect(await readFile(await download.path(), "utf8")).toBe(text);
  return text;
}
