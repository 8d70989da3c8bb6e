import { AppPage } from './pages/AppPage';
import { callAs, unique } from './support/api';
import { isClean } from './support/axe';
import { expect, test } from './support/test';

/** A request that waits for a second person: a time that shall not count for an SLO. */
async function asked(bearer: string, reason: string): Promise<void> {
  const slo = await callAs<{ id: string }>(bearer, 'POST', '/api/monitoring/slo-definitions', {
    service: unique('approvals').replace(' ', '-'),
    name: 'posting',
    sloType: 'availability',
    target: 0.99,
    owner: 'End-to-end team',
  });
  await callAs(bearer, 'POST', `/api/monitoring/slo-definitions/${slo.id}/exclusions`, {
    startsAt: new Date(Date.now() - 7_200_000).toISOString(),
    endsAt: new Date(Date.now() - 3_600_000).toISOString(),
    reason,
  });
}

test('a second person decides, the first one cannot, and a viewer only reads', async ({ enter }) => {
  test.setTimeout(120_000);
  const first = await AppPage.open(await enter('admin'), 'Approvals', '/approvals');
  const bearer = await first.bearer();
  const approvals = await AppPage.open(await enter('compliance'), 'Approvals', '/approvals');
  const { page, panel } = approvals;
  const reason = unique('Maintenance');
  await asked(bearer, reason);

  await page.getByRole('button', { name: /^\d+\+? new$/ }).click();
  await approvals.row(reason).getByRole('link').click();
  await expect(panel.getByRole('heading', { name: 'Exclude a time from an SLO' })).toBeVisible();
  await expect(panel).toContainText('Starts at');
  await expect(panel.getByRole('button', { name: 'Approve' })).toBeDisabled();

  await first.page.reload();
  await first.ready();
  await first.row(reason).getByRole('link').click();
  await expect(first.panel).toContainText('You asked for it, so somebody else must decide.');
  await expect(first.panel.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  const viewer = await AppPage.open(await enter('viewer'), 'Approvals', '/approvals');
  await viewer.row(reason).getByRole('link').click();
  await expect(viewer.panel).toContainText('People of compliance and administrators decide.');

  await panel.getByLabel('Reason for your decision').fill('Seen in the calendar.');
  await panel.getByRole('button', { name: 'Approve' }).click();
  await expect(panel).toContainText('Seen in the calendar.');
  await expect(approvals.row(reason)).toContainText('Approved');
  await expect(first.panel.getByText('Seen in the calendar.')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the approvals page in the ${colorScheme} theme, nothing scrolls sideways`, async ({
    enter,
  }) => {
    test.setTimeout(120_000);
    const approvals = await AppPage.open(
      await enter('admin', { colorScheme }),
      'Approvals',
      '/approvals?status=pending,approved',
    );
    const { page, panel } = approvals;
    const reason = unique('Axe');
    await asked(await approvals.bearer(), reason);
    await page.reload();
    await approvals.ready();
    await approvals.row(reason).getByRole('link').click();
    await expect(panel.getByRole('button', { name: /^Copy leaf hash/ }).first()).toBeVisible();
    await isClean(page, 'list and panel');
    for (const width of [390, 768, 1024]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await approvals.hasNoSidewaysScroll(), `panel at ${width}`).toBe(true);
      await page.goto('/approvals');
      await approvals.ready();
      expect(await approvals.hasNoSidewaysScroll(), `list at ${width}`).toBe(true);
      if (width === 390) await isClean(page, 'cards');
      await approvals.row(reason).getByRole('link').click();
    }
  });
}
