import { postEvents, unique } from './support/api';
import { credentials } from './support/credentials';
import { expect, test } from './support/test';

test('filters live in the address, Back leaves the page as it was, and a link shows the same', async ({
  as,
}) => {
  const word = unique('Filter');
  await postEvents([
    { title: `${word} a`, severity: 'critical' },
    { title: `${word} b`, severity: 'high', actor: 'smith, john' },
    { title: `${word} c`, severity: 'low' },
  ]);
  const events = await as('viewer');
  const { page } = events;
  await events.find(word);
  await expect(events.rows).toHaveCount(3);

  await events.chooseFilter('Severity', 'High', 'Critical');
  await expect(page).toHaveURL(/severity=critical,high/);
  await expect(events.rows).toHaveCount(2);
  await expect(page.getByRole('status').filter({ hasText: '2 events' })).toBeVisible();

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Actor', exact: true }).click();
  await page.getByRole('textbox', { name: 'Actor is' }).fill('smith, john');
  await page.keyboard.press('Enter');
  await expect(events.rows).toHaveCount(1);
  await expect(events.row(`${word} b`)).toBeVisible();

  const link = page.url();
  const other = await as('auditor', { path: link.replace(credentials().webUrl, '') });
  await expect(other.rows).toHaveCount(1);
  await expect(other.row(`${word} b`)).toBeVisible();

  // Opening a panel is a step one can go back from; choosing filters is not.
  await events.open(`${word} b`);
  await page.goBack();
  await expect(events.panel).toHaveCount(0);
  await expect(page).toHaveURL(link);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(`${credentials().webUrl}/security/events`);
});

test('a bad link loses only its bad part', async ({ as }) => {
  const events = await as('viewer', {
    path: '/security/events?severity=critical,purple&status=%5B%22x%22%5D&sort=sideways&from=yesterday&event=../../etc&within=1y',
  });
  await expect(events.page.getByRole('button', { name: /^Severity Critical/ })).toBeVisible();
  await expect(events.panel).toHaveCount(0);
});

test('a figure leads to the rows behind it, and a bar of the chart to its time', async ({ as }) => {
  await postEvents([{ title: unique('Figure'), severity: 'critical' }]);
  const events = await as('viewer');
  const { page } = events;
  const critical = page.getByRole('button', { name: /^\d+\s*Critical$/ });
  const value = await critical.locator('span').first().innerText();
  await critical.click();
  await expect(page).toHaveURL(/severity=critical&status=open|status=open&severity=critical/);
  await expect(critical).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText(`${value} event`, { exact: false }).first()).toBeVisible();

  await page.getByRole('button', { name: /Unassigned$/ }).click();
  await expect(page).toHaveURL(/unassigned=true/);
  await expect(events.rows.first()).toBeVisible();

  const chart = page.getByRole('slider', { name: 'Events in the last 24 hours' });
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', /\d+ events$/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=.*&to=|to=.*&from=/);
});

test('sorts by severity with ranks, not letters', async ({ as }) => {
  const word = unique('Rank');
  await postEvents(
    (['low', 'critical', 'medium', 'high'] as const).map((severity) => ({
      title: `${word} ${severity}`,
      severity,
    })),
  );
  const events = await as('viewer');
  await events.find(word);
  await expect(events.rows).toHaveCount(4);
  await events.page.getByRole('button', { name: 'Severity', exact: true }).last().click();
  await expect(events.page).toHaveURL(/sort=-severity/);
  await expect(events.rows.first()).toContainText('critical');
  const texts = await events.rows.allInnerTexts();
  expect(texts.map((text) => /(low|critical|medium|high)\b/.exec(text.split(word)[1] ?? '')?.[1])).toEqual([
    'critical',
    'high',
    'medium',
    'low',
  ]);
});
