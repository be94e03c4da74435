// What a first visit costs: its weight judged, its time printed, which is the machine's as much as ours.
import { type Page, expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";

// Wasm and script of one page, as transferred, in bytes.
const BUDGET = 450_000;
// What is waited for; the editor's judge and its panels come later.
const BUNDLE = /\/pkg\/(pages|editor)\.(wasm|js)$/;

const server = oneServer();

let api: Api;
let page: Page;
let editor: Editor;
let encodings: (string | undefined)[];

test.beforeAll(async () => {
  api = await Api.joined(server(), server().link, ADA);
});

test.beforeEach(async ({ browser }) => {
  page = await browser.newPage({ baseURL: server().base, storageState: await api.cookies() });
  editor = new Editor(page);
  encodings = [];
  page.on("response", (response) => {
    if (BUNDLE.test(new URL(response.url()).pathname)) encodings.push(response.headers()["content-encoding"]);
  });
});

test.afterEach(() => page.close());

test("the first load of a page", async () => {
  await page.goto("/");
  // That a page is awake has no role.
  await expect(page.locator("body")).toHaveAttribute("data-hydrated");
  await weigh();
});

test("the first load of the editor", async () => {
  await openExample();
  await weigh();
  console.log(`editor usable after ${await editor.usable()} ms`);
});

test("the first load of the editor on a slow line and a slow processor", async () => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  const throughput = 1_600_000 / 8;
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const path = await openExample();
  const told = `${await editor.usable()} ms`;
  console.log(`editor usable at 1.6 Mbps, 150 ms and a processor four times slower after ${told}`);
  // Faces would come too late to be used, and the design is asked for beside the program that shows it.
  expect(asked.filter((path) => path.startsWith("/fonts/"))).toEqual([]);
  expect(asked.filter((asked) => asked === `/api/v1${path}`)).toHaveLength(1);
});

/** Opens an example for the first time, and gives its path. */
async function openExample(): Promise<string> {
  const { id } = await api.example();
  await editor.noteUsable();
  await page.goto(`/designs/${id}`);
  await expect(editor.card("GameScores")).toBeVisible();
  return `/designs/${id}`;
}

async function weigh(): Promise<void> {
  const files = await page.evaluate(() => {
    const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    return entries.map(({ name, encodedBodySize, decodedBodySize }) => ({ name, encodedBodySize, decodedBodySize }));
  });
  // What was asked for early is listed when it is used as well.
  const named = new Map(files.map((file) => [new URL(file.name).pathname, file]));
  const bundle = [...named].filter(([path]) => BUNDLE.test(path));
  expect(bundle.map(([path]) => path.replace(/.*\./, "")).sort()).toEqual(["js", "wasm"]);
  const size = bundle.reduce((sum, [, file]) => sum + file.encodedBodySize, 0);
  for (const [path, file] of bundle) {
    console.log(`${path}: ${kilobytes(file.encodedBodySize)} sent, ${kilobytes(file.decodedBodySize)} raw`);
  }
  console.log(`wasm and script: ${kilobytes(size)} of ${kilobytes(BUDGET)}`);
  if (encodings.every((encoding) => encoding === "br")) expect(size).toBeLessThanOrEqual(BUDGET);
  else console.log("bundles for developers: they are not compressed, and their size says little");
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} KB`;
}
