import type { Page } from '@playwright/test';

/** Our door and, behind it, the issuer's form. */
export class SignInPage {
  readonly page: Page;
  readonly door;

  constructor(page: Page) {
    this.page = page;
    this.door = page.getByRole('button', { name: 'Sign in' });
  }

  async signIn(person: { username: string; password: string }): Promise<void> {
    await this.door.click();
    await this.page.locator('#username').fill(person.username);
    await this.page.locator('#password').fill(person.password);
    await this.page.locator('#kc-login').click();
  }
}
