import { EventsPage } from './pages/EventsPage';
import { postEvent, postEvents, unique } from './support/api';
import { expect, test } from './support/test';

test('two people see an event arrive by itself, and a change of one reaches the other in place', async ({
  as,
}) => {
  const selma = await as('security');
  const vera = await as('viewer');
  const title = unique('Arrives');
  await postEvent({ title });

  for (const events of [selma, vera]) {
    // What the product itself found meanwhile may be among them.
    await expect(events.news).toHaveText(/^[1-9]\d* new$/);
    await expect(events.row(title)).toHaveCount(0);
    await events.news.click();
    await expect(events.row(title)).toBeVisible();
  }

  await selma.open(title);
  await selma.panel.getByRole('button', { name: 'Investigate' }).click();
  await selma.dialog.getByRole('button', { name: 'Investigate' }).click();
  await expect(selma.row(title)).toContainText('Investigating');
  await expect(vera.row(title)).toContainText('Investigating');
});

test('a batch waits behind its number and never moves what is being read', async ({ as }) => {
  const events = await as('viewer');
  const first = await events.rows.first().getAttribute('data-row-id');
  const word = unique('Batch');
  await postEvents([1, 2, 3, 4].map((n) => ({ title: `${word} ${n}` })));
  await expect(events.news).toHaveText('4 new');
  expect(await events.rows.first().getAttribute('data-row-id')).toBe(first);
  await events.news.click();
  await expect(events.row(word)).toHaveCount(4);
  await expect(events.news).toHaveCount(0);
});

test('a broken stream says so, resumes, and has missed nothing', async ({ as }) => {
  const events = await as('viewer');
  const context = events.page.context();
  await context.setOffline(true);
  await expect(events.live).toContainText('Offline');
  await postEvent({ title: unique('Meanwhile') });
  await context.setOffline(false);
  await expect(events.live).toContainText('Live');
  await expect(events.news).toHaveText('1 new');
});

test('all tabs of a browser share one stream, and another takes over when its tab closes', async ({ as }) => {
  const first = await as('viewer');
  const context = first.page.context();
  const streams: string[] = [];
  context.on('request', (request) => {
    if (request.url().includes('/api/trust/live') && request.method() === 'GET') streams.push(request.url());
  });
  const second = new EventsPage(await context.newPage());
  await second.page.goto('/security/events');
  await second.ready();
  expect(streams).toEqual([]);

  await postEvent({ title: unique('Shared') });
  await expect(first.news).toHaveText('1 new');
  await expect(second.news).toHaveText('1 new');

  await first.page.close();
  await expect.poll(() => streams.length).toBe(1);
  await postEvent({ title: unique('Taken over') });
  await expect(second.news).toHaveText('2 new');
});
