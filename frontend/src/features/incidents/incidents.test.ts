import { QueryClient } from '@tanstack/react-query';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { Incident } from '@/api/types';
import { exportCsv } from '@/components/ExportMenu';
import { createApi } from '@/lib/api';
import { anActionItem, anIncident, aTimelineEntry } from '@/testing/fixtures';
import { API, server } from '@/testing/server';
import { boardColumns } from './board';
import { isOpen, ranText } from './clock';
import { clockFields, clockForm, clockSchema, stepsTaken } from './clock-form';
import { draftOf, dropDraft, keepDraft } from './drafts';
import { dueState } from './due';
import { exportColumns } from './export';
import { toFields, toForm, toServices } from './form';
import { compareRace, isHarmless, whyNotReapply } from './lost-race';
import { weekPoints } from './metrics';
import { fetchBoard, incidentKeys, itemKeys, replaceIncident, replaceItem } from './queries';
import { sendPast } from './use-change';
import { incidentWords, inOrder, itemMoveLabel, moveLabel, statusRoad, timelineText } from './words';

const anApi = () => createApi(API, async () => 'token');
const now = Date.parse('2026-11-23T12:00:00Z');
const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
const id = (n: number) => `0199bbbb-0000-7000-8000-${String(n).padStart(12, '0')}`;

describe('the clock of an incident', () => {
  it('runs from its detection while people work, and stands once it is resolved', () => {
    expect(ranText(anIncident({ detectedAt: ago(2.5) }), now)).toBe('2 h 30 min');
    const over = anIncident({
      status: 'closed',
      detectedAt: ago(50),
      resolvedAt: ago(49),
      times: { ...anIncident().times, timeToResolve: 'PT1H' },
    });
    expect(ranText(over, now)).toBe('1 h');
    expect(isOpen(over)).toBe(false);
    expect(isOpen(anIncident({ status: 'mitigated' }))).toBe(true);
  });

  it('never runs backwards when clocks differ', () => {
    expect(ranText(anIncident({ detectedAt: ago(-1) }), now)).toBe('0 s');
  });
});

describe('the board', () => {
  const incidents = [
    anIncident({ id: id(1), severity: 'sev3', detectedAt: ago(1) }),
    anIncident({ id: id(2), severity: 'sev1', detectedAt: ago(2) }),
    anIncident({ id: id(3), severity: 'sev3', detectedAt: ago(9) }),
    anIncident({ id: id(4), status: 'resolved', resolvedAt: ago(15 * 24) }),
    anIncident({ id: id(5), status: 'resolved', resolvedAt: ago(48) }),
    anIncident({ id: id(6), status: 'resolved', resolvedAt: ago(2) }),
    anIncident({ id: id(7), status: 'closed', resolvedAt: ago(900), closedAt: ago(800) }),
  ];
  const columns = boardColumns(incidents, now);

  it('has every status, the gravest and oldest first, what is over the latest first', () => {
    expect(columns.map((column) => [column.status, column.incidents.map((one) => one.id.slice(-1))])).toEqual(
      [
        ['detected', ['2', '3', '1']],
        ['acknowledged', []],
        ['mitigated', []],
        ['resolved', ['6', '5']],
        ['closed', ['7']],
      ],
    );
  });

  it('asks for what is open and what is lately over, and nothing that the filters exclude', async () => {
    const asked: string[] = [];
    server.use(
      http.get(`${API}/api/security/incidents`, ({ request }) => {
        const query = new URL(request.url).searchParams;
        asked.push(
          `${query.get('open') ?? '-'} ${query.getAll('status').join() || '-'} ${query.get('service')}`,
        );
        return HttpResponse.json({
          items: [anIncident({ id: id(asked.length) })],
          page: { limit: 1, nextCursor: null, total: 3, totalIsExact: true },
        });
      }),
    );
    const all = await fetchBoard(anApi(), { service: ['api'] }, 1);
    expect(asked.sort()).toEqual(['- closed api', '- resolved api', 'true - api']);
    expect(all.page).toMatchObject({ total: 9, totalIsExact: true });
    expect(all.items).toHaveLength(3);
    asked.length = 0;
    await fetchBoard(anApi(), { service: ['api'], open: true }, 1);
    expect(asked).toEqual(['true - api']);
  });
});

describe('a newer state', () => {
  const page = { limit: 50, nextCursor: null, total: 1, totalIsExact: true };

  it('of an incident shows in list, board and panel alike, and its items in theirs', () => {
    const client = new QueryClient();
    const lists = [incidentKeys.list({}), incidentKeys.board({})];
    for (const key of lists) {
      client.setQueryData(key, {
        pages: [{ items: [anIncident()], page, begun: 0 }],
        pageParams: [undefined],
      });
    }
    client.setQueryData(itemKeys.list({}), {
      pages: [{ items: [anActionItem()], page, begun: 0 }],
      pageParams: [undefined],
    });
    const done = anActionItem({ version: 1, status: 'done' });
    replaceIncident(client, anIncident({ version: 2, status: 'resolved', actionItems: [done] }));
    type Lists = { pages: { items: { status: string }[] }[] };
    const status = (key: readonly unknown[]) => client.getQueryData<Lists>(key)?.pages[0]?.items[0]?.status;
    expect(lists.map(status)).toEqual(['resolved', 'resolved']);
    expect(status(itemKeys.list({}))).toBe('done');
  });

  it('of an action item reaches its incident, and never goes back', () => {
    const client = new QueryClient();
    const present = anActionItem({ version: 3, status: 'done' });
    client.setQueryData(incidentKeys.record(anIncident().id), anIncident({ actionItems: [present] }));
    replaceItem(client, anActionItem({ version: 2, status: 'open' }));
    const incident = client.getQueryData<Incident>(incidentKeys.record(anIncident().id));
    expect(incident?.actionItems[0]?.status).toBe('done');
  });
});

describe('a lost race', () => {
  const seen = anIncident();

  it('is told from a version that only a note or an action item made', () => {
    const noted = anIncident({ version: 4, timelineEntries: 9, openActionItems: 1, lastActivityAt: ago(0) });
    expect(isHarmless(seen, noted)).toBe(true);
    expect(isHarmless(seen, anIncident({ version: 4, commander: 'Enzo Duarte' }))).toBe(false);
  });

  it('shows both versions, conflicts first', () => {
    const theirs = anIncident({ version: 1, commander: 'Enzo Duarte', severity: 'sev1' });
    const rows = compareRace(seen, theirs, { kind: 'edit', fields: { commander: 'Selma Okafor' } });
    expect(rows.map((row) => [row.field, row.conflict])).toEqual([
      ['commander', true],
      ['severity', false],
    ]);
  });

  it('says why a move cannot be made any more', () => {
    const closed = anIncident({ status: 'closed', nextStatuses: [] });
    expect(whyNotReapply(closed, { kind: 'status', status: 'resolved' })).toMatch(/cannot/);
    expect(whyNotReapply(closed, { kind: 'edit', fields: { title: 'x' } })).toBeUndefined();
  });

  const stale = { type: 'https://x/stale-version', title: 'Stale version', status: 412 };

  it('is sent again past harmless versions, against the newest', async () => {
    const matched: (string | null)[] = [];
    server.use(
      http.patch(`${API}/api/security/incidents/:id`, ({ request }) => {
        const match = request.headers.get('if-match');
        matched.push(match);
        return match === '"7"'
          ? HttpResponse.json(anIncident({ version: 8, postmortem: '# Learnt' }))
          : HttpResponse.json(stale, { status: 412 });
      }),
      http.get(`${API}/api/security/incidents/:id`, () =>
        HttpResponse.json(anIncident({ version: 7, timelineEntries: 5 })),
      ),
    );
    const saved = await sendPast(anApi(), seen, { kind: 'edit', fields: { postmortem: '# Learnt' } });
    expect(saved.version).toBe(8);
    expect(matched).toEqual(['"0"', '"7"']);
  });

  it('is left to the person where somebody else decided something', async () => {
    server.use(
      http.patch(`${API}/api/security/incidents/:id`, () => HttpResponse.json(stale, { status: 412 })),
      http.get(`${API}/api/security/incidents/:id`, () =>
        HttpResponse.json(anIncident({ version: 7, title: 'Another title' })),
      ),
    );
    await expect(sendPast(anApi(), seen, { kind: 'edit', fields: { title: 'Mine' } })).rejects.toThrow(
      'Stale',
    );
  });
});

describe('a draft', () => {
  it('is kept until it is dropped, and is none when it says what is saved', () => {
    const seen = anIncident({ postmortem: 'Saved' });
    keepDraft({ text: 'Saved, and more', seen });
    expect(draftOf(seen.id)?.text).toBe('Saved, and more');
    keepDraft({ text: 'Saved', seen });
    expect(draftOf(seen.id)).toBeUndefined();
    keepDraft({ text: 'Again', seen });
    dropDraft(seen.id);
    expect(draftOf(seen.id)).toBeUndefined();
  });

  it('makes the browser ask before the page is left', () => {
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const seen = anIncident();
    expect(leave()).toBe(false);
    keepDraft({ text: 'Unsaved', seen });
    expect(leave()).toBe(true);
    dropDraft(seen.id);
    expect(leave()).toBe(false);
  });
});

describe('forms', () => {
  it('send only what was changed, and read lists of services', () => {
    const seen = anIncident({ affectedServices: ['a'], summary: null });
    expect(toFields(seen, toForm(seen))).toEqual({});
    expect(toFields(seen, { ...toForm(seen), affectedServices: 'a, b,,a', summary: 'It fails' })).toEqual({
      affectedServices: ['a', 'b'],
      summary: 'It fails',
    });
    expect(toServices(' , ')).toEqual([]);
  });

  const seen = anIncident({ status: 'acknowledged', acknowledgedAt: '2026-11-23T03:40:00.250Z' });

  it('offer only times of steps that were taken', () => {
    expect(stepsTaken(seen)).toEqual(['startedAt', 'detectedAt', 'acknowledgedAt']);
    expect(stepsTaken(anIncident({ status: 'closed' }))).toHaveLength(6);
  });

  it('do not take fractions of a second for a change', () => {
    expect(clockFields(seen, clockForm(seen))).toEqual({});
    expect(clockFields(seen, { ...clockForm(seen), startedAt: '2026-11-23T03:00:00' })).toEqual({
      startedAt: '2026-11-23T03:00:00.000Z',
    });
  });

  it('want times in their order, and a reason where one is overwritten', () => {
    const check = (change: Partial<ReturnType<typeof clockForm>>) =>
      clockSchema(seen)
        .safeParse({ ...clockForm(seen), ...change })
        .error?.issues.map((issue) => issue.path[0]);
    expect(check({})).toBeUndefined();
    expect(check({ startedAt: '2026-11-23T03:00:00' })).toBeUndefined();
    expect(check({ startedAt: '2026-11-23T03:30:00' })).toEqual(['detectedAt']);
    expect(check({ acknowledgedAt: '2026-11-23T03:41:00' })).toEqual(['reason']);
    expect(check({ acknowledgedAt: '2026-11-23T03:41:00', reason: 'Typed wrong' })).toBeUndefined();
    expect(check({ detectedAt: '' })?.[0]).toBe('detectedAt');
  });
});

describe('action items', () => {
  it('turn late by the clock, unless they are over', () => {
    const due = { dueAt: ago(1), status: 'open' as const };
    expect(dueState(due, now).state).toBe('overdue');
    expect(dueState({ ...due, status: 'done' }, now).state).toBe('done');
    expect(dueState({ ...due, dueAt: ago(-24) }, now).state).toBe('soon');
    expect(dueState({ ...due, dueAt: ago(-24 * 9) }, now).state).toBe('later');
  });
});

describe('figures by week', () => {
  const none = { mean: null, median: null, p90: null, n: 0 };
  const figures = {
    incidents: 0,
    open: 0,
    timeToDetect: none,
    timeToAcknowledge: none,
    timeToMitigate: none,
    timeToResolve: none,
    duration: none,
  };

  it('are milliseconds, and nothing where there is nothing to measure', () => {
    const measured = { mean: 'PT1H', median: 'PT1H', p90: 'PT1H30M', n: 3 };
    const metrics = {
      byWeek: [
        { at: '2026-11-16T00:00:00Z', figures: { ...figures, timeToResolve: measured } },
        { at: '2026-11-23T00:00:00Z', figures },
      ],
    };
    expect(weekPoints(metrics as never, 'timeToResolve')).toEqual([
      { at: '2026-11-16T00:00:00Z', median: 3_600_000, p90: 5_400_000, n: 3 },
      { at: '2026-11-23T00:00:00Z', median: null, p90: null, n: 0 },
    ]);
    expect(weekPoints(undefined, 'duration')).toEqual([]);
  });
});

describe('words', () => {
  it('name moves by where they come from, forward first', () => {
    expect(moveLabel('detected', 'acknowledged')).toBe('Acknowledge');
    expect(moveLabel('resolved', 'acknowledged')).toBe('Reopen');
    const moves = [{ status: 'acknowledged' as const }, { status: 'closed' as const }];
    expect(inOrder('resolved', moves).map((move) => move.status)).toEqual(['closed', 'acknowledged']);
    expect(statusRoad('mitigated').at).toBe(2);
    expect(itemMoveLabel('in_progress', 'open')).toBe('Put back');
    expect(itemMoveLabel('done', 'open')).toBe('Reopen');
  });

  it('name fields, and cut what is pages long', () => {
    expect(incidentWords.action('incident.clock_corrected')).toBe('Times corrected');
    expect(incidentWords.value('severity', 'sev1')).toBe('SEV1');
    expect(incidentWords.value('postmortem', 'x'.repeat(5000))).toMatch(/… \(5000 characters\)$/);
    expect(incidentWords.value('commander', null)).toBe('none');
  });

  it('tell the timeline, people and product apart', () => {
    expect(timelineText(aTimelineEntry())).toEqual({
      head: 'Enzo Duarte',
      text: 'Seen in the logs.',
      byPerson: true,
    });
    const system = (change: Parameters<typeof aTimelineEntry>[0]) =>
      timelineText(aTimelineEntry({ text: null, ...change })).head;
    expect(system({ kind: 'opened' })).toBe('Detected');
    expect(system({ kind: 'status_changed', before: 'detected', after: 'mitigated' })).toBe('Mitigated');
    expect(system({ kind: 'status_changed', before: 'resolved', after: 'acknowledged' })).toMatch(
      /^Reopened/,
    );
    expect(system({ kind: 'severity_changed', before: 'sev3', after: 'sev1' })).toBe('Severity SEV3 → SEV1');
    expect(
      system({ kind: 'clock_corrected', field: 'detectedAt', before: '2026-11-23T03:00:00Z', after: null }),
    ).toBe('Detected corrected: 23 Nov 2026, 03:00:00 UTC → not yet');
    expect(timelineText(aTimelineEntry({ kind: 'event_linked', after: id(9) })).eventId).toBe(id(9));
  });
});

it('exports durations in seconds, which spreadsheets can add up', () => {
  const csv = exportCsv(exportColumns, [
    anIncident({ times: { ...anIncident().times, timeToResolve: 'PT2H0.5S' }, title: '=cmd()' }),
  ]);
  const [header = '', row = ''] = csv.split('\r\n');
  const names = header.replace('\uFEFF', '').split(',');
  expect(row.split(',')[names.indexOf('secondsToResolve')]).toBe('7200.5');
  expect(row).toContain("'=cmd()");
});
