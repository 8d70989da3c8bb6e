import { AppPage } from './pages/AppPage';
import { callAs, unique } from './support/api';
import { isClean } from './support/axe';
import { expect, test } from './support/test';

const QUARTER = 900_000;

/** An objective with `hours` of measurements, of which the last quarter of an hour went as told. */
async function measured(bearer: string, service: string, name: string, badAtTheEnd: number, hours = 2) {
  const slo = await callAs<{ id: string }>(bearer, 'POST', '/api/monitoring/slo-definitions', {
    service,
    name,
    sloType: 'availability',
    target: 0.99,
    owner: 'End-to-end team',
    description: 'Entries that were posted, of all that were asked for.',
  });
  const end = Math.floor(Date.now() / QUARTER) * QUARTER;
  const rows = Array.from({ length: hours * 4 }, (_, back) => ({
    sloId: slo.id,
    windowStart: new Date(end - (back + 1) * QUARTER).toISOString(),
    windowEnd: new Date(end - back * QUARTER).toISOString(),
    goodEvents: back === 0 ? 1000 - badAtTheEnd : 1000,
    totalEvents: 1000,
  }));
  await callAs(bearer, 'POST', '/api/monitoring/slos/batch', rows);
  return slo;
}

const openSlos = async (page: Parameters<typeof AppPage.open>[0], query = '') =>
  AppPage.open(page, 'SLOs', `/monitoring/slos${query}`);

test('an objective is defined, burns, is edited, excluded by two people, and retired', async ({ enter }) => {
  test.setTimeout(150_000);
  const slos = await openSlos(await enter('engineer'));
  const { page, panel, dialog } = slos;
  const service = unique('books').replace(' ', '-');

  await page.getByRole('button', { name: 'Define an SLO' }).click();
  await dialog.getByRole('button', { name: 'Define', exact: true }).click();
  await expect(dialog.getByText('Name the service.')).toBeVisible();
  await dialog.getByLabel('Service').fill(service);
  await dialog.getByLabel('Name').fill('typed');
  await dialog.getByLabel('Target, %').fill('99.5');
  await dialog.getByRole('button', { name: 'Define', exact: true }).click();
  await expect(panel.getByRole('heading', { name: `${service} / typed` })).toBeVisible();
  await expect(panel).toContainText('99.5 % over 30 days');
  await expect(panel).toContainText('Nothing was measured in this period');

  const bearer = await slos.bearer();
  const burning = await measured(bearer, service, 'burning', 400);
  await page.goto(`/monitoring/slos?q=${service}&slo=${burning.id}`);
  await slos.ready();
  await expect(slos.rows.first()).toContainText('burning');
  await expect(slos.row('burning')).toContainText('At risk');
  await expect(slos.row('typed')).toContainText('No data');
  const chart = panel.getByRole('slider', { name: 'Burn rate' });
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', /Burn rate 40×/);

  await panel.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByLabel('Target, %').fill('90');
  await dialog.getByLabel('Reason').fill('Agreed with the owner.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(panel).toContainText('90 % over 30 days');
  await expect(slos.row('burning')).toContainText('On track');

  await panel.getByRole('button', { name: 'Exclude a time' }).click();
  const typed = (time: number) => new Date(time).toISOString().slice(0, 19);
  const end = Math.floor(Date.now() / QUARTER) * QUARTER;
  await dialog.getByLabel('From (UTC)').fill(typed(end - QUARTER));
  await dialog.getByLabel('To (UTC)').fill(typed(end));
  await dialog.getByLabel('Reason').fill('Planned maintenance.');
  await dialog.getByRole('button', { name: 'Ask a second person' }).click();
  await expect(panel.getByTestId('pending-approval')).toContainText('somebody else must decide');

  const second = await openSlos(await enter('admin'), `?slo=${burning.id}`);
  await second.panel.getByLabel('Reason for your decision').fill('Seen in the calendar.');
  await second.panel.getByRole('button', { name: 'Approve' }).click();
  await expect(second.panel.getByText('Planned maintenance.').first()).toBeVisible();
  await expect(second.panel.getByRole('button', { name: 'Revoke' })).toBeVisible();
  await expect(panel).toContainText('without exclusions');

  await panel.getByRole('button', { name: 'Retire' }).click();
  await dialog.getByLabel('Reason').fill('Replaced.');
  await dialog.getByRole('button', { name: 'Retire', exact: true }).click();
  await expect(panel.getByRole('button', { name: 'Take up again' })).toBeVisible();
});

test('an OpenSLO file is taken whole, or refused by name', async ({ enter }) => {
  const slos = await openSlos(await enter('engineer'));
  const { page, dialog } = slos;
  const service = unique('imported').replace(' ', '-').toLowerCase();
  const file = (kind: string) => `apiVersion: openslo/v1
kind: ${kind}
metadata:
  name: posting
spec:
  service: ${service}
  description: Entries are posted.
  budgetingMethod: Occurrences
  timeWindow:
    - duration: 30d
      isRolling: true
  indicator:
    metadata:
      name: posted
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource:
            type: Prometheus
            spec:
              query: posted_total{outcome="good"}
        total:
          metricSource:
            type: Prometheus
            spec:
              query: posted_total
  objectives:
    - displayName: Three nines
      target: 0.999
`;
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await page.getByText('Import a file…').click();
  await dialog.getByLabel('File').fill(file('Poem'));
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog.getByRole('alert')).toContainText('kind');
  await dialog.getByLabel('File').fill(file('SLO'));
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog).toContainText('1 defined');
  await dialog.getByRole('button', { name: 'Open the first' }).click();
  await expect(slos.panel.getByRole('heading', { name: `${service} / posting` })).toBeVisible();
});

test('a viewer reads everything and is offered nothing to change', async ({ enter }) => {
  const engineer = await openSlos(await enter('engineer'));
  const service = unique('read').replace(' ', '-');
  const slo = await measured(await engineer.bearer(), service, 'posting', 0);
  const slos = await openSlos(await enter('viewer'), `?slo=${slo.id}`);
  await expect(slos.panel.getByRole('heading', { name: 'Alerts' })).toBeVisible();
  for (const name of ['Edit', 'Retire', 'Exclude a time', 'Define an SLO']) {
    await expect(slos.page.getByRole('button', { name })).toHaveCount(0);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the SLOs page in the ${colorScheme} theme, nothing scrolls sideways`, async ({
    enter,
  }) => {
    test.setTimeout(120_000);
    const slos = await openSlos(await enter('engineer', { colorScheme }));
    const { page, panel, dialog } = slos;
    const service = unique('axe').replace(' ', '-');
    const slo = await measured(await slos.bearer(), service, 'posting', 400);
    await page.goto(`/monitoring/slos?q=${service}&slo=${slo.id}`);
    await slos.ready();
    await expect(panel.getByRole('button', { name: /^Copy leaf hash/ }).first()).toBeVisible();
    await isClean(page, 'list and panel');
    await panel.getByRole('button', { name: 'Edit' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await isClean(page, 'edit dialog, refused');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Define an SLO' }).click();
    await isClean(page, 'define dialog');
    await page.keyboard.press('Escape');
    for (const width of [390, 768, 1024]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`/monitoring/slos?q=${service}`);
      await slos.ready();
      expect(await slos.hasNoSidewaysScroll(), `list at ${width}`).toBe(true);
      if (width === 390) await isClean(page, 'cards');
      await slos.row('posting').getByRole('link').click();
      await expect(panel.getByRole('heading', { name: 'Alerts' })).toBeVisible();
      expect(await slos.hasNoSidewaysScroll(), `panel at ${width}`).toBe(true);
    }
  });
}
