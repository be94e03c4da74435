// What a first visit costs: printed. Sizes are judged where the bundle is made, times are the machine's as much as ours.
import { expect, test } from "@playwright/test";

import { Api } from "../support/api";
import { Editor } from "../support/editor";
import { ADA } from "../support/people";
import { oneServer } from "../support/server";

// Wasm and script of one page, as transferred, in bytes.
const BUDGET = 450_000;
const BUNDLE = /\.(wasm|js)$/;

const server = oneServer();

test("the first load is measured", async ({ browser }) => {
  const api = await Api.joined(server(), server().link, ADA);
  const { id } = await api.example();
  const page = await browser.newPage({ baseURL: server().base, storageState: await api.cookies() });
  const encodings: (string | undefined)[] = [];
  page.on("response", (response) => {
    if (BUNDLE.test(new URL(response.url()).pathname)) encodings.push(response.headers()["content-encoding"]);
  });
  // The clock of the page itself, stopped with the frame that first shows a table.
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector("article")) performance.mark("usable");
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(`/designs/${id}`);
  await expect(new Editor(page).card("GameScores")).toBeVisible();

  const { files, usable } = await page.evaluate(() => {
    const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const files = entries.map(({ name, encodedBodySize, decodedBodySize }) => ({ name, encodedBodySize, decodedBodySize }));
    return { files, usable: performance.getEntriesByName("usable")[0]?.startTime ?? Number.NaN };
  });
  const bundle = files.filter(({ name }) => BUNDLE.test(new URL(name).pathname));
  expect(bundle.length).toBeGreaterThanOrEqual(2);
  const size = bundle.reduce((sum, file) => sum + file.encodedBodySize, 0);
  for (const file of bundle) {
    console.log(`${new URL(file.name).pathname}: ${kilobytes(file.encodedBodySize)} sent, ${kilobytes(file.decodedBodySize)} raw`);
  }
  console.log(`wasm and script: ${kilobytes(size)} of ${kilobytes(BUDGET)}; editor usable after ${Math.round(usable)} ms`);

  const compressed = encodings.every((encoding) => encoding === "br");
  if (!compressed) console.log("a bundle for developers: it is not compressed, and its size says little");
  else if (size > BUDGET) console.log("MISSED: over the budget; `cargo xtask site --release` judges it");
});

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} KB`;
}
