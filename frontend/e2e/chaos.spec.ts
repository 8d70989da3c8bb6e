import { AppPage } from './pages/AppPage';
import { callAs, openIncident, unique } from './support/api';
import { isClean } from './support/axe';
import { expect, test } from './support/test';

interface Made {
  id: string;
  version: number;
}

const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();

const started = (bearer: string, name: string) =>
  callAs<Made>(bearer, 'POST', '/api/chaos/tests', {
    name,
    testType: 'connector_outage',
    target: 'bank-connector',
    environment: 'staging',
    startedAt: ago(30),
    maxDuration: 'PT2H',
    maxRecoveryTime: 'PT30S',
    hypothesis: {
      title: 'Payments are taken all the same',
      probes: [
        {
          name: 'payments refused',
          measure: 'error_rate',
          tolerance: { atMost: 0.01 },
          duringTolerance: { atMost: 0.05 },
        },
      ],
    },
    method: ['cut the line'],
    rollbacks: ['mend the line'],
  });

/** Ended as a runner reports it, with that many errors during the fault. */
const ended = (bearer: string, seen: Made, errorRateDuring: number) =>
  callAs<Made>(
    bearer,
    'PATCH',
    `/api/chaos/tests/${seen.id}/complete`,
    {
      faultInjectedAt: ago(25),
      faultClearedAt: ago(20),
      recoveredAt: ago(19.8),
      completedAt: ago(15),
      errorRateBefore: 0.001,
      errorRateDuring,
      errorRateAfter: 0.002,
      activities: [
        { name: 'cut the line', role: 'method', end: 'succeeded', startedAt: ago(25), endedAt: ago(24.9) },
        { name: 'mend the line', role: 'rollback', end: 'succeeded', startedAt: ago(20.1), endedAt: ago(20) },
      ],
    },
    seen.version,
  );

const openChaos = (page: Parameters<typeof AppPage.open>[0], query = '') =>
  AppPage.open(page, 'Chaos tests', `/chaos/tests${query}`);

test('an experiment is judged before its reader, aborted, learnt from, and read from a journal', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const chaos = await openChaos(await enter('engineer'));
  const { page, panel, dialog } = chaos;
  const bearer = await chaos.bearer();
  const name = unique('Bank is gone');
  const running = await started(bearer, name);
  await page.goto(`/chaos/tests?test=${running.id}`);
  await expect(panel.getByText('Its verdict is worked out when it ends.')).toBeVisible();
  await ended(bearer, running, 0.2);
  const verdict = panel.getByRole('region', { name: 'Verdict' });
  await expect(verdict.locator('[data-finding="broken"]')).toContainText('Within bounds during the fault');
  await expect(panel.getByRole('slider', { name: 'Error rate' })).toBeVisible();
  await expect(panel).toContainText('Only an experiment that passed becomes evidence.');

  const incident = await openIncident(bearer, { title: unique('Payments refused') });
  await panel.getByRole('button', { name: 'Write what was learnt' }).click();
  await dialog.getByLabel('Lessons').fill('The queue must not give up so soon.');
  await dialog.getByLabel('Incident it caused').fill(incident.id);
  await dialog.getByLabel('Reason').fill('After the review.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByRole('link', { name: incident.title })).toBeVisible();
  await expect(panel.getByRole('region', { name: 'What was learnt' })).toContainText('give up so soon');

  const second = await started(bearer, unique('Aborted'));
  await page.goto(`/chaos/tests?test=${second.id}`);
  await panel.getByRole('button', { name: 'Abort' }).click();
  await dialog.getByLabel('Reason').fill('It hurt people.');
  await dialog.getByRole('button', { name: 'Abort' }).click();
  await expect(panel.getByText('It hurt people.').first()).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Abort' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Import a journal' }).click();
  await dialog.getByLabel('Target').fill('extraction');
  await dialog.getByLabel('Journal', { exact: true }).fill('{"experiment": {}}');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('/');
  await dialog.getByLabel('Journal', { exact: true }).fill(JSON.stringify(journal(unique('Slow reader'))));
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByRole('list', { name: 'What was read' })).toContainText('Left out: outputs');
  await dialog.getByRole('button', { name: 'Open it' }).click();
  await expect(panel).toContainText('A Chaos Toolkit journal');
});

test('axe finds nothing in both themes, nothing scrolls sideways, and a viewer is offered nothing', async ({
  enter,
}) => {
  test.setTimeout(150_000);
  const engineer = await openChaos(await enter('engineer'));
  const bearer = await engineer.bearer();
  const passed = await ended(bearer, await started(bearer, unique('Axe')), 0.03);
  for (const colorScheme of ['light', 'dark'] as const) {
    const chaos = await openChaos(await enter('viewer', { colorScheme }), `?test=${passed.id}`);
    const { page, panel } = chaos;
    await expect(panel.getByText('It withstood the fault')).toBeVisible();
    await expect(page.getByRole('button', { name: /Import a journal|Write what was learnt/ })).toHaveCount(0);
    await isClean(page, `list and panel, ${colorScheme}`);
    for (const width of [390, 768, 1024]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await chaos.hasNoSidewaysScroll(), `panel at ${width}`).toBe(true);
    }
    await page.goto('/chaos/tests');
    await chaos.ready();
    for (const width of [1024, 768, 390]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await chaos.hasNoSidewaysScroll(), `list at ${width}`).toBe(true);
    }
    await isClean(page, `cards, ${colorScheme}`);
  }
});

/** A journal as Chaos Toolkit writes it. */
function journal(title: string) {
  const time = (minutes: number) => ago(minutes).replace('Z', '000+00:00');
  const probe = { type: 'probe', name: 'reader answers', tolerance: 200 };
  const seen = (minutes: number) => ({
    steady_state_met: true,
    probes: [
      {
        activity: probe,
        output: { status: 200 },
        status: 'succeeded',
        start: time(minutes),
        tolerance_met: true,
      },
    ],
  });
  const action = (name: string) => ({ type: 'action', name, provider: { type: 'process', path: 'tc' } });
  const http = { type: 'http', url: 'http://reader.example.com' };
  const done = (name: string, from: number, to: number) => ({
    activity: { type: 'action', name },
    output: '',
    status: 'succeeded',
    start: time(from),
    end: time(to),
  });
  return {
    experiment: {
      title,
      'steady-state-hypothesis': { title: 'documents are read', probes: [{ ...probe, provider: http }] },
      method: [action('slow the reader')],
      rollbacks: [action('free the reader')],
    },
    start: time(30),
    end: time(20),
    status: 'completed',
    deviated: false,
    steady_states: { before: seen(29), after: seen(22), during: [] },
    run: [done('slow the reader', 28, 24)],
    rollbacks: [done('free the reader', 21, 20.5)],
  };
}
