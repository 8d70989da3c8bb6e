import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { EventsPage } from '../pages/EventsPage';
import { SignInPage } from '../pages/SignInPage';
import { credentials, type Role } from './credentials';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;
type SignedInAs = (role: Role, options?: BrowserContextOptions & { path?: string }) => Promise<EventsPage>;

interface Fixtures {
  /** A browser of its own for a person, signed in by the issuer's session. */
  as: SignedInAs;
  /** A browser of its own with nobody signed in. */
  anonymous: (options?: BrowserContextOptions) => Promise<Page>;
}

// Sessions at the issuer, by role: signing in by form once each is enough for all specs but the one about it.
const sessions = new Map<Role, StorageState>();

/** Every violation of the content security policy and every uncaught error on our own pages, as they happen. */
async function watch(context: BrowserContext, problems: string[]): Promise<void> {
  const { webUrl } = credentials();
  await context.addInitScript((origin) => {
    if (window.location.origin !== origin) return;
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(
        `CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ''}`,
      );
    });
  }, webUrl);
  context.on('console', (message) => {
    if (message.text().startsWith('CSP violation:')) problems.push(message.text());
  });
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error()}`));
}

export const test = base.extend<Fixtures & { problems: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
  problems: async ({}, use) => {
    const problems: string[] = [];
    await use(problems);
    expect(problems, 'content security policy violations and uncaught errors').toEqual([]);
  },
  anonymous: async ({ browser, problems }, use) => {
    const open: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL: credentials().webUrl, ...options });
      open.push(context);
      await watch(context, problems);
      return context.newPage();
    });
    for (const context of open) await context.close();
  },
  as: async ({ anonymous }, use) => {
    await use(async (role, { path = '/security/events', ...options } = {}) => {
      const known = sessions.get(role);
      const page = await anonymous({ ...options, ...(known ? { storageState: known } : {}) });
      const events = new EventsPage(page);
      await page.goto(path);
      if (!known) {
        await new SignInPage(page).signIn(credentials().people[role]);
        await events.ready();
        sessions.set(role, await page.context().storageState());
      }
      await events.ready();
      return events;
    });
  },
});

export { expect };
