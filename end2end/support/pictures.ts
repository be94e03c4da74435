// The README's pictures. Only taken when asked for, so that a run of the tests leaves the checkout as it was.
import type { Page } from "@playwright/test";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../docs/img/", import.meta.url));

export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.TABLEWRIGHT_PICTURES !== "1") return;
  for (const message of await page.getByRole("button", { name: "Dismiss" }).all()) await message.click();
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: "disabled", caret: "hide" });
}
