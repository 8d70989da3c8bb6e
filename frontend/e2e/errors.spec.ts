import { credentials } from './support/credentials';
import { expect, test } from './support/test';

const cors = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/problem+json' };

test("a failing list shows the problem's own words and trace id, and tries again", async ({ as }) => {
  const events = await as('viewer');
  const { page } = events;
  const list = new RegExp(`${credentials().apiUrl}/api/security/events\\?`);
  await page.route(list, (route) =>
    route.fulfill({
      status: 503,
      headers: cors,
      body: JSON.stringify({
        type: 'https://trustfabric.io/problems/unavailable',
        title: 'The service is not available',
        status: 503,
        detail: 'The database does not answer.',
        traceId: '0af7651916cd43dd8448eb211c80319c',
      }),
    }),
  );
  await page.goto('/security/events?severity=low');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The service is not available');
  await expect(alert).toContainText('The database does not answer.');
  await expect(
    alert.getByRole('button', { name: /^Copy trace id 0af7651916cd43dd8448eb211c80319c/ }),
  ).toBeVisible();
  await page.unroute(list);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toHaveCount(0);
});

test('an API that cannot be reached is said so, and the page comes back by itself', async ({ as }) => {
  const events = await as('viewer');
  const { page } = events;
  await page.route(`${credentials().apiUrl}/**`, (route) => route.abort());
  await page.goto('/security/events?severity=medium');
  await expect(page.getByRole('alert')).toContainText('The API cannot be reached');
  await expect(events.live).toContainText(/Reconnecting|Offline/);
  await page.unroute(`${credentials().apiUrl}/**`);
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await events.ready();
});

test('an event that does not exist says so in its panel, and the list goes on', async ({ as }) => {
  const events = await as('viewer', { path: '/security/events?event=01990000-0000-7000-8000-000000000000' });
  await expect(events.panel.getByRole('alert')).toBeVisible();
  await events.page.keyboard.press('Escape');
  await expect(events.panel).toHaveCount(0);
});

test('an address that leads nowhere says so', async ({ as }) => {
  const events = await as('viewer');
  await events.page.goto('/no/such/page');
  await expect(events.page.getByRole('heading', { name: 'There is no page here' })).toBeVisible();
  await events.page.getByRole('link', { name: 'Go to the Trust page' }).click();
  await expect(events.page.getByRole('heading', { name: 'Trust', level: 1 })).toBeVisible();
});
