import { changeAs, postEvent, postEvents, unique } from './support/api';
import { expect, test } from './support/test';

test('a status changes with its reason, and the history says who, what and why', async ({ as }) => {
  const title = unique('Reasoned');
  await postEvent({ title });
  const events = await as('engineer', { path: `/security/events?q=${title.split(' ')[1]}` });
  const { panel, dialog } = events;
  await events.open(title);
  await panel.getByRole('button', { name: 'Resolve' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('It was our own scanner.');
  await dialog.getByRole('textbox', { name: 'Resolution' }).fill('Scanner put on the allow list.');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(events.row(title)).toContainText('Resolved');
  const history = panel.getByRole('region', { name: 'History' });
  await expect(history).toContainText('Status changed');
  await expect(history).toContainText('Enzo Duarte');
  await expect(history).toContainText('It was our own scanner.');
  await expect(history).toContainText(/Open.*became.*Resolved/s);
  await expect(history.getByRole('button', { name: /^Copy leaf hash [0-9a-f]{64}$/ }).first()).toBeVisible();

  // Reopening needs a reason, and the form says so before the API has to.
  await panel.getByRole('button', { name: 'Reopen' }).click();
  await dialog.getByRole('button', { name: 'Reopen' }).click();
  await expect(dialog.getByText('Say why: the reason stays in the history.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('It came again.');
  await dialog.getByRole('button', { name: 'Reopen' }).click();
  await expect(events.row(title)).toContainText('Investigating');
  await expect(history).toContainText('It came again.');
});

test('an event is taken, handed on and let go', async ({ as }) => {
  const title = unique('Taken');
  await postEvent({ title });
  const events = await as('security', { path: `/security/events?q=${title.split(' ')[1]}` });
  await events.open(title);
  await events.panel.getByRole('button', { name: 'Assign to me' }).click();
  await expect(events.panel.getByText('Selma Okafor').first()).toBeVisible();
  await events.panel.getByRole('button', { name: 'Change', exact: true }).click();
  await events.page.getByRole('textbox', { name: 'Assignee' }).fill('Enzo Duarte');
  await events.page.keyboard.press('Enter');
  await expect(events.panel.getByText('Enzo Duarte').first()).toBeVisible();
  await events.panel.getByRole('button', { name: 'Change', exact: true }).click();
  await events.page.getByRole('button', { name: 'Unassign', exact: true }).click();
  await expect(events.panel.getByText('Unassigned')).toBeVisible();
});

test('a lost race shows both versions; mine is dropped or applied to the new one', async ({ as }) => {
  const title = unique('Raced');
  const event = await postEvent({ title });
  const enzo = await (await as('engineer')).bearer();
  const events = await as('security', { path: `/security/events?q=${title.split(' ')[1]}` });
  const { panel, dialog } = events;
  await events.open(title);

  await panel.getByRole('button', { name: 'Mark false positive' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Noise.');
  await changeAs(enzo, `${event.id}/status`, 0, { status: 'investigating', reason: 'On it' });
  await dialog.getByRole('button', { name: 'Mark false positive' }).click();

  const race = events.page.getByRole('dialog', { name: 'Somebody was faster' });
  await expect(race).toContainText('Enzo Duarte');
  await expect(race.getByRole('row', { name: /^Status/ })).toHaveText(
    /Open\s*Investigating\s*False positive/,
  );
  await race.getByRole('button', { name: 'Drop my change' }).click();
  await expect(race).toHaveCount(0);
  await expect(events.row(title)).toContainText('Investigating');

  await panel.getByRole('button', { name: 'Resolve' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Done.');
  await changeAs(enzo, event.id, 1, { assignee: 'Enzo Duarte' });
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(race.getByRole('row', { name: /^Assignee/ })).toContainText('untouched');
  await race.getByRole('button', { name: 'Apply mine to the new version' }).click();
  await expect(events.row(title)).toContainText('Resolved');
  await expect(panel.getByText('Enzo Duarte').first()).toBeVisible();
});

test('a bulk change reports each row that refused and keeps it selected', async ({ as }) => {
  const word = unique('Bulk');
  const { ids } = await postEvents(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => ({ title: `${word} ${letter}` })),
  );
  const enzo = await (await as('engineer')).bearer();
  const events = await as('security', { path: `/security/events?q=${word.split(' ')[1]}` });
  const { page, dialog } = events;
  await expect(events.rows).toHaveCount(6);
  await page.getByRole('checkbox', { name: 'Select all loaded events' }).check();
  const bar = page.getByRole('region', { name: 'Selected events' });
  await expect(bar).toContainText('6 selected');
  await bar.getByRole('button', { name: 'Resolve' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('One cause for all.');
  await changeAs(enzo, ids[2] ?? '', 0, { assignee: 'Enzo Duarte' });
  await dialog.getByRole('button', { name: 'Resolve 6 events' }).click();

  const outcome = page.getByRole('dialog', { name: '5 changed, 1 not' });
  await expect(outcome.getByRole('listitem')).toHaveCount(1);
  await expect(outcome.getByRole('listitem')).toContainText(`${word} c`);
  await outcome.getByRole('button', { name: 'Look at them' }).click();
  await expect(bar).toContainText('1 selected');
  await expect(events.rows.filter({ hasText: 'Resolved' })).toHaveCount(5);

  await bar.getByRole('button', { name: 'Resolve' }).click();
  await dialog.getByRole('button', { name: 'Resolve 1 event' }).click();
  await page.getByRole('dialog', { name: '1 event changed' }).getByRole('button', { name: 'Done' }).click();
  await expect(events.rows.filter({ hasText: 'Resolved' })).toHaveCount(6);
});

test('an authority report is required and recorded; to waive one needs a second person', async ({ as }) => {
  const word = unique('Report');
  await postEvents([{ title: `${word} made`, personalData: true }, { title: `${word} waived` }]);
  const selma = await as('security', { path: `/security/events?q=${word.split(' ')[1]}` });
  const { page, panel, dialog } = selma;
  const report = panel.getByRole('region', { name: 'Authority report' });

  await selma.open(`${word} made`);
  await report.getByRole('button', { name: 'Report required' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(report).toContainText('GDPR art. 33');
  await expect(report).toContainText(/\d+ h left|3 d left/);
  await report.getByRole('button', { name: 'Record the report' }).click();
  await dialog.getByRole('textbox', { name: 'Reference' }).fill('DPA-2026-17');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(report).toContainText('Reported in time');
  await expect(report).toContainText('DPA-2026-17');
  await page.keyboard.press('Escape');

  await selma.open(`${word} waived`);
  await report.getByRole('button', { name: 'Not required' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('No personal data involved.');
  await dialog.getByRole('button', { name: 'Ask a second person' }).click();
  await expect(report.getByTestId('pending-approval')).toContainText('somebody else must decide');

  const cora = await as('compliance', { path: page.url().replace(/^https?:\/\/[^/]+/, '') });
  const pending = cora.panel.getByTestId('pending-approval');
  await expect(pending).toContainText('Selma Okafor');
  await pending.getByRole('textbox', { name: 'Reason for your decision' }).fill('Agreed.');
  await pending.getByRole('button', { name: 'Approve' }).click();
  await expect(cora.panel.getByRole('region', { name: 'Authority report' })).toContainText(
    'Decided by two people',
  );
  await expect(report).toContainText('Decided by two people');
});
