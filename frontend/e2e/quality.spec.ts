import { AppPage } from './pages/AppPage';
import { callAs, unique } from './support/api';
import { isClean } from './support/axe';
import { expect, test } from './support/test';

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

type Page = Parameters<typeof AppPage.open>[0];
const openSuites = (page: Page, query = '') => AppPage.open(page, 'Test suites', `/quality/suites${query}`);
const openDatasets = (page: Page, query = '') =>
  AppPage.open(page, 'Golden datasets', `/quality/datasets${query}`);

/** A file as a person has it on disk. */
const file = (name: string, text: string) => ({
  name,
  mimeType: name.endsWith('.xml') ? 'text/xml' : 'application/x-ndjson',
  buffer: Buffer.from(text),
});

const result = (testSuite: string, testName: string, run: number, change: Record<string, unknown>) => ({
  testSuite,
  testName,
  runId: `run-${run}`,
  status: 'passed',
  environment: 'ci',
  gitCommit: `c${run}`,
  executedAt: ago(30 - run),
  ...change,
});

/** A suite of two runs: in the second one test broke and one was mended. */
async function ran(bearer: string): Promise<string> {
  const suite = unique('returns');
  const wrong = {
    status: 'failed',
    expected: '{"total":"1204.50","currency":"EUR"}',
    actual: '{"total":"1204.05","currency":"EUR"}',
    errorMessage: 'digits are swapped',
  };
  await callAs(bearer, 'POST', '/api/quality/regression-tests/batch', [
    result(suite, 'reads totals', 1, {}),
    result(suite, 'reads dates', 1, { status: 'error', errorMessage: 'no answer' }),
    result(suite, 'reads names', 1, {}),
    result(suite, 'reads totals', 2, wrong),
    result(suite, 'reads dates', 2, {}),
    result(suite, 'reads names', 2, {}),
  ]);
  return suite;
}

const item = (key: string, total: string) =>
  JSON.stringify({ key, input: { text: `Invoice ${key}` }, expected: { total }, tags: ['plain'] });

/** A dataset with an evaluation of answers to it. */
async function evaluated(bearer: string): Promise<{ dataset: string; evaluation: string }> {
  const dataset = await callAs<{ id: string }>(bearer, 'POST', '/api/quality/golden-datasets', {
    name: unique('Invoices'),
    jurisdiction: 'GB',
    filingType: 'vat_return',
    documentType: 'invoice',
    source: 'accountants of record',
    items: ['a', 'b', 'c'].map((key) => JSON.parse(item(key, '10.00'))),
  });
  const evaluation = await callAs<{ id: string }>(
    bearer,
    'POST',
    `/api/quality/golden-datasets/${dataset.id}/evaluations`,
    { testedSystem: unique('reader'), predictions: [{ key: 'a', actual: { total: '10.50' } }] },
  );
  return { dataset: dataset.id, evaluation: evaluation.id };
}

test('a report is uploaded or refused, and a run shows its failures first, with what was expected', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const suites = await openSuites(await enter('engineer'));
  const { page, panel, dialog } = suites;
  const uploaded = unique('uploaded');

  await page.getByRole('button', { name: 'Upload JUnit XML' }).click();
  await dialog.getByRole('button', { name: 'Upload', exact: true }).click();
  await expect(dialog.getByText('Choose a file.')).toBeVisible();
  await expect(dialog.getByText('Say which run this is.')).toBeVisible();
  const drop = dialog.getByLabel('Drop reports here, or choose them');
  await drop.setInputFiles(file('broken.xml', '<testsuite name="a">'));
  await dialog.getByLabel('Run', { exact: false }).first().fill('build-1');
  await dialog.getByLabel('Environment').fill('ci');
  await dialog.getByRole('button', { name: 'Upload', exact: true }).click();
  await expect(dialog.getByText('broken.xml was refused, nothing of it was taken:')).toBeVisible();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('button', { name: 'Take out broken.xml' }).click();
  await drop.setInputFiles(
    file(
      'junit.xml',
      `<testsuite name="${uploaded}"><testcase name="adds"/><testcase name="divides"><failure message="by zero">at Sum.java:7</failure></testcase></testsuite>`,
    ),
  );
  await dialog.getByRole('button', { name: 'Upload', exact: true }).click();
  await expect(dialog).toContainText('2 results taken: 1 passed, 1 failed');
  await dialog.getByRole('button', { name: 'Open the first suite' }).click();
  await expect(panel.getByRole('heading', { name: uploaded })).toBeVisible();
  await expect(panel.getByRole('region', { name: 'Failures' })).toContainText('by zero');

  const suite = await ran(await suites.bearer());
  await page.goto(`/quality/suites?q=${encodeURIComponent(suite)}`);
  await suites.ready();
  await expect(suites.row(suite)).toContainText('Failing');
  await expect(suites.row(suite)).toContainText('66.7 %');
  await suites.row(suite).getByRole('link').click();
  const failures = panel.getByRole('region', { name: 'Failures' });
  await expect(failures).toContainText('Newly failing');
  await expect(failures.getByRole('figure', { name: 'Expected against actual' })).toContainText('"1204.50"');
  await expect(panel).toContainText('1 newly fixed');
  const trend = panel.getByRole('slider', { name: 'Pass rate' });
  await trend.focus();
  await page.keyboard.press('Home');
  await expect(trend).toHaveAttribute('aria-valuetext', /Pass rate 66.7 %/);
  await panel.getByRole('button', { name: 'run-1', exact: true }).click();
  await expect(panel).toContainText('This is an earlier run.');
  await expect(failures).toContainText('no answer');
  await failures.getByRole('link', { name: 'Open the result' }).click();
  await expect(panel.getByRole('heading', { name: 'reads dates' })).toBeVisible();
  await expect(panel.getByRole('region', { name: 'This test in other runs' })).toContainText('Passed');
});

test('a dataset is made, versioned, made active and answered; right answers are read on purpose or not at all', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const datasets = await openDatasets(await enter('engineer'));
  const { page, panel, dialog } = datasets;
  const name = unique('Receipts');

  await page.getByRole('button', { name: 'New dataset' }).click();
  await dialog
    .getByLabel('Drop the items here, or choose a file')
    .setInputFiles(file('items.ndjson', `${item('a', '1.00')}\n${item('b', '2.00')}\n`));
  for (const [label, text] of [
    ['Name', name],
    ['Jurisdiction', 'XX'],
    ['Filing', 'vat_return'],
    ['Documents', 'receipt'],
    ['Source', 'two accountants'],
    ['Comparators', 'total numeric 0.01'],
  ] as const)
    await dialog.getByLabel(label).first().fill(text);
  await dialog.getByRole('button', { name: 'Make dataset' }).click();
  await expect(dialog.getByRole('alert')).toContainText('/jurisdiction');
  await dialog.getByLabel('Jurisdiction').fill('GB');
  await dialog.getByRole('button', { name: 'Make dataset' }).click();
  await expect(panel.getByRole('heading', { name })).toBeVisible();
  await expect(panel).toContainText('as numbers, within 0.01');

  await panel.getByRole('button', { name: 'New version' }).click();
  await dialog
    .getByLabel('Drop the items here, or choose a file')
    .setInputFiles(file('delta.ndjson', `${item('b', '2.50')}\n{"remove":"a"}\n`));
  await dialog.getByLabel('Change note').fill('Read again');
  await dialog.getByRole('button', { name: 'Make version' }).click();
  await expect(panel.getByRole('list', { name: 'Against version 1' })).toContainText('1 removed');
  await expect(panel).toContainText('It is another one now. Both are withheld from your role.');

  await panel.getByRole('button', { name: 'Make active' }).click();
  await dialog.getByLabel('Reason').fill('Read by two.');
  await dialog.getByRole('button', { name: 'Make active' }).click();
  await expect(panel.getByRole('button', { name: 'Make inactive' })).toBeVisible();

  const made = new URL(page.url()).search;
  await panel.getByRole('button', { name: 'Send in answers' }).click();
  await dialog
    .getByLabel('Drop the answers here, or choose a file')
    .setInputFiles(file('answers.json', '[{"key":"b","actual":{"total":"2.50"}}]'));
  await dialog.getByLabel('Tested system').fill('reader 1');
  await dialog.getByRole('button', { name: 'Evaluate' }).click();
  await expect(panel.getByRole('heading', { name: 'reader 1' })).toBeVisible();
  await expect(panel).toContainText('1 of 1 items');
  await expect(panel).toContainText('knew the right answer of 1 of 1 items');

  const auditor = await openDatasets(await enter('auditor'), made);
  await expect(auditor.panel).toContainText('You would see right answers.');
  await expect(auditor.panel.getByText('"2.50"')).toHaveCount(0);
  await auditor.panel.getByRole('button', { name: 'Read the differences' }).click();
  await expect(auditor.panel.getByRole('figure', { name: 'Right answer' })).toContainText('2.50');
  await auditor.panel.getByRole('button', { name: 'About' }).click();
  await expect(auditor.panel.getByText('Right answers read').first()).toBeVisible();

  const viewer = await openDatasets(await enter('viewer'), made.replace('differences', 'items'));
  await expect(viewer.panel.getByText('Withheld from your role').first()).toBeVisible();
  for (const action of ['New dataset', 'New version', 'Make active', 'Send in answers'])
    await expect(viewer.page.getByRole('button', { name: action })).toHaveCount(0);
  await viewer.page.goto('/quality/suites');
  await expect(viewer.page.getByRole('button', { name: 'Upload JUnit XML' })).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the quality pages in the ${colorScheme} theme, nothing scrolls sideways`, async ({
    enter,
  }) => {
    test.setTimeout(150_000);
    const suites = await openSuites(await enter('engineer', { colorScheme }));
    const { page, panel, dialog } = suites;
    const bearer = await suites.bearer();
    const suite = await ran(bearer);
    const { dataset, evaluation } = await evaluated(bearer);
    const pages = [
      [`/quality/suites?suite=${encodeURIComponent(suite)}`, 'Runs'],
      [`/quality/datasets?dataset=${dataset}`, 'Versions'],
      [`/quality/datasets?evaluation=${evaluation}&view=evaluations`, 'Items'],
      ['/quality/suites', undefined],
      ['/quality/datasets', undefined],
    ] as const;
    for (const [path, heading] of pages) {
      await page.setViewportSize({ width: 1280, height: 844 });
      await page.goto(path);
      if (heading) await expect(panel.getByRole('heading', { name: heading, exact: true })).toBeVisible();
      else await expect(suites.rows.first()).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      if (heading) await isClean(page, path);
      for (const width of [1024, 768, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await expect.poll(() => suites.hasNoSidewaysScroll(), `${path} at ${width}`).toBe(true);
      }
      if (!heading) await isClean(page, `${path}, cards`);
    }
    await page.setViewportSize({ width: 1280, height: 844 });
    await page.getByRole('button', { name: 'New dataset' }).click();
    await dialog.getByRole('button', { name: 'Make dataset' }).click();
    await isClean(page, 'new dataset, refused');
  });
}
