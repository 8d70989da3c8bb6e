import { RotationsPage } from './pages/RotationsPage';
import { callAs, moveIncident, openIncident, postEvent, postEvents, unique } from './support/api';
import { isClean } from './support/axe';
import { daysAgo, logAs } from './support/rotations';
import { expect, test } from './support/test';

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
  test(`axe finds nothing on the Incidents page in the ${colorScheme} theme`, async ({ incidentsAs }) => {
    test.setTimeout(240_000);
    const incidents = await incidentsAs('security', { colorScheme });
    const { page, panel, dialog } = incidents;
    const bearer = await incidents.bearer();
    const title = unique('Axe');
    const statuses = ['acknowledged', 'mitigated', 'resolved', 'closed'];
    for (const count of [1, 2, 3, 4]) {
      const one = await openIncident(bearer, { title: `${title} ${count}` });
      await moveIncident(bearer, one, ...statuses.slice(0, count).map((status) => ({ status })));
    }
    const incident = await openIncident(bearer, {
      title,
      severity: 'sev1',
      summary: 'What happens.',
      affectedServices: ['a', 'b'],
      startedAt: new Date(Date.now() - 3_600_000).toISOString(),
    });
    const event = await postEvent({ title: `${title} event` });
    const path = `/api/security/incidents/${incident.id}`;
    await callAs(bearer, 'POST', `/api/security/events/${event.id}/escalate`, { incidentId: incident.id }, 0);
    await callAs(bearer, 'POST', `${path}/timeline`, { text: 'Seen.' });
    for (const days of [-1, 1, 20]) {
      const dueAt = new Date(Date.now() + days * 86_400_000).toISOString();
      await callAs(bearer, 'POST', `${path}/action-items`, {
        title: `Item ${days}`,
        owner: 'Enzo Duarte',
        dueAt,
      });
    }
    await page.goto('/security/incidents');
    await incidents.ready();
    await isClean(page, 'incidents list');

    const search = page.getByRole('searchbox');
    await page.goto(`/security/incidents?view=board&q=${title.split(' ')[1]}`);
    await incidents.ready();
    await expect(search).toBeVisible();
    await isClean(page, 'board');

    await page.goto(`/security/incidents?view=actions&incident=${incident.id}`);
    await incidents.ready();
    await expect(panel.getByText('Seen.')).toBeVisible();
    await isClean(page, 'action items and open panel');

    for (const [button, where] of [
      ['Acknowledge', 'status dialog'],
      ['Edit facts, severity and root cause', 'edit dialog'],
      ['Correct times', 'clock dialog'],
      ['Add an action item', 'item dialog'],
      ['Write the postmortem', 'postmortem editor'],
    ] as const) {
      await panel.getByRole('button', { name: button }).click();
      await expect(dialog).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      if (where === 'postmortem editor') {
        await dialog.getByRole('button', { name: 'Preview' }).click();
        await expect(dialog.getByRole('heading', { name: 'Impact' })).toBeVisible();
      }
      await isClean(page, where);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    }
    await callAs(bearer, 'PATCH', path, {
      postmortem: '# Learnt\n\n| | |\n|---|---|\n| a | b |\n\n- [ ] do',
    });
    await expect(panel.getByRole('heading', { name: 'Learnt' })).toBeAttached();
    await isClean(page, 'panel with a postmortem');

    await page.getByRole('button', { name: 'Open an incident' }).click();
    await expect(dialog).toBeVisible();
    await isClean(page, 'open dialog');
    await page.keyboard.press('Escape');

    await page.goto('/security/incidents?q=nothinghasthisword');
    await expect(page.getByRole('heading', { name: 'No incident fits these filters' })).toBeVisible();
    await isClean(page, 'no incident found');

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/security/incidents');
    await incidents.ready();
    await isClean(page, 'incident cards');
  });

  test(`axe finds nothing where an event is escalated in the ${colorScheme} theme`, async ({
    as,
    incidentsAs,
  }) => {
    const bearer = await (await incidentsAs('engineer')).bearer();
    await openIncident(bearer);
    const long = new Date(Date.now() - 80 * 3_600_000).toISOString();
    const event = await postEvent({
      authorityReport: { required: true, authority: 'gdpr_art_33' },
      personalData: true,
      occurredAt: long,
      detectedAt: long,
      awareAt: long,
    });
    const events = await as('security', { colorScheme, path: `/security/events?event=${event.id}` });
    await expect(events.panel.getByRole('note')).toBeVisible();
    await isClean(events.page, 'panel with an overdue report');
    await events.panel.getByRole('button', { name: 'Escalate' }).click();
    await isClean(events.page, 'escalate to a new incident');
    await events.dialog.getByRole('button', { name: 'Join an open one' }).click();
    await expect(events.dialog.getByRole('radio').first()).toBeVisible();
    await isClean(events.page, 'join an incident');
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the rotations page in the ${colorScheme} theme`, async ({ as }) => {
    test.setTimeout(240_000);
    const name = `e2e/${unique('axe').replace(' ', '-')}`;
    const rotations = await RotationsPage.open((await as('admin', { colorScheme })).page);
    const { page, panel, dialog } = rotations;
    const bearer = await rotations.bearer();
    await logAs(bearer, { secretName: name, rotatedAt: daysAgo(100) });
    await logAs(bearer, { secretName: `${name}-soon`, rotatedAt: daysAgo(85) });
    await logAs(bearer, { secretName: name, status: 'failed', failureReason: 'No answer.' });
    await logAs(bearer, { secretName: name, status: 'in_progress' });
    await page.goto('/security/rotations?window=90');
    await rotations.ready();
    await rotations.timeline.focus();
    await page.keyboard.press('Home');
    await isClean(page, 'due, a mark of the timeline read out');

    await page.goto(`/security/rotations?secret=${name}`);
    await rotations.ready();
    await expect(panel.getByRole('button', { name: /^Copy leaf hash/ })).toBeVisible();
    await isClean(page, 'open panel');

    await panel.getByRole('button', { name: 'It failed' }).click();
    await dialog.getByRole('button', { name: 'It failed' }).click();
    await expect(dialog.getByText('Say why it failed')).toBeVisible();
    await isClean(page, 'ending dialog, refused');
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Log a rotation' }).click();
    await dialog.getByRole('button', { name: 'Log rotation' }).click();
    await expect(dialog.getByText('Name the secret')).toBeVisible();
    await isClean(page, 'log dialog, refused');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);

    await page.getByRole('button', { name: 'Policy' }).click();
    await expect(dialog).toContainText('Database password');
    await isClean(page, 'policy');
    const ask = dialog.getByRole('button', { name: 'Ask for a change' });
    if (await ask.isVisible()) {
      await ask.click();
      await isClean(page, 'asking for another policy');
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);

    await page.goto('/security/rotations?view=log');
    await rotations.ready();
    await isClean(page, 'log');
    await page.goto('/security/rotations?q=nothinghasthisword');
    await expect(page.getByRole('heading', { name: 'No secret fits these filters' })).toBeVisible();
    await isClean(page, 'nothing found');

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/security/rotations');
    await rotations.ready();
    await isClean(page, 'cards');
  });
}
