import { AppPage } from './pages/AppPage';
import { callAs, unique } from './support/api';
import { isClean } from './support/axe';
import { expect, test } from './support/test';

const openModels = async (page: Parameters<typeof AppPage.open>[0], query = '') =>
  AppPage.open(page, 'Model registry', `/modelops/models${query}`);

const openVersion = async (page: Parameters<typeof AppPage.open>[0], name: string, id: string) =>
  AppPage.open(page, `${name} 1`, `/modelops/models/${id}`);

/** A golden dataset of four cases, of which the version answers three right, and a look that finds drift. */
async function measured(bearer: string, modelId: string): Promise<string> {
  const name = unique('golden').replace(' ', '-');
  const dataset = await callAs<{ id: string }>(bearer, 'POST', '/api/quality/golden-datasets', {
    name,
    jurisdiction: 'GB',
    filingType: 'vat_return',
    documentType: 'invoice',
    source: 'accountants of record',
    comparators: [],
    items: [1, 2, 3, 4].map((n) => ({
      key: `k${n}`,
      input: { text: `Invoice ${n}` },
      tags: ['scan'],
      expected: { account: `${n}` },
    })),
  });
  await callAs(bearer, 'POST', `/api/quality/golden-datasets/${dataset.id}/evaluations`, {
    testedSystem: name,
    modelId,
    predictions: [1, 2, 3, 4].map((n) => ({ key: `k${n}`, actual: { account: n === 4 ? '0' : `${n}` } })),
  });
  const numbers = (from: number) => ({ numbers: Array.from({ length: 60 }, (_, n) => from + n) });
  await callAs(bearer, 'POST', '/api/modelops/drift-detections', {
    modelId,
    driftType: 'data',
    features: [{ feature: 'amount', reference: numbers(0), current: numbers(40) }],
  });
  return name;
}

async function registered(bearer: string): Promise<{ id: string; name: string }> {
  const name = unique('reader').replace(' ', '-');
  const version = await callAs<{ id: string }>(bearer, 'POST', '/api/modelops/models', {
    name,
    modelVersion: '1',
    framework: 'sklearn',
    modelType: 'classifier',
    artifactUri: 's3://models/reader/1',
    owner: 'End-to-end team',
    hyperparameters: { depth: 7 },
    evaluationMetrics: { accuracy: 0.91 },
    fairnessMetrics: [{ metric: 'gap', group: 'GB', value: 0.02, threshold: 0.05 }],
  });
  return { id: version.id, name };
}

test('a version is registered, measured, moved, held back by the gate, and its override asked of a second admin', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const models = await openModels(await enter('engineer'));
  const { page, dialog } = models;
  const bearer = await models.bearer();
  const name = unique('typed').replace(' ', '-');

  await page.getByRole('button', { name: 'Register' }).click();
  await dialog.getByRole('button', { name: 'Register', exact: true }).click();
  await expect(dialog.getByText('Name the model.')).toBeVisible();
  await dialog.getByLabel('Model', { exact: false }).first().fill(name);
  await dialog.getByLabel('Version').fill('1');
  await dialog.getByLabel('Framework').fill('sklearn');
  await dialog.getByLabel('Type').fill('classifier');
  await dialog.getByLabel('Artifact address').fill('s3://models/typed/1');
  await dialog.getByLabel('Metrics').fill('accuracy = 0.91');
  await dialog.getByRole('button', { name: 'Register', exact: true }).click();
  const version = new AppPage(page, `${name} 1`);
  await version.ready();
  await expect(page.getByRole('table')).toContainText('0.91');

  const id = page.url().split('/').at(-1)?.split(/[?#]/)[0] ?? '';
  const dataset = await measured(bearer, id);
  const scores = page.getByRole('region', { name: 'Golden scores' });
  await expect(scores.getByRole('list', { name: 'Golden accuracy by dataset' })).toContainText(dataset);
  await expect(scores).toContainText('contaminated, counts for no release');
  const drift = page.getByRole('region', { name: 'Drift by feature' });
  await expect(drift.getByRole('heading', { name: 'amount' })).toBeVisible();
  await expect(drift).toContainText('p, corrected (BH)');
  await drift.getByRole('button', { name: 'Acknowledge' }).click();
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(drift.getByRole('button', { name: 'False positive' })).toBeVisible();

  for (const step of ['Begin validation', 'Move to staging']) {
    await page.getByRole('button', { name: step }).click();
    await dialog.getByRole('button', { name: step }).click();
    await expect(dialog).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Promote' }).click();
  await expect(dialog).toContainText('another person has to agree');
  await dialog.getByLabel('Reason').fill('It reads better.');
  await dialog.getByRole('button', { name: 'Ask a second person' }).click();
  await expect(dialog.getByRole('alert')).toContainText('release gate');

  const admin = await openVersion(await enter('admin'), name, id);
  await admin.page.getByRole('button', { name: 'Promote' }).click();
  await admin.dialog.getByRole('button', { name: 'Override the gate…' }).click();
  await admin.dialog.getByLabel('Reason').fill('The old one is wrong in every case.');
  await admin.dialog.getByRole('button', { name: 'Ask another admin' }).click();
  await expect(admin.page.getByTestId('pending-approval')).toContainText('somebody else must decide');

  const listed = await openModels(admin.page, `?q=${name}`);
  await expect(listed.row(name)).toContainText('1 open');
  await expect(listed.row(name)).toContainText('Nothing');
  await listed.row(name).getByRole('link', { name }).click();
  await expect(listed.panel.getByRole('region', { name: 'Versions' })).toContainText('Staging');
});

test('a viewer reads everything and is offered nothing to change', async ({ enter }) => {
  test.setTimeout(120_000);
  const engineer = await openModels(await enter('engineer'));
  const bearer = await engineer.bearer();
  const { id, name } = await registered(bearer);
  await measured(bearer, id);
  const version = await openVersion(await enter('viewer'), name, id);
  const { page } = version;
  await expect(page.getByRole('list', { name: 'Rules of the release gate' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Fairness by group' })).toContainText('GB');
  await expect(page.getByRole('region', { name: 'Drift by feature' })).toContainText('amount');
  for (const action of ['Begin validation', 'Archive', 'Edit', 'Acknowledge', 'Register']) {
    await expect(page.getByRole('button', { name: action })).toHaveCount(0);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the registry in the ${colorScheme} theme, nothing scrolls sideways`, async ({
    enter,
  }) => {
    test.setTimeout(120_000);
    const models = await openModels(await enter('engineer', { colorScheme }));
    const { page, panel, dialog } = models;
    const bearer = await models.bearer();
    const { id, name } = await registered(bearer);
    await measured(bearer, id);
    await page.goto(`/modelops/models?q=${name}`);
    await models.ready();
    await models.row(name).getByRole('link', { name }).click();
    await expect(panel.getByRole('button', { name: /^Copy leaf hash/ }).first()).toBeVisible();
    await isClean(page, 'list and panel');
    const version = await openVersion(page, name, id);
    await expect(page.getByRole('region', { name: 'Drift by feature' })).toContainText('amount');
    await isClean(page, 'version');
    await page.getByRole('button', { name: 'Edit' }).click();
    await isClean(page, 'edit dialog');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    for (const width of [390, 768, 1024]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await version.hasNoSidewaysScroll(), `version at ${width}`).toBe(true);
    }
    await page.goto(`/modelops/models?q=${name}`);
    await models.ready();
    for (const width of [1024, 768, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await expect(models.row(name)).toBeVisible();
      expect(await models.hasNoSidewaysScroll(), `list at ${width}`).toBe(true);
    }
    await isClean(page, 'cards');
  });
}
