// Coming in: by an invitation's link, by signing in. What people do there is what everyone does first.
import { type Page, expect } from "@playwright/test";

export const ADA = { name: "Ada Lovelace", email: "ada@example.com", password: "correct horse battery" };
export const GRACE = { name: "Grace Hopper", email: "grace@example.com", password: "nanoseconds matter" };

export type Person = typeof ADA;

/** Opens the link of an invitation and makes the account. */
export async function join(page: Page, link: string, person: Person): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Designs", exact: true })).toBeVisible();
}

/** Makes a link for somebody of this role, on the page for it, as an administrator. */
export async function invite(page: Page, role: string): Promise<string> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).click();
  await page.getByLabel("Role", { exact: true }).selectOption(role);
  await page.getByRole("button", { name: "Create link" }).click();
  const link = page.getByText(/^http\S+\/join\/\S+$/);
  await expect(link).toBeVisible();
  return (await link.textContent()) ?? "";
}
