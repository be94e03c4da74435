// What happens beside the tool: tables that were there first, drift, imports. By keyboard and pointer, as people do it.
import { CreateTableCommand, UpdateTableCommand, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { type BrowserContext, type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { audit } from "../support/audit";
import { dynamodb } from "../support/sandbox";
import { oneServer } from "../support/server";
import { complaints } from "../support/watch";

const server = oneServer(0);

test.describe.configure({ mode: "serial", timeout: 180_000 });

let ada: Api;
let grace: Api;
let context: BrowserContext;
let page: Page;
let heard: string[];
let design: string;

test.beforeAll(async ({ browser }) => {
  ({ ada, grace } = await Api.pair(server()));
  context = await browser.newContext({ baseURL: server().base, storageState: await ada.cookies() });
  heard = complaints(context);
  page = await context.newPage();
});

test.afterAll(() => context.close());

const TERRAFORM = `resource "aws_dynamodb_table" "orders" {
  name             = "Orders"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "customer"
  range_key        = "placed_at"
  stream_enabled   = true
  stream_view_type = var.view

  attribute {
    name = "customer"
    type = "S"
  }
  attribute {
    name = "placed_at"
    type = "S"
  }
}
`;

test("a file is looked at, and then becomes a design", async () => {
  await page.goto("/");
  await page.getByRole("link", { name: "Import" }).click();
  await expect(page.getByRole("heading", { name: "Import", exact: true })).toBeVisible();
  await audit(page);
  await page.getByRole("button", { name: "Files" }).setInputFiles({
    name: "main.tf",
    mimeType: "text/plain",
    buffer: Buffer.from(TERRAFORM),
  });
  await expect(page.getByRole("heading", { name: /^The new design/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Orders/ })).toContainText("customer, placed_at");
  await page.getByText(/things? understood/).click();
  await expect(page.getByText(/^main\.tf:\d+$/).first()).toBeVisible();
  await audit(page);
  expect(await ada.get<unknown[]>("/designs")).toEqual([]);
  await page.getByRole("button", { name: "Create design" }).click();
  await expect(page.getByRole("article", { name: "Table Orders", exact: true })).toBeVisible();
  design = page.url().split("/").at(-1) ?? "";
});

test("a text goes into a design as one edit", async () => {
  await page.goto(`/import?into=${design}`);
  await page.getByRole("tab", { name: "Text" }).click();
  const other = TERRAFORM.replaceAll("Orders", "Parcels").replace("var.view", '"NEW_IMAGE"');
  await page.getByRole("textbox", { name: "Text", exact: true }).fill(other);
  await page.getByLabel("Its name").fill("parcels.tf");
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("heading", { name: "What changes in the design" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Parcels" }).first()).toBeVisible();
  await audit(page);
  await page.getByRole("button", { name: "Import into the design" }).click();
  await expect(page.getByRole("article", { name: "Table Parcels", exact: true })).toBeVisible();
  const { edits } = await ada.get<{ edits: unknown[] }>(`/designs/${design}/edits?after=0`);
  expect(edits).toHaveLength(1);
});

test("what can't be read says where", async () => {
  await page.goto("/import");
  await page.getByRole("tab", { name: "Text" }).click();
  await page.getByRole("textbox", { name: "Text", exact: true }).fill('resource "aws_dynamodb_table');
  await page.getByLabel("Its name").fill("main.tf");
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByText("Something can't be read.")).toBeVisible();
  await expect(page.getByText("main.tf:1")).toBeVisible();
  await expect(page.getByRole("button", { name: "Create design" })).toHaveCount(0);
  await audit(page);
});

test("a live table is imported, adopted, and from then on its drift is known", async () => {
  const client = dynamodb(server().sandbox);
  await client.send(
    new CreateTableCommand({
      TableName: "Sessions",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    }),
  );
  await waitUntilTableExists({ client, minDelay: 1, maxDelay: 1, maxWaitTime: 20 }, { TableName: "Sessions" });

  await page.goto("/import");
  await page.getByRole("tab", { name: "Live tables" }).click();
  await page.getByRole("button", { name: "List its tables" }).click();
  await page.getByRole("checkbox", { name: "Sessions" }).check();
  await audit(page);
  await page.getByRole("button", { name: "Look at 1 table" }).click();
  await page.getByRole("button", { name: "Create design" }).click();
  await expect(page.getByRole("article", { name: "Table Sessions", exact: true })).toBeVisible();
  design = page.url().split("/").at(-1) ?? "";
  await ada.version({ id: design }, 0, "As it is in AWS.");

  await page.goto(`/designs/${design}/versions/1/plan/${await ada.sandbox()}`);
  await expect(page.getByText("PLAN001")).toBeVisible();
  await page.getByRole("button", { name: "Look at adopting them" }).click();
  const dialog = page.getByRole("dialog", { name: "Adopt tables" });
  await expect(dialog.getByText("It is as the design says.")).toBeVisible();
  await audit(page);
  await dialog.getByRole("button", { name: "Adopt 1 table" }).click();
  await expect(page.getByText("No changes. Your tables match the design.")).toBeVisible();

  await page.goto("/environments");
  await page.getByRole("link", { name: "Drift of Sandbox" }).click();
  await expect(page.getByRole("heading", { name: "Drift", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Look now" }).click();
  await expect(page.getByText("No drift: a plan for version 1 would be empty.")).toBeVisible();
  await audit(page);

  await client.send(new UpdateTableCommand({ TableName: "Sessions", DeletionProtectionEnabled: true }));
  await page.getByRole("button", { name: "Look now" }).click();
  await expect(page.getByText("1 table drifted from version 1.")).toBeVisible();
  await expect(page.getByText("by someone")).toBeVisible();
  await expect(page.getByRole("link", { name: "Plan it back" })).toBeVisible();
  await audit(page);
  await page.getByRole("button", { name: "Accept into the design" }).click();
  await expect(page.getByRole("dialog", { name: "Accept the drift" })).toBeVisible();
  await audit(page);
  await page.getByLabel("What happened, and why it stays").fill("Protected by hand during the incident.");
  await page.getByRole("button", { name: "Save version" }).click();
  await expect(page.getByText("No drift: a plan for version 2 would be empty.")).toBeVisible();
});

test("the schedule is an operator's, and is kept", async () => {
  const path = `/environments/${await ada.sandbox()}/drift`;
  await page.goto(path);
  // A choice that is made before the page is awake is heard by nobody.
  await expect(page.locator("body")).toHaveAttribute("data-hydrated");
  await page.getByLabel("The server looks by itself").selectOption("daily");
  await expect.poll(async () => (await ada.get<{ interval: string }>(path)).interval).toBe("daily");
  await page.reload();
  await expect(page.getByLabel("The server looks by itself")).toHaveValue("daily");
  expect(await grace.get<{ interval: string }>(path)).toMatchObject({ interval: "daily" });
  expect(heard).toEqual([]);
});
