import { expect, type Locator, type Page } from '@playwright/test';

/** The Security events page as a person sees it. */
export class EventsPage {
  readonly page: Page;
  readonly live: Locator;
  readonly panel: Locator;
  readonly dialog: Locator;
  readonly rows: Locator;
  readonly search: Locator;
  readonly news: Locator;

  constructor(page: Page) {
    this.page = page;
    this.live = page.getByTestId('live-state');
    this.panel = page.getByTestId('peek-panel');
    this.dialog = page.getByRole('dialog');
    this.rows = page.locator('[data-row-id]');
    this.search = page.getByRole('searchbox', { name: 'Search title and description' });
    this.news = page.getByRole('button', { name: /^\d+\+? new$/ });
  }

  /** The page stands, its rows are read and the live stream is open. */
  async ready(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Security events', level: 1 })).toBeVisible();
    await expect(this.live).toContainText('Live');
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  row(title: string): Locator {
    return this.rows.filter({ hasText: title });
  }

  async open(title: string): Promise<void> {
    await this.row(title).getByRole('link', { name: title }).click();
    await expect(this.panel.getByRole('heading', { name: title })).toBeVisible();
  }

  /** Shows only events whose title has this word, the way a person would. */
  async find(words: string): Promise<void> {
    await this.search.fill(words);
    await expect(this.page).toHaveURL(/[?&]q=/);
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  async chooseFilter(name: string, ...options: string[]): Promise<void> {
    await this.page
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click();
    const group = this.page.getByRole('group', { name: `${name} filter` });
    for (const option of options) await group.getByText(option, { exact: true }).click();
    await this.page.keyboard.press('Escape');
    await expect(group).toBeHidden();
  }

  /** The bearer header this person's page sends, to change something behind another one's back. */
  async bearer(): Promise<string> {
    const request = this.page.waitForRequest((one) => one.url().includes('/api/security/events/summary'));
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
