import { expect, type Locator, type Page } from '@playwright/test';

/** The Incidents page as a person sees it. */
export class IncidentsPage {
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
    this.search = page.getByRole('searchbox', { name: 'Search title and summary' });
    this.news = page.getByRole('button', { name: /^\d+\+? new$/ });
  }

  /** The page stands, its rows are read and the live stream is open. */
  async ready(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Incidents', level: 1 })).toBeVisible();
    await expect(this.live).toContainText('Live');
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  row(title: string): Locator {
    return this.rows.filter({ hasText: title });
  }

  async open(title: string): Promise<void> {
    await this.row(title).getByRole('link', { name: title }).click();
    await expect(this.panel.getByRole('heading', { name: title, level: 2 })).toBeVisible();
  }

  section(name: string): Locator {
    return this.panel.getByRole('region', { name, exact: true });
  }

  column(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  async view(name: 'List' | 'Board' | 'Action items'): Promise<void> {
    await this.page.getByRole('group', { name: 'View' }).getByRole('button', { name }).click();
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  /** The bearer header this person's page sends. */
  async bearer(): Promise<string> {
    const request = this.page.waitForRequest((one) => one.url().includes('/api/security/incidents?'));
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
