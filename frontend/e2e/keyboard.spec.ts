import { postEvents, unique } from './support/api';
import { expect, test } from './support/test';

test('the whole page works by keyboard alone', async ({ as }) => {
  const word = unique('Keys');
  const titles = [1, 2, 3].map((n) => `${word} ${n}`);
  await postEvents(
    titles.map((title, n) => ({ title, occurredAt: new Date(Date.now() - n * 60_000).toISOString() })),
  );
  const events = await as('security');
  const { page, panel } = events;
  const keys = page.keyboard;

  await keys.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await keys.press('/');
  await expect(events.search).toBeFocused();
  await keys.type(word);
  await expect(events.rows).toHaveCount(3);
  await keys.press('Escape');
  await keys.type(word);
  await expect(page).toHaveURL(/q=/);
  await expect(events.rows).toHaveCount(3);
  await keys.press('Tab');

  await keys.press('j');
  await expect(page.getByRole('link', { name: titles[0] ?? '' })).toBeFocused();
  await keys.press('j');
  await keys.press('Enter');
  await expect(panel.getByRole('heading', { name: titles[1] ?? '' })).toBeVisible();
  await keys.press('j');
  await expect(panel.getByRole('heading', { name: titles[2] ?? '' })).toBeVisible();
  await keys.press('k');
  await keys.press('k');
  await expect(panel.getByRole('heading', { name: titles[0] ?? '' })).toBeVisible();
  await keys.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole('link', { name: titles[0] ?? '' })).toBeFocused();

  await keys.press('x');
  await keys.press('j');
  await keys.press('x');
  await expect(page.getByRole('region', { name: 'Selected events' })).toContainText('2 selected');
  await keys.press('Escape');
  await expect(page.getByRole('region', { name: 'Selected events' })).toHaveCount(0);
});

test('the palette runs a command by its name, and ? lists the keys', async ({ as }) => {
  const events = await as('viewer');
  const { page } = events;
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeFocused();
  await page.keyboard.type('critical');
  await expect(page.getByText('Show open critical events')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/severity=critical/);
  await expect(page.getByRole('textbox', { name: 'Search commands' })).toHaveCount(0);

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Next row');
  await help.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(events.search).not.toBeFocused();
});
