import { AppPage } from './pages/AppPage';
import { callAs, unique } from './support/api';
import { isClean } from './support/axe';
import { credentials } from './support/credentials';
import { expect, test } from './support/test';

interface Made {
  id: string;
  version: number;
}

const REVIEWS = '/api/compliance/access-reviews';
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** Five accounts: two in use, one unused, one that nobody answers for, and one of compliance's own. */
const population = () => [
  { name: 'Ada Keep', username: 'ada.keep', currentPermissions: ['ledger/read'], lastUsedAt: daysAgo(1) },
  { name: 'Ben Keep', username: 'ben.keep', currentPermissions: ['ledger/read'], lastUsedAt: daysAgo(1) },
  {
    name: 'Una Used',
    username: 'una.used',
    currentPermissions: ['ledger/post', 'ledger/read'],
    lastUsedAt: daysAgo(132),
  },
  { name: 'legacy-batch', currentPermissions: ['ledger/post'] },
  { name: 'Of compliance', username: credentials().people.compliance.username, currentPermissions: ['x'] },
];

async function started(bearer: string, scope: string): Promise<Made> {
  const planned = await callAs<Made>(bearer, 'POST', REVIEWS, {
    reviewType: 'user_access',
    scope,
    reviewer: 'End-to-end team',
    dueAt: daysAgo(-7),
  });
  return callAs(
    bearer,
    'PATCH',
    `${REVIEWS}/${planned.id}/status`,
    { status: 'in_progress', items: population() },
    planned.version,
  );
}

const openReviews = (page: Parameters<typeof AppPage.open>[0], title: string, query = '') =>
  AppPage.open(page, title, `/access/reviews${query}`);

test('accounts are decided by key and in bulk, nobody decides about themselves, a snapshot proves it', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const list = await openReviews(await enter('compliance'), 'Access reviews');
  const scope = unique('Ledger');
  const review = await started(await list.bearer(), scope);
  await list.page.goto(`/access/reviews?q=${encodeURIComponent(scope)}`);
  await expect(list.row(scope)).toContainText('0 of 5');
  await list.row(scope).getByRole('link').click();
  const shown = new AppPage(list.page, scope);
  await shown.ready();
  const { page, panel, dialog } = shown;
  const keys = page.keyboard;

  await shown.row('Una Used').getByRole('link').focus();
  await expect(shown.row('Una Used')).toContainText('not used for 132 days');
  await keys.press('r');
  await expect(dialog.getByRole('button', { name: 'Revoke' })).toBeDisabled();
  await dialog.getByLabel('Reason').fill('Left the team.');
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(shown.row('Una Used')).toContainText('Not proved yet');
  await shown.row('Ada Keep').getByRole('link').focus();
  await keys.press('k');
  await expect(shown.row('Ada Keep').getByText('Keep', { exact: true })).toHaveCount(2);
  await expect(shown.row('Of compliance')).toContainText('somebody else decides');

  await page.getByLabel('Select all loaded accounts').check();
  await expect(page.getByRole('region', { name: 'Selected accounts' })).toContainText('2 decided already');
  await page
    .getByRole('region', { name: 'Selected accounts' })
    .getByRole('button', { name: 'Keep', exact: true })
    .click();
  await dialog.getByRole('button', { name: 'Keep', exact: true }).click();
  const refused = dialog.getByRole('list', { name: 'Refused accounts' });
  await expect(refused).toContainText('Nobody decides about their own access.');
  await expect(refused).toContainText('can only be revoked');
  await dialog.getByRole('button', { name: 'Keep the other 1' }).click();
  await expect(dialog).toHaveCount(0);

  await page.getByRole('button', { name: 'Complete' }).click();
  await dialog.getByRole('button', { name: 'Show what is open' }).click();
  await expect(shown.rows).toHaveCount(2);
  await shown.row('legacy-batch').getByRole('button', { name: 'Revoke legacy-batch' }).click();
  await dialog.getByLabel('Reason').fill('Nobody knows it.');
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(dialog).toHaveCount(0);

  const second = await openReviews(await enter('admin'), scope, `?review=${review.id}`);
  await second.row('Of compliance').getByRole('link').click();
  await second.panel.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(second.panel).toContainText('Decided by');
  await expect(second.page.getByText('5 of 5')).toBeVisible();
  await second.page.getByRole('button', { name: 'Complete' }).click();
  await second.dialog.getByRole('button', { name: 'Complete' }).click();
  await expect(second.page.locator('header [data-status="completed"]')).toBeVisible();

  await expect(page.getByRole('button', { name: 'Prove what was decided' })).toBeVisible();
  await page.getByRole('button', { name: 'Prove what was decided' }).click();
  await page.locator('input[type="file"]').setInputFiles({
    name: 'later.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(population().filter((one) => one.name !== 'Una Used'))),
  });
  await expect(dialog).toContainText('later.json: 4 accounts');
  await dialog.getByRole('button', { name: 'Look' }).click();
  await expect(dialog).toContainText('1 proved, 1 as before.');
  await dialog.getByRole('button', { name: 'Done' }).click();

  const viewer = await openReviews(await enter('viewer'), scope, `?review=${review.id}`);
  await expect(viewer.page.getByRole('region', { name: 'What became of it' })).toContainText('1 proved');
  await viewer.row('Una Used').getByRole('link').click();
  await expect(viewer.panel).toContainText('A later snapshot no longer holds it');
  await expect(viewer.page.getByRole('button', { name: /^(Edit|Prove|Complete|Keep)/ })).toHaveCount(0);
  await expect(panel).toHaveCount(0);
});

test('axe finds nothing on access reviews in both themes, nothing scrolls sideways', async ({ enter }) => {
  test.setTimeout(150_000);
  const reviews = await openReviews(await enter('admin'), 'Access reviews');
  const { page } = reviews;
  const scope = unique('Axe');
  const review = await started(await reviews.bearer(), scope);
  const shown = new AppPage(page, scope);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/access/reviews');
    await reviews.ready();
    await isClean(page, `reviews, ${colorScheme}`);
    await page.goto(`/access/reviews?review=${review.id}`);
    await shown.ready();
    await shown.row('Una Used').getByRole('link').click();
    await expect(shown.panel.getByRole('button', { name: /^Copy leaf hash/ }).first()).toBeVisible();
    await isClean(page, `a review and an account, ${colorScheme}`);
    await page.keyboard.press('m');
    await expect(shown.dialog.getByLabel('Reason')).toBeVisible();
    await isClean(page, `a decision, ${colorScheme}`);
    await page.keyboard.press('Escape');
  }
  for (const width of [390, 768, 1024]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/access/reviews');
    await reviews.ready();
    expect(await reviews.hasNoSidewaysScroll(), `reviews at ${width}`).toBe(true);
    await page.goto(`/access/reviews?review=${review.id}`);
    await shown.ready();
    expect(await reviews.hasNoSidewaysScroll(), `a review at ${width}`).toBe(true);
    if (width === 390) await isClean(page, 'cards');
    await shown.row('Una Used').getByRole('link').click();
    await expect(shown.panel.getByRole('heading', { name: /^Una Used/ })).toBeVisible();
    expect(await reviews.hasNoSidewaysScroll(), `an account at ${width}`).toBe(true);
  }
});
