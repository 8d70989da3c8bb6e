import { AppPage } from './pages/AppPage';
import { callAs, unique } from './support/api';
import { isClean } from './support/axe';
import { expect, test } from './support/test';

const DATA = '/api/compliance/data-classification';

const openData = (page: Parameters<typeof AppPage.open>[0], query = '') =>
  AppPage.open(page, 'Data classification', `/classification/data${query}`);

/** Personal data of which some is past its age. */
const classified = (bearer: string, dataAsset: string) =>
  callAs<{ id: string; version: number }>(bearer, 'POST', DATA, {
    dataAsset,
    system: 'ledger',
    dataType: 'pii',
    sensitivity: 'restricted',
    residency: 'eu',
    allowedRegions: ['DE', 'FR'],
    encryptionAtRest: true,
    encryptionInTransit: true,
    retentionDays: 30,
    autoDelete: true,
    purposes: ['tax_filing'],
    owner: 'Finance',
    accessRoles: ['accountant'],
    holdsDataSince: '2024-01-01T00:00:00Z',
  });

test('an asset is classified by the rules, a use is checked, a lost race is settled, a viewer only reads', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const shown = await openData(await enter('compliance'));
  const { page, panel, dialog } = shown;
  const bearer = await shown.bearer();
  const asset = unique('e2e').replace(' ', '.');

  await page.getByRole('button', { name: 'Classify', exact: true }).click();
  await dialog.getByLabel('Asset').fill(asset);
  await dialog.getByLabel('Held by system').fill('ledger');
  await dialog.getByLabel('Sensitivity').selectOption('public');
  await dialog.getByLabel('And there only in').fill('de, US');
  await dialog.getByLabel('By roles').fill('accountant');
  await dialog.getByRole('button', { name: 'Classify' }).click();
  await expect(dialog.getByRole('alert')).toContainText('public_personal_data');
  await expect(dialog.getByRole('alert')).toContainText('region_outside_residency');
  await dialog.getByLabel('Sensitivity').selectOption('restricted');
  await dialog.getByLabel('And there only in').fill('de');
  await dialog.getByRole('button', { name: 'Classify' }).click();
  await expect(panel.getByRole('heading', { name: asset })).toBeVisible();
  await expect(page).toHaveURL(/asset=/);
  const id = new URL(page.url()).searchParams.get('asset') ?? '';

  await panel.getByRole('button', { name: 'Check a use' }).click();
  await dialog.getByLabel('In region').fill('us');
  await dialog.getByLabel('By role').fill('intern');
  await dialog.getByLabel('For purpose').fill('marketing');
  await dialog.getByRole('button', { name: 'Check' }).click();
  const answer = dialog.getByRole('status', { name: 'Answer' });
  await expect(answer).toContainText('No, it may not');
  await expect(answer).toContainText('US does not lie in eu');
  await expect(answer).toContainText('Role not allowed');
  await expect(answer.getByRole('link', { name: /^Security event/ })).toHaveCount(2);
  await dialog.getByLabel('In region').fill('DE');
  await dialog.getByLabel('By role').fill('accountant');
  await expect(answer).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Check' }).click();
  await expect(answer).toContainText('Yes, it may');
  await page.keyboard.press('Escape');

  await panel.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByLabel('Kept for days').fill('90');
  await dialog.getByLabel('Reason').fill('As the contract says.');
  await callAs(bearer, 'PATCH', `${DATA}/${id}`, { owner: 'Treasury' }, 0);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('heading', { name: 'Somebody was faster' })).toBeVisible();
  await expect(dialog.getByRole('row', { name: /^Owner/ })).toContainText('Treasury');
  await dialog.getByRole('button', { name: 'Apply mine to the new version' }).click();
  await expect(panel).toContainText('90 days');
  await expect(panel).toContainText('Treasury');

  await panel.getByRole('button', { name: 'Still right' }).click();
  await dialog.getByRole('button', { name: 'I have looked' }).click();
  await expect(dialog).toHaveCount(0);
  await panel.getByRole('button', { name: 'Record a deletion' }).click();
  await dialog.getByLabel('Records deleted').fill('12');
  await dialog.getByLabel('What proves it').fill('job purge/7');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await expect(panel.getByRole('region', { name: 'Deletions' })).toContainText('12 records');

  await page.getByRole('button', { name: /^Restricted data, European Union: \d/ }).click();
  await expect(page).toHaveURL(/residency=eu/);
  await expect(page).toHaveURL(/sensitivity=restricted/);

  const viewer = await openData(await enter('viewer'), `?asset=${id}`);
  await expect(viewer.panel).toContainText('job purge/7');
  await expect(
    viewer.page.getByRole('button', { name: /^(Edit|Classify|Check a use|Still right|Record)/ }),
  ).toHaveCount(0);
});

test('axe finds nothing on data classification in both themes, nothing scrolls sideways', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const shown = await openData(await enter('admin'));
  const { page, panel } = shown;
  const { id } = await classified(await shown.bearer(), unique('axe').replace(' ', '.'));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`/classification/data?asset=${id}`);
    await shown.ready();
    await expect(panel.getByRole('button', { name: /^Copy leaf hash/ }).first()).toBeVisible();
    await isClean(page, `matrix, list and an asset, ${colorScheme}`);
    await panel.getByRole('button', { name: 'Check a use' }).click();
    await expect(shown.dialog.getByLabel('In region')).toBeVisible();
    await isClean(page, `a check, ${colorScheme}`);
    await page.keyboard.press('Escape');
  }
  for (const width of [390, 768, 1024]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/classification/data');
    await shown.ready();
    expect(await shown.hasNoSidewaysScroll(), `list at ${width}`).toBe(true);
    if (width === 390) await isClean(page, 'cards');
    await page.goto(`/classification/data?asset=${id}`);
    await expect(panel.getByRole('heading', { name: 'May be used' })).toBeVisible();
    expect(await shown.hasNoSidewaysScroll(), `an asset at ${width}`).toBe(true);
  }
});
