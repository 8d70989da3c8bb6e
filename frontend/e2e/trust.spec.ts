import { AppPage } from './pages/AppPage';
import { callAs, postEvent, unique } from './support/api';
import { isClean } from './support/axe';
import { credentials } from './support/credentials';
import { expect, test } from './support/test';

const openTrust = async (page: Parameters<typeof AppPage.open>[0], query = '') =>
  AppPage.open(page, 'Trust', `/trust${query}`);

test('the product opens on what stands; a critical event is told at once, leads to its row, and the past stays as it was', async ({
  enter,
}) => {
  test.setTimeout(120_000);
  const trust = await openTrust(await enter('security'));
  const { page } = trust;
  await page.goto('/');
  await expect(page).toHaveURL(`${credentials().webUrl}/trust`);
  await trust.ready();
  const events = page.locator('[data-domain="security_events"]');
  await expect(page.getByTestId('verdict')).toContainText(/wrong in \d of 9|not all is proved|proved yet/);
  const before = new Date().toISOString();

  const title = unique('Told');
  const event = await postEvent({ title, severity: 'critical' });
  await expect(events).toContainText('Failing');
  await expect(events).toContainText(/Security events of medium severity|Critical security events/);
  const task = page
    .getByTestId('needs-you')
    .getByRole('link', { name: /critical security events? (is|are) open/ });
  await expect(task).toBeVisible();

  await events.getByRole('button', { name: 'Explain Security events' }).click();
  await expect(page).toHaveURL(/domain=security_events/);
  await expect(events).toContainText('Critical security events are open: 2 points each');

  // The same, from any page: the bell counts it and leads there.
  await page.goto('/security/rotations');
  await page.getByTestId('needs-me').click();
  await page.getByRole('link', { name: /critical security events? (is|are) open/ }).click();
  await expect(page).toHaveURL(/\/security\/events\?severity=critical&status=open/);
  await expect(page.getByText(title)).toBeVisible();

  // As of the moment before, recomputed from the ledger.
  await openTrust(page, `?at=${before}`);
  await expect(page.getByTestId('verdict')).toContainText('recomputed from the ledger up to position');
  const score = page.getByTestId('score');
  const then = await score.textContent();
  const bearer = await trust.bearer();
  await callAs(
    bearer,
    'PATCH',
    `/api/security/events/${event.id}/status`,
    {
      status: 'resolved',
      reason: 'Seen.',
    },
    event.version,
  );
  await page.reload();
  await trust.ready();
  await expect(score).toHaveText(then ?? '');
  const slider = page.getByRole('slider', { name: 'As of' });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(page).not.toHaveURL(/at=/);
  await expect(page.getByTestId('verdict')).not.toContainText('recomputed');
});

test('the gate is shown with its rules; who may not change it is offered nothing, and who waits for nobody is told so', async ({
  enter,
}) => {
  const trust = await openTrust(await enter('viewer'));
  const { page } = trust;
  const gate = page.getByTestId('gate');
  await expect(gate).toContainText(/No policy is in force|is in force/);
  await expect(gate.getByRole('button')).toHaveCount(0);
  await expect(page.getByTestId('needs-you')).toContainText('viewer is a role that reads');
  await expect(page.getByTestId('needs-me')).toHaveCount(0);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: 'Trust report' })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(
    page
      .getByText('Critical security events', { exact: false })
      .or(page.getByText('Secrets are renewed in time'))
      .first(),
  ).toBeVisible();

  const engineer = await openTrust(await enter('engineer'), '?gate=true');
  const { dialog } = engineer;
  await dialog.getByLabel('Controls that evidence must cover').fill('poem');
  await dialog.getByRole('button', { name: 'Ask a second person' }).click();
  await expect(dialog.getByText('One a line, such as soc2 CC8.1.')).toBeVisible();
  await expect(dialog.getByText('Say why: the second person reads it.')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the Trust page in the ${colorScheme} theme, nothing scrolls sideways`, async ({
    enter,
  }) => {
    test.setTimeout(120_000);
    const trust = await openTrust(await enter('admin', { colorScheme }), '?domain=compliance');
    const { page } = trust;
    await expect(page.getByText('Controls are covered by evidence').first()).toBeVisible();
    await isClean(page, 'page with an open area');
    await page.getByTestId('needs-me').click();
    await expect(page.getByRole('group', { name: 'What needs you' })).toBeVisible();
    await isClean(page, 'what needs me');
    await page.keyboard.press('Escape');
    for (const width of [390, 768, 1024]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto('/trust?domain=compliance&at=2026-01-01T00:00:00Z');
      await trust.ready();
      expect(await trust.hasNoSidewaysScroll(), `as of, at ${width}`).toBe(true);
      if (width === 390) await isClean(page, 'narrow, as of a moment');
    }
    await page.goto('/trust?gate=true');
    await expect(trust.dialog.getByLabel('Reason')).toBeVisible();
    await isClean(page, 'asking for a policy');
  });
}
