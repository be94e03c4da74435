// A first run that was not meant: it is taken back by a request of its own, and the version can be applied again.
import { DescribeTableCommand, ListBackupsCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { type Browser, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { audit } from "../support/audit";
import { dynamodb } from "../support/sandbox";
import { oneServer } from "../support/server";
import { complaints } from "../support/watch";

const server = oneServer(0);
const ALAN = { name: "Alan Turing", email: "alan@example.com", password: "machines may think" };

test.describe.configure({ timeout: 180_000 });

async function pageOf(browser: Browser, person: Api): Promise<{ page: Page; heard: string[] }> {
  const context = await browser.newContext({ baseURL: server().base, storageState: await person.cookies() });
  return { page: await context.newPage(), heard: complaints(context) };
}

test("what a first run made is backed up and deleted by a request, and can be made again", async ({ browser }) => {
  const { ada, grace } = await Api.pair(server());
  const { path } = await ada.post<{ path: string }>("/invitations", { role: "reviewer" });
  const alan = await Api.joined(server(), path, ALAN);
  const client = dynamodb(server().sandbox);
  const design = await ada.example();
  await ada.version(design, design.seq, "Too early.");
  const first = await ada.request(design, "Too early");
  await grace.approve(first);
  await ada.apply(first);
  await ada.settled(first, "applied");

  const author = await pageOf(browser, ada);
  await test.step("the author asks for it on the page of the run", async () => {
    await author.page.goto(`/requests/${first.summary.id}`);
    await author.page.getByRole("button", { name: "How to take it back" }).click();
    const undo = author.page.getByRole("region", { name: "Undo" });
    await expect(undo.getByText("No version was there before this run.", { exact: false })).toBeVisible();
    await expect(undo.getByText("GameScores", { exact: true })).toBeVisible();
    await audit(author.page);
    await undo.getByRole("button", { name: "Ask to delete them" }).click();
    await expect(author.page.getByRole("heading", { name: /^Take back: delete .*GameScores/ })).toBeVisible();
    const calls = author.page.getByRole("region", { name: "AWS calls, in order" }).getByRole("heading", { level: 3 });
    await expect(calls).toHaveText([/CreateBackup.*GameScores/, /DeleteTable.*GameScores/]);
    await audit(author.page);
  });
  const back = new URL(author.page.url()).pathname;

  await test.step("two reviewers approve it, and type what goes", async () => {
    for (const [person, voices] of [
      [grace, 1],
      [alan, 2],
    ] as const) {
      const { page, heard } = await pageOf(browser, person);
      await page.goto(back);
      const names = page.getByLabel(/will be destroyed\. Type its name$/);
      await expect(names.first()).toBeEnabled();
      await page.getByRole("button", { name: "Approve" }).click();
      await expect(page.getByText(/^Type .* to approve that it is destroyed\.$/).first()).toBeVisible();
      for (const name of await names.all()) await name.fill((await name.getAttribute("name")) ?? "");
      await page.getByRole("button", { name: "Approve" }).click();
      const counted = async () => (await ada.get<{ approvals: unknown[] }>(`${back}`)).approvals.length;
      await expect.poll(counted).toBe(voices);
      expect(heard).toEqual([]);
      await page.context().close();
    }
  });

  await test.step("applied, the tables are gone and their backups are there", async () => {
    await author.page.goto(back);
    await author.page.getByRole("button", { name: "Apply to Sandbox" }).click();
    const run = author.page.getByRole("region", { name: "Run" });
    await expect(run.getByText("No changes. The tables that were to go are gone.", { exact: true })).toBeVisible();
    await expect(run.getByText("Succeeded")).toBeVisible();
    await audit(author.page);
    const { TableNames } = await client.send(new ListTablesCommand({}));
    expect(TableNames).not.toContain("GameScores");
    const { BackupSummaries } = await client.send(new ListBackupsCommand({ TableName: "GameScores" }));
    expect(BackupSummaries?.map(({ BackupStatus }) => BackupStatus)).toEqual(["AVAILABLE"]);
  });

  await test.step("the way back from there is the version, which makes the table again", async () => {
    await author.page.getByRole("button", { name: "How to take it back" }).click();
    await author.page.getByRole("link", { name: "Plan version 1" }).click();
    await author.page.getByLabel("Title").fill("Now it is time");
    await author.page.getByRole("button", { name: "Open change request" }).click();
    await expect(author.page.getByRole("heading", { name: "Now it is time" })).toBeVisible();
    const again = await ada.get<Awaited<ReturnType<Api["request"]>>>(new URL(author.page.url()).pathname);
    await grace.approve(again);
    await ada.apply(again);
    await ada.settled(again, "applied");
    const { Table } = await client.send(new DescribeTableCommand({ TableName: "GameScores" }));
    expect(Table?.TableStatus).toBe("ACTIVE");
  });
  expect(author.heard).toEqual([]);
});
