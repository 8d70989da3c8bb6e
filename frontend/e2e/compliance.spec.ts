import { AppPage } from './pages/AppPage';
import { callAs, unique } from './support/api';
import { isClean } from './support/axe';
import { expect, test } from './support/test';

const openCompliance = (page: Parameters<typeof AppPage.open>[0], query = '') =>
  AppPage.open(page, 'Compliance', `/compliance/controls${query}`);

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

interface Made {
  id: string;
  version: number;
}

/** A draft that could be submitted but for its file. */
const drafted = (bearer: string, title: string) =>
  callAs<Made>(bearer, 'POST', '/api/compliance/evidence', {
    framework: 'iso27001',
    controlId: 'A.5.37',
    title,
    description: 'How the work is done, and who looks after it.',
    evidenceType: 'procedure',
    effectiveFrom: inDays(-10),
    effectiveTo: inDays(200),
    nextReviewDueAt: inDays(20),
  });

test('evidence is drafted, gets a file, is submitted by one person and approved by another', async ({
  enter,
}) => {
  test.setTimeout(180_000);
  const cora = await openCompliance(await enter('compliance'), '?view=controls&control=gdpr/Art.37');
  const { page, panel, dialog } = cora;
  const title = unique('Officer named');

  await panel.getByRole('button', { name: 'Draft evidence' }).click();
  await dialog.getByRole('button', { name: 'Save the draft' }).click();
  await expect(dialog.getByText('Say what it is.')).toBeVisible();
  await dialog.getByLabel('Title').fill(title);
  await dialog.getByLabel('Description').fill('Who is the officer, and since when.');
  await dialog.getByLabel('Controls it serves').fill('gdpr/Art.38');
  await expect(dialog.getByRole('button', { name: 'Remove GDPR Art.38' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Save the draft' }).click();
  await expect(panel.getByRole('heading', { name: title })).toBeVisible();

  // A document without a file is refused, and said why.
  await panel.getByRole('button', { name: 'Submit' }).click();
  await dialog.getByRole('button', { name: 'Submit' }).click();
  await expect(dialog.getByRole('alert')).toContainText('a file, since it is a document');
  await page.keyboard.press('Escape');

  const chooser = page.waitForEvent('filechooser');
  await panel.getByRole('button', { name: 'Choose files' }).press('Enter');
  await (await chooser).setFiles([
    { name: 'tool.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
    { name: 'false.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a PDF') },
  ]);
  await expect(panel.getByText('Files of this kind are not taken')).toBeVisible();
  await expect(panel.getByText('The file is no PDF document.')).toBeVisible();
  await panel.getByRole('button', { name: 'Dismiss tool.exe' }).click();
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['# Officer\n\nNamed in May.\n'], 'officer.md', { type: 'text/markdown' }));
    return data;
  });
  await panel.getByTestId('drop-files').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(panel.getByRole('button', { name: 'Download officer.md' })).toBeVisible();

  await panel.getByRole('button', { name: 'Submit' }).click();
  await dialog.getByRole('button', { name: 'Submit' }).click();
  await expect(panel.getByTestId('own-evidence')).toContainText('somebody else must approve');
  await expect(panel.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  const id = new URL(page.url()).searchParams.get('evidence') ?? '';
  const ada = await openCompliance(await enter('admin'), `?view=evidence&status=submitted&evidence=${id}`);
  await ada.panel.getByRole('button', { name: 'Request changes' }).click();
  await ada.dialog.getByLabel('Reason').fill('Say how to reach the officer.');
  await ada.dialog.getByRole('button', { name: 'Request changes' }).click();
  await panel.getByRole('button', { name: 'Take it up again' }).click();
  await dialog.getByRole('button', { name: 'Take it up again' }).click();
  await panel.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByLabel('Description').fill('Who is the officer, since when, and how to reach them.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await panel.getByRole('button', { name: 'Submit' }).click();
  await dialog.getByRole('button', { name: 'Submit' }).click();

  await ada.panel.getByRole('button', { name: 'Approve' }).click();
  await expect(ada.dialog).toContainText('as you read it');
  await ada.dialog.getByRole('button', { name: 'Approve' }).click();
  await expect(ada.panel).toContainText('It counts for its controls.');
  const file = ada.page.waitForEvent('download');
  await ada.panel.getByRole('button', { name: 'Download officer.md' }).click();
  expect((await file).suggestedFilename()).toBe('officer.md');

  // The first person's page follows, back to the control it began from.
  await expect(panel).toContainText('It counts for its controls.');
  await panel.getByRole('button', { name: '‹ GDPR Art.37' }).click();
  await expect(panel).toContainText('Approved evidence that is in date names it.');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Coverage', exact: true }).click();
  await page.getByRole('link', { name: /^Impact assessment and protection officer/ }).click();
  await expect(cora.row('Art.37')).toContainText('Covered');

  await panel.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Report' }).click();
  await page.getByRole('button', { name: 'GDPR', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^GDPR: / })).toBeVisible();
  for (const [name, expected] of [
    ['Statement of Applicability, CSV', 'statement-of-applicability-gdpr.csv'],
    ['OSCAL assessment results, JSON', 'oscal-assessment-results-gdpr.json'],
  ] as const) {
    const document = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Documents' }).click();
    await page.getByRole('button', { name }).click();
    expect((await document).suggestedFilename()).toBe(expected);
  }
});

test('a viewer reads everything and is offered nothing to change', async ({ enter }) => {
  const cora = await openCompliance(await enter('compliance'));
  const evidence = await drafted(await cora.bearer(), unique('Read'));
  const viewer = await openCompliance(await enter('viewer'), `?view=evidence&evidence=${evidence.id}`);
  await expect(viewer.panel.getByRole('heading', { name: 'Revisions' })).toBeVisible();
  for (const name of ['Draft evidence', 'Submit', 'Edit', 'Withdraw', 'Choose files']) {
    await expect(viewer.page.getByRole('button', { name })).toHaveCount(0);
  }
  await viewer.page.goto('/compliance/controls?view=report&framework=iso27001');
  await viewer.page.getByRole('button', { name: 'Documents' }).click();
  await expect(viewer.page.getByRole('button', { name: /^OSCAL/ })).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the compliance page in the ${colorScheme} theme, nothing scrolls sideways`, async ({
    enter,
  }) => {
    test.setTimeout(180_000);
    const cora = await openCompliance(await enter('compliance', { colorScheme }));
    const { page, panel, dialog } = cora;
    const title = unique('Axe');
    const evidence = await drafted(await cora.bearer(), title);
    await isClean(page, 'coverage');
    await page.goto(
      `/compliance/controls?view=evidence&q=${encodeURIComponent(title)}&evidence=${evidence.id}`,
    );
    await cora.ready();
    await expect(panel.getByRole('button', { name: /^Copy leaf hash/ }).first()).toBeVisible();
    await isClean(page, 'evidence and panel');
    await panel.getByRole('button', { name: 'Edit' }).click();
    await dialog.getByLabel('Title').fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await isClean(page, 'edit dialog, refused');
    await page.keyboard.press('Escape');
    await page.goto('/compliance/controls?view=controls&framework=iso27001&control=iso27001/A.5.18');
    await expect(panel.getByRole('heading', { name: 'Mapped controls' })).toBeVisible();
    await isClean(page, 'controls and panel');
    for (const width of [390, 768, 1024]) {
      await page.setViewportSize({ width, height: 844 });
      await page.reload();
      await expect(panel.getByRole('heading', { name: 'Mapped controls' })).toBeVisible();
      expect(await cora.hasNoSidewaysScroll(), `panel at ${width}`).toBe(true);
    }
    for (const query of ['', '?view=controls&framework=gdpr', '?view=report&framework=gdpr&period=P90D']) {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`/compliance/controls${query}`);
      await cora.ready();
      await isClean(page, `${query} at 390`);
      for (const width of [390, 768, 1024]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await cora.hasNoSidewaysScroll(), `${query} at ${width}`).toBe(true);
      }
    }
  });
}
