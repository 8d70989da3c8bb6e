import { AppPage } from './pages/AppPage';
import { callAs, unique } from './support/api';
import { isClean } from './support/axe';
import { expect, test } from './support/test';

interface Made {
  id: string;
  version: number;
}

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

/** A completed backup as the runner reports it. */
async function made(bearer: string, target: string, hours: number, parentBackupId?: string): Promise<Made> {
  const begun = await callAs<Made>(bearer, 'POST', '/api/backup/backups', {
    backupType: parentBackupId ? 'incremental' : 'full',
    target,
    engine: 'pgbackrest 2.45',
    region: 'eu-central-1',
    startedAt: ago(hours),
    encrypted: true,
    encryptionAlgorithm: 'aes-256-cbc',
    location: `file:${target}`,
    ...(parentBackupId ? { parentBackupId } : {}),
  });
  return callAs(
    bearer,
    'PATCH',
    `/api/backup/backups/${begun.id}/complete`,
    { completedAt: ago(hours - 0.1), sizeBytes: 7_340_032_000, checksum: `sha256:${'ab'.repeat(32)}` },
    begun.version,
  );
}

/** A drill whose checks all passed, or of which the canary was missing. */
async function drilled(bearer: string, backup: Made, canaryRows: number): Promise<Made> {
  const asked = await callAs<Made>(bearer, 'POST', `/api/backup/backups/${backup.id}/restore`, {
    targetEnvironment: 'drill-scratch',
    requestedAt: ago(2),
    reason: 'Weekly drill',
  });
  const begun = await callAs<Made>(
    bearer,
    'PATCH',
    `/api/backup/restores/${asked.id}/start`,
    { startedAt: ago(1.99) },
    asked.version,
  );
  const digest = 'aa'.repeat(32);
  return callAs(
    bearer,
    'PATCH',
    `/api/backup/restores/${asked.id}/complete`,
    {
      usableAt: ago(1.8),
      completedAt: ago(1.7),
      lostAt: ago(2.1),
      newestRecoverableAt: ago(2.11),
      checks: {
        recoveryTarget: { wanted: ago(2.2), lastCommitAt: ago(2.21), stoppedBeforeCommitAt: ago(2.19) },
        canaryBefore: { key: 'before', committedAt: ago(2.3), rows: canaryRows },
        canaryAfter: { key: 'after', committedAt: ago(2.15), rows: 0 },
        ledger: { lastPosition: 10, expectedSha256: digest, restoredSha256: digest },
        records: { checked: 12, differing: 0 },
      },
    },
    begun.version,
  );
}

const openBackups = (page: Parameters<typeof AppPage.open>[0], query = '') =>
  AppPage.open(page, 'Backups', `/backup/backups${query}`);

test('a chain is drawn, a drill proves it or says why not, and a rule needs two people', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const backups = await openBackups(await enter('engineer'));
  const { page, panel, dialog } = backups;
  const bearer = await backups.bearer();
  const target = unique('db').replace(' ', '-');
  const full = await made(bearer, target, 30);
  const incremental = await made(bearer, target, 6, full.id);

  await page.goto(`/backup/backups?open=${target}`);
  await backups.ready();
  await expect(backups.row(target)).toContainText('Unproved');
  await expect(panel).toContainText('No recent restore has proved');
  const chain = panel.getByRole('list', { name: /^Chain from/ });
  await expect(chain.getByRole('link')).toHaveCount(2);
  await drilled(bearer, incremental, 0);
  await expect(panel.getByText('Verification failed').first()).toBeVisible();
  await drilled(bearer, incremental, 1);
  await expect(backups.row(target)).toContainText('No policy');
  await expect(panel.getByRole('slider', { name: 'Time to restore (RTO)' })).toBeVisible();

  await panel.getByRole('button', { name: 'Propose one' }).click();
  await dialog.getByLabel('RTO at most').fill('0');
  await dialog.getByRole('button', { name: 'Ask a second person' }).click();
  await expect(dialog.getByText('Give hours, more than 0.')).toBeVisible();
  await dialog.getByLabel('RTO at most').fill('1');
  await dialog.getByLabel('Reason').fill('As agreed with the auditors.');
  await dialog.getByRole('button', { name: 'Ask a second person' }).click();
  await expect(panel.getByTestId('pending-approval')).toContainText('somebody else must decide');
  const second = await openBackups(await enter('admin'), `?open=${target}`);
  await second.panel.getByLabel('Reason for your decision').fill('Read.');
  await second.panel.getByRole('button', { name: 'Approve' }).click();
  await expect(panel).toContainText('Every 7 d');
  await expect(backups.row(target).getByText('Proved', { exact: true })).toBeVisible();

  await chain.getByRole('link', { name: /^Full of/ }).click();
  await expect(panel.getByRole('heading', { name: `Full backup of ${target}` })).toBeVisible();
  await expect(panel).toContainText('1 would fall with it.');
  await panel.getByRole('button', { name: 'Expire' }).click();
  await dialog.getByLabel('Reason').fill('Older than we keep.');
  await dialog.getByRole('button', { name: 'Expire' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await page.keyboard.press('Escape');

  await panel.getByRole('button', { name: 'Ask for a restore' }).click();
  await dialog.getByLabel('Into').fill('drill-scratch');
  await dialog.getByLabel('Reason').fill('To be sure.');
  await dialog.getByRole('button', { name: 'Ask for it' }).click();
  await expect(panel.getByRole('heading', { name: `Drill of ${target}` })).toBeVisible();
  await panel.getByRole('button', { name: 'It has begun' }).click();
  await panel.getByRole('button', { name: 'It came to nothing' }).click();
  await dialog.getByLabel('Reason').fill('The scratch volume is too small.');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await expect(panel.getByText('The scratch volume is too small.').first()).toBeVisible();
});

test('a viewer reads everything and is offered nothing to change', async ({ enter }) => {
  const engineer = await openBackups(await enter('engineer'));
  const target = unique('read').replace(' ', '-');
  const full = await made(await engineer.bearer(), target, 3);
  const viewer = await openBackups(await enter('viewer'), `?view=backups&backup=${full.id}`);
  await expect(viewer.panel.getByText('Whole', { exact: true })).toBeVisible();
  for (const name of ['Ask for a restore', 'Expire']) {
    await expect(viewer.page.getByRole('button', { name })).toHaveCount(0);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the backups page in the ${colorScheme} theme, nothing scrolls sideways`, async ({
    enter,
  }) => {
    test.setTimeout(150_000);
    const backups = await openBackups(await enter('engineer', { colorScheme }));
    const { page, panel } = backups;
    const bearer = await backups.bearer();
    const target = unique('axe').replace(' ', '-');
    const restore = await drilled(bearer, await made(bearer, target, 4), 0);
    await page.goto(`/backup/backups?open=${target}`);
    await backups.ready();
    await expect(panel.getByRole('heading', { name: 'Retention' })).toBeVisible();
    await isClean(page, 'targets and a target');
    await page.goto(`/backup/backups?view=restores&restore=${restore.id}`);
    await backups.ready();
    await expect(panel.getByRole('heading', { name: 'Checks' })).toBeVisible();
    await isClean(page, 'restores and a restore');
    for (const width of [390, 768, 1024]) {
      await page.setViewportSize({ width, height: 844 });
      for (const query of ['', '?view=backups', '?view=restores', `?open=${target}`]) {
        await page.goto(`/backup/backups${query}`);
        if (!query.includes('open')) await backups.ready();
        else await expect(panel.getByRole('heading', { name: 'Chains' })).toBeVisible();
        expect(await backups.hasNoSidewaysScroll(), `${query || 'targets'} at ${width}`).toBe(true);
      }
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/backup/backups');
    await backups.ready();
    await isClean(page, 'cards');
  });
}
