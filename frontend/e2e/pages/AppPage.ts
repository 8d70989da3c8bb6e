import { expect, type Locator, type Page } from '@playwright/test';

/** What every page of the product has, for those that need no more. */
export class AppPage {
  readonly page: Page;
  readonly panel: Locator;
  readonly dialog: Locator;
  readonly rows: Locator;
  readonly title: string;

  constructor(page: Page, title: string) {
    this.page = page;
    this.title = title;
    this.panel = page.getByTestId('peek-panel');
    this.dialog = page.getByRole('dialog');
    this.rows = page.locator('[data-row-id]');
  }

  /** Goes there in a browser where somebody is signed in already. */
  static async open(page: Page, title: string, path: string): Promise<AppPage> {
    const app = new AppPage(page, title);
    await page.goto(path);
    await app.ready();
    return app;
  }

  /** The page stands, what it shows is read and the live stream is open. */
  async ready(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: this.title, level: 1 })).toBeVisible();
    await expect(this.page.getByTestId('live-state')).toHaveAttribute('data-state', 'live');
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** A toast, or whatever else says that something was done. */
  said(text: string | RegExp): Locator {
    return this.page.getByText(text).first();
  }

  /** The bearer header this person's page sends, to do something through the API in their name. */
  async bearer(): Promise<string> {
    const request = this.page.waitForRequest((one) => one.headers().authorization !== undefined);
    await this.page.reload();
    const header = (await request).headers().authorization;
    await this.ready();
    return header ?? '';
  }

  async hasNoSidewaysScroll(): Promise<boolean> {
    return this.page.evaluate(() => {
      const scroller = document.scrollingElement;
      return scroller !== null && scroller.scrollWidth <= window.innerWidth;
    });
  }
}
