import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { postEvent, postEvents, unique } from './support/api';
import { expect, test } from './support/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function isClean(page: Page, where: string): Promise<void> {
  // Fades would be measured half way.
  await page.waitForTimeout(350);
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const found = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n  ${nodes
        .map((node) => node.html)
        .slice(0, 3)
        .join('\n  ')}`,
  );
  expect(found, where).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${colorScheme} theme`, async ({ as, anonymous }) => {
    // A dozen looks of a thorough tool take their time on two cores.
    test.setTimeout(240_000);
    const title = unique('Axe');
    const event = await postEvent({
      title,
      description: 'What happened.',
      actor: 'r.duarte',
      sourceIp: '203.0.113.9',
      personalData: true,
    });
    await postEvents((['critical', 'high', 'medium', 'low'] as const).map((severity) => ({ severity })));

    const door = await anonymous({ colorScheme });
    await door.goto('/');
    await expect(door.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await isClean(door, 'sign-in');

    const events = await as('security', { colorScheme });
    const { page, panel, dialog } = events;
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await isClean(page, 'list');

    await page.getByRole('button', { name: 'Severity', exact: true }).first().click();
    await expect(page.getByRole('group', { name: 'Severity filter' })).toBeVisible();
    await isClean(page, 'open filter');
    await page.keyboard.press('Escape');

    await page.goto(`/security/events?event=${event.id}&q=${title.split(' ')[1]}`);
    await events.ready();
    await expect(panel.getByRole('button', { name: /^Copy leaf hash/ })).toBeVisible();
    await page.getByRole('checkbox', { name: `Select ${title}` }).check();
    await isClean(page, 'open panel and selection');

    await panel.getByRole('button', { name: 'Resolve' }).click();
    await expect(dialog).toBeVisible();
    await isClean(page, 'status dialog');
    await page.keyboard.press('Escape');

    await panel.getByRole('button', { name: 'Report required' }).click();
    await expect(dialog).toBeVisible();
    await isClean(page, 'report dialog');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);

    await page.keyboard.press('Control+k');
    await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeVisible();
    await isClean(page, 'palette');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);

    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await isClean(page, 'shortcuts');
    await page.keyboard.press('Escape');

    await page.goto('/security/events?q=nothinghasthisword');
    await expect(page.getByRole('heading', { name: 'No event fits these filters' })).toBeVisible();
    await isClean(page, 'nothing found');

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/security/events');
    await events.ready();
    await isClean(page, 'cards');
  });
}
