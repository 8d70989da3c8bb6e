import { expect, type Locator, type Page } from '@playwright/test';

/** The Secret rotations page as a person sees it. */
export class RotationsPage {
  readonly page: Page;
  readonly live: Locator;
  readonly panel: Locator;
  readonly dialog: Locator;
  readonly rows: Locator;
  readonly search: Locator;
  readonly news: Locator;
  readonly timeline: Locator;

  constructor(page: Page) {
    this.page = page;
    this.live = page.getByTestId('live-state');
    this.panel = page.getByTestId('peek-panel');
    this.dialog = page.getByRole('dialog');
    this.rows = page.locator('[data-row-id]');
    this.search = page.getByRole('searchbox');
    this.news = page.getByRole('button', { name: /^\d+\+? new$/ });
    this.timeline = page.getByRole('slider', { name: 'When secrets are due' });
  }

  /** Goes there in a browser where somebody is signed in already. */
  static async open(page: Page, query = ''): Promise<RotationsPage> {
    const rotations = new RotationsPage(page);
    await page.goto(`/security/rotations${query}`);
    await rotations.ready();
    return rotations;
  }

  /** The page stands, its rows are read and the live stream is open. */
  async ready(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Secret rotations', level: 1 })).toBeVisible();
    await expect(this.live).toHaveAttribute('data-state', 'live');
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  figure(label: RegExp): Locator {
    return this.page
      .getByRole('region', { name: 'What has to be renewed' })
      .getByRole('button', { name: label });
  }

  async openSecret(name: string): Promise<void> {
    await this.row(name).getByRole('link', { name }).first().click();
    await expect(this.panel.getByRole('heading', { name, level: 2 })).toBeVisible();
  }

  /** The bearer header this person's page sends, to do something through the API in their name. */
  async bearer(): Promise<string> {
    const request = this.page.waitForRequest((one) => one.url().includes('/secret-rotations/due'));
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
