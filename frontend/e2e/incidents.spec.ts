import { readFileSync } from 'node:fs';
import { EventsPage } from './pages/EventsPage';
import { callAs, moveIncident, openIncident, postEvent, unique } from './support/api';
import { expect, test } from './support/test';

const word = (title: string) => title.split(' ').at(-1) ?? '';
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

test('an incident is opened, worked on, written up from the template and closed', async ({ incidentsAs }) => {
  test.setTimeout(120_000);
  const title = unique('Whole road');
  const selma = await incidentsAs('security');
  const { page, panel, dialog } = selma;

  await page.getByRole('button', { name: 'Open an incident' }).click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(dialog.getByText('Say in a few words what is wrong.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
  await dialog.getByRole('combobox', { name: 'Severity' }).selectOption('sev2');
  await dialog.getByRole('textbox', { name: 'Service' }).fill('payments');
  await dialog.getByRole('textbox', { name: 'Summary' }).fill('Cards are refused.');
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(panel.getByRole('heading', { name: title })).toBeVisible();
  await expect(panel).toContainText('Selma Okafor');
  await expect(panel).toContainText('Cards are refused.');

  await panel.getByRole('button', { name: 'Acknowledge' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('On it.');
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  const timeline = selma.section('Timeline');
  await expect(timeline).toContainText('Acknowledged');
  await expect(timeline).toContainText('On it.');

  await timeline.getByRole('textbox', { name: 'Add a note' }).fill('The gateway answers 502.');
  await timeline.getByRole('button', { name: 'Add note' }).click();
  await expect(timeline.getByRole('listitem').filter({ hasText: 'The gateway answers 502.' })).toContainText(
    'Selma Okafor',
  );

  const items = selma.section('Action items');
  await items.getByRole('button', { name: 'Add an action item' }).click();
  await dialog.getByRole('textbox', { name: 'What will be done' }).fill('Alert on 502 within a minute');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(items).toContainText('1 of 1 to do');
  await items.getByRole('button', { name: 'Cancel: Alert on 502 within a minute' }).click();
  await dialog.getByRole('button', { name: 'Cancel the item' }).click();
  await expect(dialog.getByText('Say why: the reason stays in the history.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await items.getByRole('button', { name: 'Done: Alert on 502 within a minute' }).click();
  await expect(items).toContainText('all done');

  await panel.getByRole('button', { name: 'Resolve' }).click();
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(panel.getByRole('button', { name: 'Close', exact: true })).toBeVisible();

  // Closing without a postmortem: told before the API refuses, and its refusal shown when it does.
  await panel.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(dialog.getByRole('note')).toContainText('closed only with its postmortem');
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(dialog.getByRole('alert')).toContainText('postmortem');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const postmortem = selma.section('Postmortem');
  await postmortem.getByRole('button', { name: 'Write the postmortem' }).click();
  const editor = dialog.getByRole('textbox', { name: 'Postmortem in Markdown' });
  await expect(editor).toHaveValue(new RegExp(`# ${title}[\\s\\S]*The gateway answers 502\\.`));
  const text = await editor.inputValue();
  await editor.fill(`${text}\n\n## Learnt\n\n**Watch** the gateway. <img src=x onerror=alert(1)>\n`);
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByRole('heading', { name: 'Learnt' })).toBeVisible();
  await expect(dialog.getByText('<img src=x onerror=alert(1)>')).toBeVisible();

  // Closing the editor keeps what was typed; so does going elsewhere and coming back.
  await dialog.getByRole('button', { name: 'Close, keep the draft' }).click();
  await expect(postmortem).toContainText('Unsaved draft');
  await page.getByRole('link', { name: 'Security events' }).first().click();
  await expect(page.getByRole('heading', { name: 'Security events', level: 1 })).toBeVisible();
  await page.goBack();
  await postmortem.getByRole('button', { name: 'Go on writing' }).click();
  await expect(editor).toHaveValue(/\*\*Watch\*\* the gateway/);

  // A note of somebody else makes a new version; the text is saved all the same.
  const id = new URL(page.url()).searchParams.get('incident') ?? '';
  const enzo = await (await incidentsAs('engineer')).bearer();
  await callAs(enzo, 'POST', `/api/security/incidents/${id}/timeline`, { text: 'Meanwhile.' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(postmortem.getByRole('heading', { name: 'Learnt' })).toBeAttached();

  await panel.getByRole('button', { name: 'Close', exact: true }).click();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(panel.getByRole('list', { name: 'Status' }).getByText('Closed')).toHaveAttribute(
    'aria-current',
    'step',
  );
  await expect(selma.section('History')).toContainText('Status changed');
});

test('facts and times are corrected, the former times stay in the timeline', async ({ incidentsAs }) => {
  const selma = await incidentsAs('security');
  const incident = await openIncident(await selma.bearer(), { detectedAt: ago(2) });
  await selma.page.goto(`/security/incidents?incident=${incident.id}`);
  await selma.ready();
  const { panel, dialog } = selma;

  await panel.getByRole('button', { name: 'Take the lead' }).click();
  await expect(panel.getByText('Selma Okafor').first()).toBeVisible();

  await panel.getByRole('button', { name: 'Edit facts, severity and root cause' }).click();
  await dialog.getByRole('combobox', { name: 'Severity' }).selectOption('sev1');
  await dialog
    .getByRole('textbox', { name: 'Root cause' })
    .fill('A credential was rotated under the writer.');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('All customers are touched.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(panel).toContainText('A credential was rotated');
  await expect(selma.section('Timeline')).toContainText('Severity SEV3 → SEV1');

  await panel.getByRole('button', { name: 'Correct times' }).click();
  const started = ago(3).slice(0, 19);
  await dialog.getByLabel('Started').fill(started);
  await dialog.getByLabel('Detected').fill(ago(2.5).slice(0, 19));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('A time that was there changes: say why.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The pager was earlier.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(selma.section('Clock').getByRole('row', { name: /^Detected/ })).toContainText('TTD30 min');
  await expect(selma.section('Timeline')).toContainText('Detected corrected');
  await expect(selma.section('Timeline')).toContainText('The pager was earlier.');
});

test('a lost race shows both versions; mine is dropped or applied to the new one', async ({
  incidentsAs,
}) => {
  const enzo = await (await incidentsAs('engineer')).bearer();
  const incident = await openIncident(enzo, { title: unique('Raced') });
  const selma = await incidentsAs('security', { path: `/security/incidents?incident=${incident.id}` });
  const { panel, dialog, page } = selma;

  await panel.getByRole('button', { name: 'Resolve' }).click();
  await callAs(
    enzo,
    'PATCH',
    `/api/security/incidents/${incident.id}`,
    { commander: 'Enzo Duarte', severity: 'sev1' },
    incident.version,
  );
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  const race = page.getByRole('dialog', { name: 'Somebody was faster' });
  await expect(race).toContainText('Enzo Duarte');
  await expect(race.getByRole('row', { name: /^Commander/ })).toContainText('untouched');
  await expect(race.getByRole('row', { name: /^Severity/ })).toHaveText(/SEV3\s*SEV1\s*untouched/);
  await race.getByRole('button', { name: 'Apply mine to the new version' }).click();
  await expect(panel.getByRole('button', { name: 'Reopen' })).toBeVisible();

  // A text is never lost with the race: dropped, it is a draft again.
  const postmortem = selma.section('Postmortem');
  await postmortem.getByRole('button', { name: 'Write the postmortem' }).click();
  const editor = dialog.getByRole('textbox', { name: 'Postmortem in Markdown' });
  await editor.fill('# Mine');
  const path = `/api/security/incidents/${incident.id}`;
  const { version } = await callAs<{ version: number }>(enzo, 'GET', path);
  await callAs(enzo, 'PATCH', path, { postmortem: '# Theirs' }, version);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(race.getByRole('row', { name: /^Postmortem/ })).toHaveText(/none\s*# Theirs\s*# Mine/);
  await race.getByRole('button', { name: 'Drop my change' }).click();
  await expect(editor).toHaveValue('# Mine');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await race.getByRole('button', { name: 'Apply mine to the new version' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(postmortem.getByRole('heading', { name: 'Mine' })).toBeAttached();
  await expect(postmortem.getByText('Unsaved draft')).toHaveCount(0);
});

test('list and board show the same incidents; a card moves by its panel', async ({ incidentsAs }) => {
  const selma = await incidentsAs('security');
  const bearer = await selma.bearer();
  const title = unique('Board');
  const q = word(title);
  await openIncident(bearer, { title: `${title} grave`, severity: 'sev1' });
  const second = await openIncident(bearer, { title: `${title} small`, severity: 'sev4' });
  await moveIncident(bearer, second, { status: 'acknowledged' });
  await selma.page.goto(`/security/incidents?q=${q}`);
  await selma.ready();
  await expect(selma.rows).toHaveCount(2);

  await selma.view('Board');
  await expect(selma.page).toHaveURL(/view=board/);
  await expect(selma.column('Detected').getByRole('listitem')).toHaveText([/SEV1.*grave/s]);
  await expect(selma.column('Acknowledged').getByRole('listitem')).toHaveText([/SEV4.*small/s]);
  await selma.open(`${title} grave`);
  await selma.panel.getByRole('button', { name: 'Mark mitigated' }).click();
  await selma.dialog.getByRole('button', { name: 'Mark mitigated' }).click();
  await expect(selma.column('Mitigated').getByRole('listitem')).toHaveText([/grave/]);
  await expect(selma.column('Detected')).toContainText('None');

  await selma.page.reload();
  await selma.ready();
  await expect(selma.column('Mitigated').getByRole('listitem')).toHaveText([/grave/]);
});

test('figures lead to their rows; times are shown with median, p90 and n, week by week', async ({
  incidentsAs,
}) => {
  const selma = await incidentsAs('security');
  const bearer = await selma.bearer();
  const service = unique('metrics').replace(/ /g, '-');
  for (const hours of [1, 2, 3]) {
    const incident = await openIncident(bearer, { service, startedAt: ago(9), detectedAt: ago(8) });
    await moveIncident(bearer, incident, { status: 'resolved', at: ago(8 - hours) });
  }
  await openIncident(bearer, { service, severity: 'sev1' });
  await selma.page.goto(`/security/incidents?service=${service}`);
  await selma.ready();
  const { page } = selma;

  const times = page.getByRole('region', { name: 'Response times' });
  await expect(times).toContainText(`Only ${service} · 4 detected, 1 still open`);
  const mttr = times.locator('[data-figure="timeToResolve"]');
  await expect(mttr).toContainText('2 h');
  await expect(mttr).toContainText('p90 2 h 48 min');
  await expect(mttr).toContainText('n 3');
  await expect(mttr).toHaveAttribute('title', /resolvedAt - detectedAt/);
  await expect(times.locator('[data-figure="timeToAcknowledge"]')).toContainText('no data');

  const chart = page.getByRole('slider', { name: 'Time to resolve by week' });
  await chart.focus();
  await page.keyboard.press('End');
  const said = await chart.getAttribute('aria-valuetext');
  expect(said).toMatch(/^Week of /);
  // Monday's first hours would put the incidents into the week before.
  await page.keyboard.press('ArrowLeft');
  const before = await chart.getAttribute('aria-valuetext');
  expect([said, before].join('\n')).toMatch(/median 2 h, p90 2 h 48 min, of 3/);
  expect(`${said}\n${before}`).toMatch(/no data/);
  await times.locator('[data-figure="timeToDetect"]').click();
  await expect(page).toHaveURL(/figure=timeToDetect/);
  await expect(page.getByRole('slider', { name: 'Time to detect by week' })).toBeVisible();
  await times.getByRole('button', { name: '4 weeks' }).click();
  await expect(page).toHaveURL(/period=4w/);

  const grave = page.getByRole('button', { name: /^\d+\s*SEV1$/ });
  await grave.click();
  await expect(page).toHaveURL(/open=true/);
  await expect(grave).toHaveAttribute('aria-pressed', 'true');
  await expect(selma.rows.first()).toContainText('SEV1');
});

test('action items of all incidents, overdue first, lead to their incident', async ({ incidentsAs }) => {
  const selma = await incidentsAs('security');
  const bearer = await selma.bearer();
  const owner = unique('Owner');
  const incident = await openIncident(bearer);
  const items = `/api/security/incidents/${incident.id}/action-items`;
  await callAs(bearer, 'POST', items, { title: 'Later', owner, dueAt: ago(-200) });
  await callAs(bearer, 'POST', items, { title: 'Too late', owner, dueAt: ago(30) });
  const done = await callAs<{ id: string }>(bearer, 'POST', items, { title: 'Done', owner, dueAt: ago(90) });
  await callAs(bearer, 'PATCH', `${items}/${done.id}/status`, { status: 'done' }, 0);

  await selma.page.goto(`/security/incidents?view=actions&owner=${owner.replace(/ /g, '+')}`);
  await selma.ready();
  await expect(selma.rows).toHaveText([/30 h overdue.*Too late/s, /Later/]);
  await expect(selma.rows.first()).toContainText(incident.title);
  await selma.rows.first().getByRole('link').click();
  await expect(selma.panel.getByRole('heading', { name: incident.title })).toBeVisible();
  await selma.section('Action items').getByRole('button', { name: 'Start: Too late' }).click();
  await expect(selma.rows.first()).toContainText('In progress');
  await selma.page.getByRole('button', { name: 'Overdue', exact: true }).click();
  await expect(selma.page).toHaveURL(/overdue=true/);
  await expect(selma.rows).toHaveCount(1);
});

test('an event is escalated to a new incident, another joins it, and both lead to each other', async ({
  as,
}) => {
  const title = unique('Escalated');
  const event = await postEvent({ title, severity: 'critical' });
  const other = await postEvent({ title: `${title} too` });
  const selma = await as('security', { path: `/security/events?event=${event.id}` });
  const { page, panel, dialog } = selma;

  await panel.getByRole('button', { name: 'Escalate' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Severity' })).toHaveValue('sev1');
  await dialog.getByRole('button', { name: 'Open the incident' }).click();
  await expect(dialog.getByText('Name the service that fails.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Service' }).fill('vault');
  await dialog.getByRole('button', { name: 'Open the incident' }).click();
  await expect(page).toHaveURL(/\/security\/incidents\?incident=/);
  const events = panel.getByRole('region', { name: 'Security events' });
  await expect(events.getByRole('link', { name: title })).toBeVisible();

  await page.goto(`/security/events?event=${other.id}`);
  await selma.ready();
  await panel.getByRole('button', { name: 'Escalate' }).click();
  await dialog.getByRole('button', { name: 'Join an open one' }).click();
  await expect(dialog.getByRole('button', { name: 'Join the incident' })).toBeDisabled();
  await dialog.getByRole('searchbox', { name: 'Search open incidents' }).fill(word(title));
  await dialog.getByRole('radio', { name: new RegExp(title) }).check();
  await dialog.getByRole('button', { name: 'Join the incident' }).click();
  await expect(panel.getByText('Investigating').first()).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Escalate' })).toHaveCount(0);
  await panel.getByRole('link', { name: title, exact: true }).click();
  await expect(panel.getByRole('region', { name: 'Security events' }).getByRole('listitem')).toHaveCount(2);
  await panel.getByRole('link', { name: `${title} too` }).click();
  await new EventsPage(page).ready();
  await expect(panel.getByRole('heading', { name: `${title} too` })).toBeVisible();
});

test('an authority deadline stands out in the row and on top of the panel', async ({ as }) => {
  const title = unique('Deadline');
  const report = { required: true, authority: 'gdpr_art_33' };
  const times = { occurredAt: ago(80), detectedAt: ago(80), awareAt: ago(80) };
  const late = await postEvent({
    title: `${title} late`,
    personalData: true,
    authorityReport: report,
    ...times,
  });
  await postEvent({ title: `${title} far`, personalData: true, authorityReport: report });
  const events = await as('security', { path: `/security/events?q=${word(title)}&event=${late.id}` });
  await expect(events.row(`${title} late`)).toContainText('8 h overdue');
  await expect(events.row(`${title} far`)).toContainText(/7\d h left|3 d left/);
  await expect(events.panel.getByRole('note')).toContainText('The authority report is 8 h overdue');
});

test('two people see one incident live: a new one waits, a note and a step arrive in place', async ({
  incidentsAs,
}) => {
  const selma = await incidentsAs('security');
  const vera = await incidentsAs('viewer');
  const incident = await openIncident(await (await incidentsAs('engineer')).bearer());
  for (const one of [selma, vera]) {
    await expect(one.news).toBeVisible();
    await expect(one.row(incident.title)).toHaveCount(0);
    await one.news.click();
    await one.open(incident.title);
  }
  await expect(vera.panel.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
  await expect(vera.panel.getByRole('textbox', { name: 'Add a note' })).toHaveCount(0);

  await selma.section('Timeline').getByRole('textbox', { name: 'Add a note' }).fill('Seen by both.');
  await selma.page.keyboard.press('Control+Enter');
  await expect(vera.section('Timeline')).toContainText('Seen by both.');
  await selma.panel.getByRole('button', { name: 'Acknowledge' }).click();
  await selma.dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(vera.row(incident.title)).toContainText('Acknowledged');
  await expect(vera.section('Timeline')).toContainText('Acknowledged');
});

test('the page works by keyboard alone, as list and as board', async ({ incidentsAs }) => {
  const selma = await incidentsAs('security');
  const bearer = await selma.bearer();
  const title = unique('Keys');
  for (const n of [3, 2, 1]) {
    await openIncident(bearer, {
      title: `${title} ${n}`,
      detectedAt: new Date(Date.now() - n * 60_000).toISOString(),
    });
  }
  const { page, panel } = selma;
  const keys = page.keyboard;
  await page.goto('/security/incidents');
  await selma.ready();
  await keys.press('/');
  await expect(selma.search).toBeFocused();
  await keys.type(word(title));
  await expect(selma.rows).toHaveCount(3);
  await keys.press('Tab');
  await keys.press('j');
  await expect(page.getByRole('link', { name: `${title} 1` })).toBeFocused();
  await keys.press('j');
  await keys.press('Enter');
  await expect(panel.getByRole('heading', { name: `${title} 2` })).toBeVisible();
  await keys.press('j');
  await expect(panel.getByRole('heading', { name: `${title} 3` })).toBeVisible();
  await keys.press('Escape');
  await expect(panel).toHaveCount(0);

  await keys.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeFocused();
  await keys.type('board of');
  await expect(page.getByText('Show the board of incidents')).toBeVisible();
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await expect(page).toHaveURL(/view=board/);
  await selma.ready();
  await page.goto(`/security/incidents?view=board&q=${word(title)}`);
  await selma.ready();
  await keys.press('j');
  // The one that has run longest heads its column.
  await expect(page.getByRole('link', { name: `${title} 3` })).toBeFocused();
  await keys.press('Enter');
  await expect(panel.getByRole('heading', { name: `${title} 3` })).toBeVisible();
  await keys.press('j');
  await expect(panel.getByRole('heading', { name: `${title} 2` })).toBeVisible();
  await keys.press('Escape');
  await expect(page.getByRole('link', { name: `${title} 2` })).toBeFocused();
});

test('an export of incidents holds exactly what is filtered', async ({ incidentsAs }) => {
  const selma = await incidentsAs('security');
  const bearer = await selma.bearer();
  const service = unique('export').replace(/ /g, '-');
  await openIncident(bearer, { service, severity: 'sev2' });
  await openIncident(bearer, { service, severity: 'sev4' });
  const { page } = selma;
  await page.goto(`/security/incidents?service=${service}&severity=sev2`);
  await selma.ready();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: /^CSV/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^incidents-.*\.csv$/);
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('secondsToResolve');
});

test('an incident that does not exist, and a bad link, are said so and break nothing', async ({
  incidentsAs,
}) => {
  const vera = await incidentsAs('viewer', {
    path: '/security/incidents?incident=01990000-0000-7000-8000-000000000000&severity=sev9&view=pie&period=2y',
  });
  await expect(vera.panel.getByRole('alert')).toBeVisible();
  await expect(vera.page.getByRole('button', { name: 'Open an incident' })).toHaveCount(0);
  await vera.page.keyboard.press('Escape');
  await expect(vera.panel).toHaveCount(0);
});
