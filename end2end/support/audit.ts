// What every page has to pass: axe with nothing switched off, in light and in dark; no sideways scrolling on a phone.
import AxeBuilder from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

export async function audit(page: Page): Promise<void> {
  // That a page is awake has no role.
  await expect(page.locator("body")).toHaveAttribute("data-hydrated");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await settled(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(told), `${page.url()} in ${colorScheme}`).toEqual([]);
  }
  await onPhone(page);
}

/** Colours on their way from one scheme to the other are neither's; on a busy machine that takes a while. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map(({ finished }) => finished));
  });
}

/** The page itself must not scroll sideways; wide tables may, in boxes of their own. */
export async function onPhone(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  const widths = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(widths, { message: `${page.url()} scrolls sideways on a phone` }).toBe(0);
  await page.setViewportSize(DESK);
}

type Violation = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"][number];

/** A violation in one line for each element. */
function told({ id, help, nodes }: Violation): string {
  const where = nodes.map(({ target, failureSummary }) => `  ${target.join(" ")}: ${failureSummary?.replaceAll("\n", " ")}`);
  return [`${id}: ${help}`, ...where].join("\n");
}
