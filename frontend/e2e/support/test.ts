import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { EventsPage } from '../pages/EventsPage';
import { IncidentsPage } from '../pages/IncidentsPage';
import { SignInPage } from '../pages/SignInPage';
import { credentials, type Role } from './credentials';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;
type At = BrowserContextOptions & { path?: string };
type SignedInAs = (role: Role, options?: At) => Promise<EventsPage>;

interface Fixtures {
  /** A browser of its own for a person, signed in by the issuer's session. */
  as: SignedInAs;
  /** The same, on the Incidents page. */
  incidentsAs: (role: Role, options?: At) => Promise<IncidentsPage>;
  /** The same, on any page: signed in, its live stream open. */
  enter: (role: Role, options?: At) => Promise<Page>;
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
  enter: async ({ anonymous }, use) => {
    await use(async (role, { path = '/security/events', ...options } = {}) => {
      const known = sessions.get(role);
      const page = await anonymous({ ...options, ...(known ? { storageState: known } : {}) });
      await page.goto(path);
      if (!known) await new SignInPage(page).signIn(credentials().people[role]);
      await expect(page.getByTestId('live-state')).toContainText('Live');
      if (!known) sessions.set(role, await page.context().storageState());
      return page;
    });
  },
  as: async ({ enter }, use) => {
    await use(async (role, options) => {
      const events = new EventsPage(await enter(role, options));
      await events.ready();
      return events;
    });
  },
  incidentsAs: async ({ enter }, use) => {
    await use(async (role, { path = '/security/incidents', ...options } = {}) => {
      const incidents = new IncidentsPage(await enter(role, { path, ...options }));
      await incidents.ready();
      return incidents;
    });
  },
});

export { expect };
