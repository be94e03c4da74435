// Browser tests with the system's Chromium, which `cargo xtask test` finds and names in CHROMIUM.
// No `webServer`: the specs start, kill and restart their own servers (TABLEWRIGHT_BIN), because that is what they test.
import { defineConfig } from "@playwright/test";

const chromium = process.env.CHROMIUM;
if (!chromium) {
  throw new Error("CHROMIUM names no browser: run the specs with `cargo xtask test --only browser -- SPEC`");
}

export default defineConfig({
  testDir: "./specs",
  outputDir: "./test-results",
  forbidOnly: !!process.env.CI,
  // A test that passes at its second try has found something: no retries, but where `.ci/run` counts them apart.
  retries: process.env.CI ? 1 : 0,
  fullyParallel: false,
  workers: 2,
  // For a machine that has other things to do as well.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "UTC",
    colorScheme: "light",
    screenshot: "only-on-failure",
    // A picture and the page's tree tell most; a trace of everything takes a third of the time: `-- --trace on` has it.
    trace: "off",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
