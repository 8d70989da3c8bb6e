import { readFileSync } from 'node:fs';
import { RotationsPage } from './pages/RotationsPage';
import { unique } from './support/api';
import { credentials } from './support/credentials';
import { daysAgo, endAs, logAs } from './support/rotations';
import { expect, test } from './support/test';

/** A name no other test uses. */
const aName = (word: string) => `e2e/${unique(word).replace(' ', '-')}`;

test('a rotation is logged, its secret is overdue at once, and what it became is told', async ({ as }) => {
  test.setTimeout(120_000);
  const name = aName('overdue');
  const selma = await RotationsPage.open((await as('security')).page);
  const { page, panel, dialog } = selma;
  const overdue = Number(
    await selma
      .figure(/Overdue/)
      .locator('span')
      .first()
      .textContent(),
  );

  await selma.search.fill(name);
  await expect(page.getByRole('heading', { name: 'No secret fits these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Log a rotation' }).click();
  await expect(dialog).toContainText("Only the secret's name, never its value.");
  await dialog.getByRole('textbox', { name: 'Secret' }).fill(name);
  await expect(dialog.getByRole('textbox', { name: 'Interval in days' })).toHaveValue('90');
  await dialog.getByRole('combobox', { name: 'Type' }).selectOption('Certificate');
  await expect(dialog.getByRole('textbox', { name: 'Interval in days' })).toHaveValue('365');
  await dialog.getByRole('combobox', { name: 'Type' }).selectOption('API key');
  await dialog.getByLabel('In use since (UTC)').fill(daysAgo(100).slice(0, 19));
  await dialog.getByRole('textbox', { name: 'Owner' }).fill('Payments team');
  await dialog.getByRole('button', { name: 'Log rotation' }).click();

  await expect(dialog).toHaveCount(0);
  await expect(panel.getByRole('heading', { name, level: 2 })).toBeVisible();
  await expect(panel).toContainText('10 d overdue');
  await expect(panel).toContainText("within the policy's 90");
  await expect(selma.row(name)).toContainText('10 d overdue');
  await expect(selma.figure(/Overdue/)).toContainText(String(overdue + 1));
  await expect(selma.page.getByRole('table', { name: 'When secrets are due' })).toContainText(name);

  // Found overdue by the product itself, which makes a policy violation of it.
  await expect(panel.getByRole('link', { name: /^Security event/ })).toBeVisible({ timeout: 60_000 });
  await expect(panel.getByRole('region', { name: 'History' })).toContainText('Found overdue');
  await panel.getByRole('link', { name: /^Security event/ }).click();
  await expect(page.getByRole('heading', { name: `Secret ${name} was not rotated in time` })).toBeVisible();
  await page.goBack();

  // The next rotation knows what the secret is, and clears the violation.
  await panel.getByRole('button', { name: 'Log the next rotation' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Secret' })).toHaveValue(name);
  await expect(dialog.getByRole('textbox', { name: 'Owner' })).toHaveValue('Payments team');
  await dialog.getByRole('button', { name: 'Log rotation' }).click();
  await expect(panel).toContainText(/due in 8[89] d/);
  await expect(panel.getByRole('region', { name: 'Last attempts' }).getByRole('listitem')).toHaveCount(2);
  await expect(panel.getByRole('link', { name: /^Security event/ })).toHaveCount(0);
});

test('a rotation that has begun ends, well or badly, and says why', async ({ as }) => {
  const [good, bad] = [aName('good'), aName('bad')];
  const selma = await RotationsPage.open((await as('security')).page);
  const bearer = await selma.bearer();
  for (const secretName of [good, bad]) await logAs(bearer, { secretName, status: 'in_progress' });
  await selma.page.goto('/security/rotations?show=in_progress');
  await selma.ready();
  const { panel, dialog } = selma;

  await selma.openSecret(bad);
  await panel.getByRole('button', { name: 'It failed' }).click();
  await dialog.getByRole('button', { name: 'It failed' }).click();
  await expect(dialog.getByText('Say why it failed')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Why it failed' }).fill('The provider was down.');
  await dialog.getByRole('button', { name: 'It failed' }).click();
  await expect(panel.getByRole('region', { name: 'Last attempts' })).toContainText('The provider was down.');
  // The row stays where it was and says how things are now.
  await expect(selma.row(bad)).toContainText('Failed');
  await expect(selma.row(bad)).toContainText('Never rotated');

  await selma.openSecret(good);
  await panel.getByRole('button', { name: 'It succeeded' }).click();
  await dialog.getByLabel('In use since (UTC)').fill(daysAgo(2).slice(0, 19));
  await dialog.getByRole('button', { name: 'It succeeded' }).click();
  await expect(panel).toContainText(/due in 8[78] d/);
  await expect(selma.row(good)).toContainText('Succeeded');
  await expect(panel.getByRole('region', { name: 'History' })).toContainText('Selma Okafor');
  await expect(panel.getByRole('button', { name: 'It failed' })).toHaveCount(0);
});

test('two people end one rotation: the second one sees what the first one did', async ({ as }) => {
  const name = aName('raced');
  const selma = await RotationsPage.open((await as('security')).page);
  const ada = await RotationsPage.open((await as('admin')).page);
  const rotation = await logAs(await selma.bearer(), { secretName: name, status: 'in_progress' });
  const bearer = await ada.bearer();
  await selma.page.goto(`/security/rotations?show=in_progress&secret=${name}`);
  await selma.panel.getByRole('button', { name: 'It succeeded' }).click();
  await endAs(bearer, rotation.id, 0, { status: 'failed', failureReason: 'Rolled back.' });
  await selma.dialog.getByRole('button', { name: 'It succeeded' }).click();
  const race = selma.page.getByRole('dialog', { name: 'Somebody was faster' });
  await expect(race).toContainText('Ada Nair');
  await expect(race).toContainText('The rotation has ended');
  await expect(race.getByRole('button', { name: 'Apply mine to the new version' })).toBeDisabled();
  await race.getByRole('button', { name: 'Drop my change' }).click();
  await expect(selma.panel.getByRole('region', { name: 'Last attempts' })).toContainText('Rolled back.');
});

test("a refusal stands at its field, and a secret's value is kept nowhere", async ({ as }) => {
  const value = 'AKIAIOSFODNN7EXAMPLE';
  const selma = await RotationsPage.open((await as('security')).page);
  const { page, dialog } = selma;
  await page.getByRole('button', { name: 'Log a rotation' }).click();
  const days = dialog.getByRole('textbox', { name: 'Interval in days' });
  await dialog.getByRole('textbox', { name: 'Secret' }).fill(aName('refused'));
  await dialog.getByRole('textbox', { name: 'Owner' }).fill('Payments team');
  await days.fill('400');
  await dialog.getByRole('button', { name: 'Log rotation' }).click();
  await expect(days).toHaveAccessibleDescription(/The policy allows at most \d+ days/);
  await days.fill('30');

  // What only the API knows: its clock.
  const since = dialog.getByLabel('In use since (UTC)');
  await since.fill(daysAgo(-3).slice(0, 19));
  await dialog.getByRole('button', { name: 'Log rotation' }).click();
  await expect(since).toHaveAccessibleDescription(/past/);
  await since.fill(daysAgo(1).slice(0, 19));

  const secret = dialog.getByRole('textbox', { name: 'Secret' });
  await secret.fill(value);
  await dialog.getByRole('button', { name: 'Log rotation' }).click();
  await expect(secret).toHaveAccessibleDescription(/Looks like a secret's value/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  // Neither does a search take it up.
  await selma.search.fill(value);
  await expect(page.getByText("That looks like a secret's value")).toBeVisible();
  await expect(selma.search).toHaveValue('');
  expect(page.url()).not.toContain(value);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain(value);
});

test('an admin asks for another limit, compliance decides, and it holds', async ({ as }) => {
  const ada = await RotationsPage.open((await as('admin')).page, '?policy=true');
  const row = ada.dialog.getByRole('row', { name: /^OAuth client/ });
  const before = Number(/(\d+) d/.exec((await row.textContent()) ?? '')?.[1]);
  const wanted = String(before > 100 ? before - 1 : 180);
  await ada.dialog.getByRole('button', { name: 'Ask for a change' }).click();
  await ada.dialog.getByRole('button', { name: 'Ask a second person' }).click();
  await expect(ada.dialog.getByText('Say why.')).toBeVisible();
  await ada.dialog.getByRole('textbox', { name: 'OAuth client: at most, in days' }).fill(wanted);
  await ada.dialog.getByRole('textbox', { name: 'Reason' }).fill('The provider asks for it.');
  await ada.dialog.getByRole('button', { name: 'Ask a second person' }).click();
  await expect(ada.dialog.getByTestId('pending-approval')).toContainText('somebody else must decide');
  await expect(row).toContainText(`${before} d`);

  const cora = await RotationsPage.open((await as('compliance')).page);
  await expect(cora.page.getByRole('button', { name: 'Log a rotation' })).toHaveCount(0);
  await cora.page.getByRole('button', { name: /^Policy.*1 waits/ }).click();
  await expect(cora.dialog).toContainText('The provider asks for it.');
  await expect(cora.dialog.getByRole('row', { name: /^OAuth client/ })).toContainText(`${wanted} d`);
  await expect(cora.dialog.getByRole('button', { name: 'Ask for a change' })).toHaveCount(0);
  const pending = cora.dialog.getByTestId('pending-approval');
  await pending.getByRole('textbox', { name: 'Reason for your decision' }).fill('Agreed.');
  await pending.getByRole('button', { name: 'Approve' }).click();
  await expect(pending).toHaveCount(0);
  await expect(cora.dialog.getByRole('row', { name: /^OAuth client/ })).toContainText(`${wanted} d`);

  await expect(row).toContainText(`${wanted} d`);
  await expect(ada.dialog.getByTestId('pending-approval')).toHaveCount(0);
  await ada.page.keyboard.press('Escape');
  await ada.page.getByRole('button', { name: 'Log a rotation' }).click();
  await ada.dialog.getByRole('combobox', { name: 'Type' }).selectOption('OAuth client');
  await expect(ada.dialog).toContainText(`The policy allows at most ${wanted}.`);
});

test('a viewer reads everything and is offered nothing to change', async ({ as }) => {
  const name = aName('read');
  const selma = await RotationsPage.open((await as('security')).page);
  await logAs(await selma.bearer(), { secretName: name, status: 'in_progress' });
  const vera = await RotationsPage.open((await as('viewer')).page, `?secret=${name}`);
  await expect(vera.panel.getByRole('heading', { name })).toBeVisible();
  await expect(vera.panel).toContainText('has not ended yet');
  for (const button of ['It succeeded', 'It failed', 'Log the next rotation', 'Log a rotation']) {
    await expect(vera.page.getByRole('button', { name: button })).toHaveCount(0);
  }
  await vera.page.getByRole('button', { name: 'Policy' }).click();
  await expect(vera.dialog).toContainText('Database password');
  await expect(vera.dialog.getByRole('button', { name: 'Ask for a change' })).toHaveCount(0);
});

test('the whole page works by keyboard alone', async ({ as }) => {
  const word = unique('keys').split(' ')[1];
  const names = [1, 2, 3].map((n) => `e2e/${word}-${n}`);
  const selma = await RotationsPage.open((await as('security')).page);
  const bearer = await selma.bearer();
  for (const [n, secretName] of names.entries())
    await logAs(bearer, { secretName, rotatedAt: daysAgo(103 - n) });
  await selma.page.reload();
  await selma.ready();
  const { page, panel, dialog } = selma;
  const keys = page.keyboard;

  await keys.press('/');
  await keys.type(word ?? '');
  await expect(selma.rows).toHaveCount(3);
  await expect(page).toHaveURL(/[?&]q=/);
  await keys.press('Tab');
  await keys.press('j');
  await expect(page.getByRole('link', { name: names[0] ?? '' })).toBeFocused();
  await keys.press('j');
  await keys.press('Enter');
  await expect(panel.getByRole('heading', { name: names[1] ?? '' })).toBeVisible();
  await keys.press('j');
  await expect(panel.getByRole('heading', { name: names[2] ?? '' })).toBeVisible();
  await keys.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole('link', { name: names[2] ?? '' })).toBeFocused();

  await selma.timeline.focus();
  await keys.press('Home');
  await expect(selma.timeline).toHaveAttribute('aria-valuetext', /overdue/);
  await keys.press('ArrowRight');
  await keys.press('Escape');

  await keys.press('c');
  await expect(dialog.getByRole('textbox', { name: 'Secret' })).toBeFocused();
  await keys.type(aName('typed'));
  await keys.press('Escape');
  await expect(dialog).toHaveCount(0);

  await keys.press('Control+k');
  await page.getByRole('textbox', { name: 'Search commands' }).fill('log of rotations');
  await expect(page.getByText('Show the log of rotations')).toBeVisible();
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await expect(page).toHaveURL(/view=log/);
});

test('two people see one rotation arrive and end, and nothing moves under either', async ({ as }) => {
  const word = unique('live').split(' ')[1] ?? '';
  const [old, name] = [`e2e/${word}-old`, `e2e/${word}-new`];
  const selma = await RotationsPage.open((await as('security')).page);
  const bearer = await selma.bearer();
  await logAs(bearer, { secretName: old, rotatedAt: daysAgo(95) });
  const vera = await RotationsPage.open((await as('viewer')).page, `?q=${word}`);
  await expect(vera.rows).toHaveCount(1);

  const rotation = await logAs(bearer, { secretName: name, status: 'in_progress' });
  await expect(vera.news).toHaveText('1 new');
  await expect(vera.row(name)).toHaveCount(0);
  await vera.news.click();
  await expect(vera.row(name)).toContainText('In progress');

  await endAs(bearer, rotation.id, 0, { status: 'failed', failureReason: 'No answer.' });
  await expect(vera.row(name)).toContainText('Failed');
  // Renewed, the other one is no longer due; its row stays and says so.
  await logAs(bearer, { secretName: old });
  await expect(vera.row(old)).toContainText('due in 89 d');
  await expect(vera.rows).toHaveCount(2);
  await logAs(bearer, { secretName: old, retired: true });
  await expect(vera.row(old)).toContainText('Retired');
});

test('the log has every rotation, waits with new ones, and exports what is filtered', async ({ as }) => {
  const name = aName('logged');
  const selma = await RotationsPage.open((await as('security')).page);
  const bearer = await selma.bearer();
  for (const status of ['succeeded', 'in_progress']) await logAs(bearer, { secretName: name, status });
  await logAs(bearer, {
    secretName: name,
    status: 'failed',
    failureReason: '=cmd()',
    rotationType: 'emergency',
  });
  const { page } = selma;
  await page.getByRole('button', { name: 'Log', exact: true }).click();
  await expect(page).toHaveURL(/view=log/);
  await selma.search.fill(name);
  await expect(selma.rows).toHaveCount(3);
  await expect(selma.rows.first()).toContainText('Emergency');

  await logAs(bearer, { secretName: name });
  await expect(selma.news).toHaveText('1 new');
  await expect(selma.rows).toHaveCount(3);
  await selma.news.click();
  await expect(selma.rows).toHaveCount(4);

  await page.getByRole('button', { name: 'Status', exact: true }).first().click();
  await page.getByRole('group', { name: 'Status filter' }).getByText('Failed', { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(selma.rows).toHaveCount(1);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: /^CSV/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^secret-rotations-.*\.csv$/);
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`,'=cmd(),`);

  // A row of the log opens that attempt, beside the others of its secret.
  await selma.rows.first().getByRole('link').click();
  await expect(selma.panel.getByRole('region', { name: 'Last attempts' }).getByRole('listitem')).toHaveCount(
    4,
  );
  await expect(selma.panel.getByRole('region', { name: 'History' })).toContainText('Logged');
  await page.goBack();
  await expect(selma.panel).toHaveCount(0);
});

test('figures lead to their rows, and a failing list says so', async ({ as }) => {
  const rotations = await RotationsPage.open((await as('viewer')).page);
  const { page } = rotations;
  await rotations.figure(/Overdue/).click();
  await expect(page).toHaveURL(/\?show=overdue$/);
  await expect(rotations.figure(/Overdue/)).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('group', { name: 'Due within' }).getByRole('button', { name: '30 d' }).click();
  await expect(page).toHaveURL(/\?window=30$/);

  await page.route(`${credentials().apiUrl}/api/security/secret-rotations/due**`, (route) =>
    route.fulfill({
      status: 503,
      headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/problem+json' },
      body: JSON.stringify({
        type: 'https://trustfabric.io/problems/unavailable',
        title: 'The service is not available',
        status: 503,
        traceId: '0af7651916cd43dd8448eb211c80319c',
      }),
    }),
  );
  await page.reload();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The service is not available');
  // No figure is drawn that is not known.
  await expect(rotations.figure(/Overdue/)).toContainText('–');
  await page.unroute(`${credentials().apiUrl}/api/security/secret-rotations/due**`);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toHaveCount(0);
});
