// What the browser complains about: errors on the console, exceptions, and what the content policy stopped.
import type { BrowserContext, Page } from "@playwright/test";

/** Listens to every page of a context; the list that it gives grows. */
export function complaints(context: BrowserContext): string[] {
  const heard: string[] = [];
  const hear = (complaint: string) => {
    heard.push(complaint);
    // At once, beside the failure that it may be the cause of.
    console.error(`the browser complains: ${complaint}`);
  };
  context.on("console", (message) => {
    if (message.type() === "error") hear(`${message.location().url}: ${message.text()}`);
  });
  context.on("weberror", (error) => hear(String(error.error().stack)));
  return heard;
}

/** Keeps what a page says to people who do not see it. Call `heard` later for everything said since. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    const take = () => {
      for (const region of document.querySelectorAll("[role=status]")) {
        const text = region.textContent ?? "";
        if (text && said.at(-1) !== text) said.push(text);
      }
    };
    new MutationObserver(take).observe(document.body, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { said });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}
