import { EventsPage } from './pages/EventsPage';
import { SignInPage } from './pages/SignInPage';
import { postEvent, unique } from './support/api';
import { credentials, ROLES, type Role } from './support/credentials';
import { expect, test } from './support/test';

const changes: Role[] = ['engineer', 'security', 'admin'];
const reports: Role[] = ['security', 'admin'];

for (const role of ROLES) {
  test(`${role} signs in, keeps the deep link, and may do just what the role allows`, async ({
    anonymous,
  }) => {
    const title = unique('Door');
    const event = await postEvent({ title });
    const page = await anonymous();
    await page.goto(`/security/events?severity=high,critical&event=${event.id}`);
    await new SignInPage(page).signIn(credentials().people[role]);
    const events = new EventsPage(page);
    await events.ready();

    await expect(page).toHaveURL(
      `${credentials().webUrl}/security/events?severity=high,critical&event=${event.id}`,
    );
    await expect(
      page.getByRole('button', { name: new RegExp(`^${credentials().people[role].name}, ${role}`, 'i') }),
    ).toBeVisible();
    await expect(events.panel.getByRole('heading', { name: title })).toBeVisible();
    await expect(events.panel.getByText('from the audit ledger')).toBeVisible();
    await expect(events.panel.getByText('Recorded', { exact: true })).toBeVisible();

    const mayChange = changes.includes(role);
    await expect(events.panel.getByRole('button', { name: 'Investigate' })).toHaveCount(mayChange ? 1 : 0);
    await expect(events.panel.getByRole('button', { name: 'Assign to me' })).toHaveCount(mayChange ? 1 : 0);
    await expect(events.panel.getByRole('button', { name: 'Escalate' })).toHaveCount(mayChange ? 1 : 0);
    await expect(events.row(title).getByRole('checkbox')).toHaveCount(mayChange ? 1 : 0);
    await expect(events.panel.getByRole('button', { name: 'Report required' })).toHaveCount(
      reports.includes(role) ? 1 : 0,
    );
  });
}

test('a reload keeps the session without a click, and no token lies in storage', async ({ as }) => {
  const events = await as('viewer', { path: '/security/events?severity=low' });
  const { page } = events;
  await page.reload();
  await events.ready();
  await expect(page).toHaveURL(/\?severity=low$/);
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toMatch(/eyJ|access_token|refresh_token/);
});

test('signing out ends the session at the issuer too', async ({ anonymous }) => {
  const page = await anonymous();
  await page.goto('/security/events');
  const door = new SignInPage(page);
  await door.signIn(credentials().people.viewer);
  await new EventsPage(page).ready();
  await page.getByRole('button', { name: /^Vera Lindqvist/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(door.door).toBeVisible();
  await page.goto('/security/events');
  await expect(door.door).toBeVisible();
});

test('the token is renewed before it runs out, and the page goes on', async ({ anonymous }) => {
  const page = await anonymous();
  await page.clock.install();
  await page.goto('/security/events');
  await new SignInPage(page).signIn(credentials().people.engineer);
  const events = new EventsPage(page);
  await events.ready();
  const renewal = page.waitForResponse(
    (response) =>
      response.url().endsWith('/token') &&
      (response.request().postData() ?? '').includes('grant_type=refresh_token'),
  );
  await page.clock.fastForward('04:25');
  expect((await renewal).status()).toBe(200);
  const title = unique('After renewal');
  await postEvent({ title });
  await expect(events.news).toBeVisible();
});

test('a person without a role is told so', async ({ as }) => {
  const events = await as('viewer');
  await events.page.route('**/api/me', (route) =>
    route.fulfill({
      json: { issuer: 'i', subject: 's', name: 'Vera Lindqvist', username: 'vera', roles: [] },
      headers: { 'Access-Control-Allow-Origin': '*' },
    }),
  );
  await events.page.reload();
  await expect(events.page.getByRole('heading', { name: 'Your account has no role here' })).toBeVisible();
});
