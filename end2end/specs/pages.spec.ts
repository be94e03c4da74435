// Every page: accessible, quiet on the console, and as wide as the screen.
import { type Browser, type BrowserContext, type Page, expect, test } from "@playwright/test";

import { audit } from "../support/audit";
import { Editor } from "../support/editor";
import { oneServer } from "../support/server";
import { type Stage, set } from "../support/stage";
import { complaints } from "../support/watch";

// Slow enough that a run can be looked at closely while it goes on.
const server = oneServer(0.25);

let stage: Stage;
let page: Page;
let heard: string[];
let context: BrowserContext;
let first: string;

test.beforeAll(async ({ browser }) => {
  first = server().link;
  const early = await browser.newContext({ baseURL: server().base });
  const complained = complaints(early);
  const setup = await early.newPage();
  await setup.goto(first);
  await expect(setup.getByRole("heading", { name: "Set up Tablewright" })).toBeVisible();
  await audit(setup);
  expect(complained).toEqual([]);
  await early.close();
  stage = await set(server());
});

async function as(browser: Browser, who: "ada" | "grace" | "nobody"): Promise<void> {
  const storageState = who === "nobody" ? undefined : await stage[who].cookies();
  context = await browser.newContext({ baseURL: server().base, storageState });
  heard = complaints(context);
  page = await context.newPage();
}

test.afterEach(async () => {
  await context.close();
});

test.describe("to somebody who is not signed in", () => {
  test.beforeEach(async ({ browser }) => as(browser, "nobody"));

  test("the page for signing in, with an error", async () => {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill("nobody@example.com");
    await page.getByLabel("Password").fill("a wrong password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await audit(page);
    expect(heard.filter((complaint) => !/ 401 /.test(complaint))).toEqual([]);
  });

  test("an invitation that was used", async () => {
    await page.goto(first);
    await expect(page.getByRole("heading", { name: "This link is no longer valid" })).toBeVisible();
    await audit(page);
  });

  test("an invitation", async () => {
    const { path } = await stage.ada.post<{ path: string }>("/invitations", { role: "viewer" });
    await page.goto(path);
    await expect(page.getByText("You were invited as viewer.")).toBeVisible();
    await audit(page);
    expect(heard).toEqual([]);
  });
});

test.describe("to an administrator", () => {
  test.beforeEach(async ({ browser }) => as(browser, "ada"));

  /** Opens a page, waits for what is on it, and looks closely. */
  async function look(path: string, heading: string): Promise<void> {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
    await audit(page);
    expect(heard).toEqual([]);
  }

  test("the gallery", () => look("/", "Designs"));
  test("the environments", async () => {
    await look("/environments", "Environments");
    await page.getByRole("button", { name: "Add environment" }).click();
    await expect(page.getByRole("dialog", { name: "Add environment" })).toBeVisible();
    await audit(page);
  });
  test("the people, with a new link", async () => {
    await look("/people", "People");
    await page.getByRole("button", { name: "Create link" }).click();
    await expect(page.getByText(/\/join\//)).toBeVisible();
    await audit(page);
  });
  test("an account, with a new token", async () => {
    await look("/account", "Your account");
    await page.getByLabel("Name").fill("Pipeline");
    await page.getByLabel("Ends after days").fill("30");
    await page.getByRole("checkbox", { name: /^read:/ }).check();
    await page.getByRole("button", { name: "Create token" }).click();
    await expect(page.getByText(/^tablewright_/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Revoke Pipeline" })).toBeVisible();
    await audit(page);
  });
  test("the audit log", () => look("/audit", "Audit log"));
  test("the webhooks", () => look("/webhooks", "Webhooks"));
  test("a policy", async () => {
    await look(`/environments/${await stage.ada.sandbox()}/policy`, "Policy of Sandbox");
    await page.getByText("Only some of them").first().click();
    await audit(page);
  });
  test("the versions", () => look(`/designs/${stage.design}/versions`, "Versions"));
  test("a version with its exports", async () => {
    await look(`/designs/${stage.design}/versions/1`, "Version 1");
    await page.getByLabel("Format").selectOption({ label: "JSON" });
    await expect(page.getByRole("region", { name: "JSON" })).toBeVisible();
    await audit(page);
  });
  test("a plan", async () => {
    const many = (await stage.ada.get<{ id: string; name: string }[]>("/designs")).find(({ name }) => name === "Many tables");
    await look(`/designs/${many?.id}/versions/1/plan/${await stage.ada.sandbox()}`, "Plan for Sandbox");
  });
  test("a plan without changes", async () => {
    await page.goto(`/designs/${stage.design}/versions/1/plan/${await stage.ada.sandbox()}`);
    await expect(page.getByText("No changes. Your tables match the design.")).toBeVisible();
    await audit(page);
    expect(heard).toEqual([]);
  });
  test("the requests", () => look("/requests", "Change requests"));
  test("a request in review", () => look(`/requests/${stage.requests.in_review}`, "Waits for a reviewer"));
  test("an approved request", () => look(`/requests/${stage.requests.approved}`, "Approved"));
  test("an applied request, and how to take it back", async () => {
    await look(`/requests/${stage.requests.applied}`, "Applied");
    await page.getByRole("button", { name: "How to take it back" }).click();
    await expect(page.getByRole("heading", { name: "Undo" })).toBeVisible();
    await audit(page);
  });
  test("a superseded request", () => look(`/requests/${stage.requests.superseded}`, "Outrun by another"));
  test("a plan that was approved", async () => {
    const id = stage.requests.applied;
    const { plan } = await stage.ada.get<{ plan: { digest: string } }>(`/requests/${id}`);
    await look(`/requests/${id}/plans/${plan.digest}`, `Plan ${plan.digest.slice(0, 12)}`);
  });
  test("a comment on a step", async () => {
    await page.goto(`/requests/${stage.requests.in_review}`);
    await page.getByLabel("About").selectOption("1");
    await page.getByLabel("Comment", { exact: true }).last().fill("Why first?");
    await page.getByRole("button", { name: "Comment", exact: true }).click();
    await expect(page.getByText("Why first?")).toBeVisible();
    await audit(page);
  });
  test("a discarded request", () => look(`/requests/${stage.requests.discarded}`, "Given up"));

  test("a request whose run was cancelled", async () => {
    await look(`/requests/${stage.requests.cancelled}`, "Cancelled midway");
    await expect(page.getByRole("region", { name: "Run" }).getByText("Cancelled", { exact: true })).toBeVisible();
  });

  test("a request while it is applied", async () => {
    await page.goto(`/requests/${stage.requests.long}`);
    await page.getByRole("button", { name: "Apply to Sandbox" }).click();
    await expect(page.getByText(/Step \d+ is (calling|waiting)\./)).toBeAttached();
    await page.getByRole("button", { name: "Pause run" }).click();
    await expect(page.getByText("The run waits before its next step.", { exact: false })).toBeVisible();
    await audit(page);
    await page.getByRole("button", { name: "Cancel run" }).click();
    const asked = page.getByRole("dialog", { name: "Cancel this run?" });
    await expect(asked).toBeVisible();
    await audit(page);
    await asked.getByRole("button", { name: "Let it run" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByText("A run can wait or stop between two steps.", { exact: false })).toBeVisible();
    expect(heard).toEqual([]);
  });

  test("nothing there", async () => {
    await page.goto("/nowhere");
    await expect(page.getByText("There is nothing here")).toBeVisible();
    await audit(page);
    expect(heard).toEqual([expect.stringMatching(/\/nowhere: .* 404 /)]);
  });

  test("the editor with each of its panels", async () => {
      const editor = new Editor(page);
    await page.goto(`/designs/${stage.design}`);
    const card = editor.card("GameScores");
    await expect(card).toBeVisible();
    await audit(page);
    for (const [line, kind] of [[/^GameScores/, "Table"], [/TopScore N$/, "Attribute"], [/^GameTitleIndex/, "Index"]] as const) {
      await card.getByRole("button", { name: line }).click();
      await expect(editor.settings.getByRole("heading", { name: kind })).toBeVisible();
      await audit(page);
    }
    await page.getByRole("tab", { name: /^Coverage/ }).click();
    await expect(page.getByRole("tabpanel", { name: "Coverage" }).getByRole("table")).toBeVisible();
    await audit(page);
    for (const [panel, kind] of [[/^Access patterns/, "Access pattern"], [/^Items/, "Sample item"]] as const) {
      await page.getByRole("tab", { name: panel }).click();
      await page.getByRole("tabpanel", { name: panel }).getByRole("rowheader").first().getByRole("button").click();
      await expect(editor.settings.getByRole("heading", { name: kind })).toBeVisible();
      await audit(page);
    }
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await audit(page);
    expect(heard).toEqual([]);
  });

  test("the editor of a design without a table, and with problems", async () => {
    const { id } = await stage.ada.blank("Empty");
    await page.goto(`/designs/${id}`);
    await expect(page.getByText("No table yet")).toBeVisible();
    await audit(page);
    await page.getByRole("button", { name: "Add a table" }).click();
    await new Editor(page).setting("Name").fill("a b");
    const problems = page.getByRole("tabpanel", { name: /^Problems/ });
    await expect(problems.getByRole("button", { name: "Errors 1" })).toBeVisible();
    await audit(page);
    await problems.getByRole("button", { name: /^More about DDB1/ }).first().click();
    await expect(problems.getByText("Way out")).toBeVisible();
    await audit(page);
    expect(heard).toEqual([]);
  });
});

test.describe("to a reviewer", () => {
  test.beforeEach(async ({ browser }) => as(browser, "grace"));

  test("a request to approve", async () => {
    await page.goto(`/requests/${stage.requests.in_review}`);
    await expect(page.getByRole("button", { name: "Approve" })).toBeEnabled();
    await audit(page);
    expect(heard).toEqual([]);
  });
});
