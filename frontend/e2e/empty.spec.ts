import { RotationsPage } from './pages/RotationsPage';
import { credentials } from './support/credentials';
import { expect, test } from './support/test';

test('a fresh product says what will fill the page and draws no figure it does not have', async ({ as }) => {
  const events = await as('viewer');
  const { page } = events;
  test.skip((await events.rows.count()) > 0, 'the stack under test already has events');
  await expect(page.getByRole('heading', { name: 'No security event has been recorded yet' })).toBeVisible();
  await expect(page.getByText('/api/security/events')).toBeVisible();
  await expect(page.getByText('0 events', { exact: true })).toBeVisible();
});

test('without any incident the page says how one begins, and no figure is drawn as zero', async ({
  incidentsAs,
}) => {
  const incidents = await incidentsAs('viewer');
  const { page } = incidents;
  test.skip((await incidents.rows.count()) > 0, 'the stack under test already has incidents');
  await expect(page.getByRole('heading', { name: 'There has been no incident yet' })).toBeVisible();
  await expect(page.locator('[data-figure="timeToResolve"]')).toContainText('–');
  await expect(page.getByRole('slider', { name: 'Time to resolve by week' })).toHaveAttribute(
    'aria-valuetext',
    /0 have data/,
  );
  await incidents.view('Action items');
  await expect(page.getByRole('heading', { name: 'Nothing is left to do' })).toBeVisible();
});

test('a filter that nothing fits says so and offers to clear it', async ({ as }) => {
  const events = await as('viewer', { path: '/security/events?q=nothinghasthisword' });
  await expect(events.page.getByRole('heading', { name: 'No event fits these filters' })).toBeVisible();
  await events.page
    .getByRole('region', { name: 'No event fits these filters' })
    .getByRole('button', { name: 'Clear filters' })
    .click();
  await expect(events.page).toHaveURL(`${credentials().webUrl}/security/events`);
});

test('a fresh rotations page says what will fill it, and draws no coverage it does not have', async ({
  as,
}) => {
  const rotations = await RotationsPage.open((await as('viewer')).page);
  test.skip((await rotations.figure(/on time/i).textContent()) !== '–On time', 'there are secrets already');
  const { page } = rotations;
  await expect(page.getByRole('heading', { name: 'No rotation has been logged yet' })).toBeVisible();
  await expect(page.getByText('/api/security/secret-rotations')).toBeVisible();
  await expect(rotations.timeline).toHaveCount(0);
  await page.getByRole('button', { name: 'Log', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'No rotation has been logged yet' })).toBeVisible();
});
