// The editor's places, found as people find them: by role and name.
import { type Locator, type Page, expect } from "@playwright/test";

export class Editor {
  readonly toolbar: Locator;
  readonly canvas: Locator;
  readonly settings: Locator;

  constructor(readonly page: Page) {
    this.toolbar = page.getByRole("group", { name: "Design" });
    this.canvas = page.getByRole("region", { name: "Tables" });
    this.settings = page.getByRole("complementary", { name: "Settings of the selection" });
  }

  /** Has the page note the frame that first shows a table. Before it is gone to. */
  async noteUsable(): Promise<void> {
    await this.page.addInitScript(() => {
      const look = () => {
        if (document.querySelector("article")) performance.mark("usable");
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  }

  /** When that was, in milliseconds since the page was asked for. */
  async usable(): Promise<number> {
    return this.page.evaluate(() => Math.round(performance.getEntriesByName("usable")[0]?.startTime ?? Number.NaN));
  }

  /** The card of a table. */
  card(table: string): Locator {
    return this.canvas.getByRole("article", { name: `Table ${table}`, exact: true });
  }

  /** The heads of all cards: the names of the tables, in order. */
  cards(): Locator {
    return this.canvas.getByRole("article");
  }

  /** A setting of what is selected. */
  setting(label: string): Locator {
    return this.settings.getByLabel(label, { exact: true });
  }

  /** What is wrong with a setting, or nothing. */
  async expectWrong(label: string, message: RegExp): Promise<void> {
    await expect(this.setting(label)).toHaveAttribute("aria-invalid", "true");
    await expect(this.setting(label)).toHaveAccessibleDescription(message);
  }

  async expectRight(label: string): Promise<void> {
    await expect(this.setting(label)).not.toHaveAttribute("aria-invalid", "true");
  }

  /** Waits until the server has everything. */
  async expectSaved(): Promise<void> {
    await expect(this.toolbar.getByText("Saved", { exact: true })).toBeVisible();
  }
}
