import { AppPage } from './pages/AppPage';
import { callAs, moveIncident, openIncident, unique } from './support/api';
import { isClean } from './support/axe';
import { expect, test } from './support/test';

const openAudit = (page: Parameters<typeof AppPage.open>[0], query = '') =>
  AppPage.open(page, 'Audit', `/audit/ledger${query}`);

test('a change is found, its difference read, its proof computed, and tampering shown as failure', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const engineer = await AppPage.open(await enter('engineer'), 'Incidents', '/security/incidents');
  const bearer = await engineer.bearer();
  const incident = await openIncident(bearer, { title: unique('Audited') });
  const audit = await openAudit(await enter('auditor'), `?kind=incident&action=incident.status_changed`);
  const { page, panel } = audit;
  await moveIncident(bearer, incident, { status: 'acknowledged' });

  // The list does not move under its reader; what came is counted without reading, which would be an entry.
  await page.getByRole('button', { name: /^\d+\+? new$/ }).click();
  await audit.rows.first().getByRole('link').click();
  const proof = panel.getByRole('region', { name: 'Proof' });
  const steps = proof.getByRole('list', { name: 'Steps of the proof' }).locator('> li');
  await expect(panel.getByText('Proved', { exact: true })).toBeVisible();
  await expect(panel.getByRole('region', { name: 'Change' })).toContainText('became acknowledged');
  await expect(steps).toHaveCount(6);
  await expect(steps.filter({ hasText: 'Checked here' })).toHaveCount(4);
  await expect(steps.last()).toContainText('Nothing was kept before.');

  await moveIncident(bearer, { ...incident, version: incident.version + 1 }, { status: 'mitigated' });
  await proof.getByRole('button', { name: 'Check again' }).click();
  await expect(steps.last()).toContainText(/only lines were added|very checkpoint/);
  await expect(steps.filter({ hasText: 'Checked here' })).toHaveCount(5);
  const saved = page.waitForEvent('download');
  await proof.getByRole('button', { name: 'Proof file' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^entry-\d+\.tlog-proof$/);

  // A server that changed a line, or hands out another history, is caught here.
  await page.route('**/api/audit/entries/*/proof', async (route) => {
    const answer = await route.fetch();
    const told = await answer.json();
    const line = Buffer.from(told.entry, 'base64').toString().replace('acknowledged', 'mitigated');
    await route.fulfill({ response: answer, json: { ...told, entry: Buffer.from(line).toString('base64') } });
  });
  await proof.getByRole('button', { name: 'Check again' }).click();
  await expect(panel.getByText('Proof fails')).toBeVisible();
  await expect(proof.getByRole('alert')).toContainText('The line says what is shown');
  await page.unrouteAll();
  await page.route('**/api/audit/consistency*', async (route) => {
    const answer = await route.fetch();
    const told = await answer.json();
    await route.fulfill({ response: answer, json: { ...told, hashes: told.hashes.slice(1) } });
  });
  await moveIncident(bearer, { ...incident, version: incident.version + 2 }, { status: 'resolved' });
  // Until the new line is sealed there is no other checkpoint than the kept one.
  await expect(async () => {
    await proof.getByRole('button', { name: 'Check again' }).click();
    await expect(proof.getByRole('alert')).toContainText('It continues what this browser kept', {
      timeout: 3_000,
    });
  }).toPass();
  await expect(proof.getByRole('button', { name: 'Save both checkpoints' })).toBeVisible();

  // Who may not read the whole ledger still proves a record's own entries, from its history.
  await engineer.page.goto(`/security/incidents?incident=${incident.id}`);
  await engineer.panel.getByRole('link', { name: 'Prove' }).first().click();
  await expect(engineer.panel.getByText('Proved', { exact: true })).toBeVisible();
  await expect(engineer.page.getByRole('button', { name: 'Verify now' })).toHaveCount(0);
  await expect(engineer.rows).toHaveCount(4);
  await engineer.page.goto('/audit/ledger');
  await expect(engineer.page.getByText('The whole ledger is for auditors')).toBeVisible();
});

test('everything is read again on demand, and the seal is checked against what the browser keeps', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const audit = await openAudit(await enter('auditor'));
  const { page, panel } = audit;
  const bearer = await audit.bearer();
  await page.getByRole('button', { name: 'Verify now' }).click();
  // How it ends is the ledger's affair (VerificationTest); the page says what the API says.
  const heading = panel.getByRole('heading', { level: 2 });
  await expect(heading).not.toHaveText('Everything is being read again', { timeout: 90_000 });
  const newest = await callAs<{ items: { status: string }[] }>(
    bearer,
    'GET',
    '/api/audit/verifications?limit=1',
  );
  const titles: Record<string, string> = {
    verified: 'Everything is what was written',
    failed: 'Something is not what was written',
    aborted: 'Not finished',
  };
  await expect(heading).toHaveText(titles[newest.items[0]?.status ?? ''] ?? 'It has ended');

  await page.goto('/audit/ledger?view=seal');
  await audit.ready();
  const kept = page.getByRole('region', { name: 'Kept in this browser' });
  await expect(page.getByRole('region', { name: 'Checkpoint' })).toContainText('The checkpoint holds');
  await kept.getByRole('button', { name: 'I compared it with one from elsewhere' }).click();
  await expect(kept.getByText('Confirmed', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Check the newest' }).click();
  await expect(page.getByText('Somebody compared it in this browser')).toBeVisible();
  await kept.getByLabel('Trust a verifier key').fill('ledger+00000000+AAAA');
  await kept.getByRole('button', { name: 'Trust it' }).click();
  await expect(kept).toContainText('no verifier key of Ed25519');

  // Another key than the kept one does not pass, however well it signs.
  const { items } = await callAs<{ items: { verifierKey: string }[] }>(bearer, 'GET', '/api/audit/keys');
  await kept.getByRole('button', { name: 'Forget', exact: true }).click();
  const other = 'other.example+c2d9a8a6+ASdLjzI3wQ0hZPjF9dGx9oAbWw3mIr2JxX9n4m3o1u0B';
  await page.evaluate((material) => {
    const state = { keys: [{ material, since: new Date().toISOString(), isConfirmed: true }] };
    localStorage.setItem('trust-fabric.ledger', JSON.stringify(state));
  }, other.split('+').at(-1) ?? '');
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('The key is the one kept here');
  await kept.getByLabel('Trust a verifier key').fill(items.at(-1)?.verifierKey ?? '');
  await kept.getByRole('button', { name: 'Trust it' }).click();
  await page.getByRole('button', { name: 'Check the newest' }).click();
  await expect(page.getByText('The checkpoint holds')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the audit page in the ${colorScheme} theme, and nothing scrolls sideways`, async ({
    enter,
  }) => {
    test.setTimeout(150_000);
    const audit = await openAudit(await enter('auditor', { colorScheme }), '?entry=0');
    const { page, panel } = audit;
    await expect(panel.getByText('Proved', { exact: true })).toBeVisible();
    await panel.getByText(/hashes on the way up/).click();
    await isClean(page, 'list and proof');
    await page.goto('/audit/ledger?view=seal');
    await audit.ready();
    await expect(page.getByText('The checkpoint holds')).toBeVisible();
    await isClean(page, 'seal');
    // Widths do not depend on colours: they are tried once.
    for (const width of colorScheme === 'light' ? [390, 768, 1024] : []) {
      await page.setViewportSize({ width, height: 844 });
      for (const query of ['', '?view=seal', '?view=verifications', '?entry=0']) {
        await page.goto(`/audit/ledger${query}`);
        if (query === '?entry=0') await expect(panel.getByText('Proved', { exact: true })).toBeVisible();
        else await audit.ready();
        expect(await audit.hasNoSidewaysScroll(), `${query || 'entries'} at ${width}`).toBe(true);
      }
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/audit/ledger');
    await audit.ready();
    await isClean(page, 'cards');
  });
}
