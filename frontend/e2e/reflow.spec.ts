import { RotationsPage } from './pages/RotationsPage';
import { callAs, openIncident, postEvents, unique } from './support/api';
import { daysAgo, logAs } from './support/rotations';
import { expect, test } from './support/test';

for (const width of [390, 768, 1024]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ as }) => {
    const word = unique('Reflow');
    const long = `${word} an event with a title that is long enough to need more than one line on a small screen`;
    await postEvents([
      { title: long, description: 'x'.repeat(300), actor: 'a-machine-account-with-a-very-long-name' },
      {},
    ]);
    const events = await as('security', { viewport: { width, height: 844 } });
    const { page, panel, dialog } = events;
    expect(await events.hasNoSidewaysScroll(), 'list').toBe(true);
    await expect(page.getByRole(width < 640 ? 'listitem' : 'row').first()).toBeVisible();

    await events.find(word);
    await events.chooseFilter('Severity', 'High');
    expect(await events.hasNoSidewaysScroll(), 'filtered').toBe(true);

    await events.open(long);
    expect(await events.hasNoSidewaysScroll(), 'panel').toBe(true);
    const box = await panel.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    await panel.getByRole('button', { name: 'Resolve' }).click();
    await expect(dialog).toBeVisible();
    expect(await events.hasNoSidewaysScroll(), 'dialog').toBe(true);
    await page.keyboard.press('Escape');
    await panel.getByRole('button', { name: 'Close panel' }).click();
    await expect(events.row(word)).toBeVisible();
  });

  test(`nothing of the Incidents page scrolls sideways at ${width} px`, async ({ incidentsAs }) => {
    const incidents = await incidentsAs('security', { viewport: { width, height: 844 } });
    const { page, panel, dialog } = incidents;
    const bearer = await incidents.bearer();
    const title = unique('Reflow');
    const incident = await openIncident(bearer, {
      title: `${title} an incident with a title that is long enough to need more than one line on a screen`,
      service: 'a-service-with-a-very-long-name-that-nobody-would-want',
      affectedServices: ['x'.repeat(80)],
      summary: 'y'.repeat(300),
      severity: 'sev1',
    });
    const path = `/api/security/incidents/${incident.id}`;
    await callAs(bearer, 'POST', `${path}/timeline`, { text: 'z'.repeat(200) });
    await callAs(bearer, 'POST', `${path}/action-items`, {
      title: 'w'.repeat(120),
      owner: 'Somebody With A Rather Long Name',
      dueAt: new Date().toISOString(),
    });
    for (const address of ['', '?view=board', '?view=actions']) {
      await page.goto(`/security/incidents${address}`);
      await incidents.ready();
      expect(await incidents.hasNoSidewaysScroll(), address || 'list').toBe(true);
    }
    await page.goto(`/security/incidents?incident=${incident.id}`);
    await expect(panel.getByText('zzzz').first()).toBeVisible();
    expect(await incidents.hasNoSidewaysScroll(), 'panel').toBe(true);
    const box = await panel.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    for (const button of ['Resolve', 'Correct times', 'Write the postmortem']) {
      await panel.getByRole('button', { name: button }).click();
      await expect(dialog).toBeVisible();
      expect(await incidents.hasNoSidewaysScroll(), button).toBe(true);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    }
  });
}

test('the panel is docked beside the list where there is room, and the list stays in use', async ({ as }) => {
  const word = unique('Docked');
  await postEvents([{ title: `${word} 1` }, { title: `${word} 2` }]);
  const events = await as('viewer');
  await events.find(word);
  await events.open(`${word} 1`);
  const row = await events.row(`${word} 2`).boundingBox();
  const panel = await events.panel.boundingBox();
  expect((row?.x ?? 0) + (row?.width ?? 0)).toBeLessThanOrEqual((panel?.x ?? 0) + 1);
  await events.row(`${word} 2`).getByRole('link').click();
  await expect(events.panel.getByRole('heading', { name: `${word} 2` })).toBeVisible();
});

for (const width of [390, 768, 1024]) {
  test(`nothing of the rotations page scrolls sideways at ${width} px`, async ({ as }) => {
    const name = `e2e/${unique('reflow').replace(' ', '-')}/a-secret-whose-name-needs-more-room-than-there-is`;
    const events = await as('admin', { viewport: { width, height: 844 } });
    const rotations = await RotationsPage.open(events.page);
    const { page, panel, dialog } = rotations;
    await logAs(await rotations.bearer(), { secretName: name, rotatedAt: daysAgo(95) });
    await page.goto(`/security/rotations?q=${name}`);
    await rotations.ready();
    await expect(page.getByRole(width < 640 ? 'listitem' : 'row').first()).toBeVisible();
    expect(await rotations.hasNoSidewaysScroll(), 'due').toBe(true);

    await rotations.openSecret(name);
    expect(await rotations.hasNoSidewaysScroll(), 'panel').toBe(true);
    const box = await panel.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    await panel.getByRole('button', { name: 'Log the next rotation' }).click();
    await expect(dialog).toBeVisible();
    expect(await rotations.hasNoSidewaysScroll(), 'log dialog').toBe(true);
    await page.keyboard.press('Escape');
    await panel.getByRole('button', { name: 'Close panel' }).click();
    await expect(rotations.row(name)).toBeVisible();

    const button = await page.getByRole('button', { name: 'Log a rotation' }).boundingBox();
    expect((button?.x ?? 0) + (button?.width ?? 0)).toBeLessThanOrEqual(width);
    await page.getByRole('button', { name: 'Policy' }).click();
    await expect(dialog).toContainText('Database password');
    expect(await rotations.hasNoSidewaysScroll(), 'policy').toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Log', exact: true }).click();
    await expect(page).toHaveURL(/view=log/);
    await rotations.ready();
    expect(await rotations.hasNoSidewaysScroll(), 'log').toBe(true);
  });
}
