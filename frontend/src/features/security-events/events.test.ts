import { QueryClient } from '@tanstack/react-query';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { SecurityEventPage } from '@/api/types';
import { exportCsv } from '@/components/ExportMenu';
import { createApi } from '@/lib/api';
import { exportJson } from '@/lib/export';
import { newRows, newRowsLabel } from '@/lib/new-rows';
import { anEvent } from '@/testing/fixtures';
import { API, server } from '@/testing/server';
import { bulkMoves, changeAll } from './bulk';
import { asked, collectEvents, columns } from './export';
import { eventKeys, replaceEvent } from './queries';
import { eventWords, inOrder, moveLabel } from './words';

// Made anew in each test: the client takes hold of `fetch` when it is made.
const anApi = () => createApi(API, async () => 'token');
const id = (n: number) => `0199aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`;
const page = (total: number, totalIsExact = true): SecurityEventPage['page'] => ({
  limit: 50,
  nextCursor: null as never,
  total,
  totalIsExact,
});

describe('new rows', () => {
  const loaded = new Set([id(1), id(2)]);
  const head = (...ns: number[]) => ns.map((n) => anEvent({ id: id(n) }));

  it('are those of the present first page that were not loaded', () => {
    expect(newRows(loaded, page(2), { items: head(4, 3, 1), page: page(4) })).toEqual({
      count: 2,
      atLeast: false,
    });
  });

  it('are also found by the totals where they sort further down', () => {
    expect(newRows(loaded, page(2), { items: head(1, 2), page: page(9) })).toEqual({
      count: 7,
      atLeast: false,
    });
  });

  it('are at least so many when even the total is only a bound', () => {
    const news = newRows(loaded, page(10_000, false), { items: head(7, 8, 9), page: page(10_000, false) });
    expect(newRowsLabel(news)).toBe('3+ new');
  });

  it('are none when rows only left the filter', () => {
    expect(newRows(loaded, page(2), { items: head(1), page: page(1) }).count).toBe(0);
  });
});

describe('a newer state of an event', () => {
  it('replaces it in every list without moving a row, and never goes back', () => {
    const client = new QueryClient();
    const key = eventKeys.list({});
    const pages = [
      { items: [anEvent({ id: id(1) }), anEvent({ id: id(2), version: 5 })], page: page(2), begun: 0 },
    ];
    client.setQueryData(key, { pages, pageParams: [undefined] });
    replaceEvent(client, anEvent({ id: id(1), version: 1, status: 'resolved' }));
    replaceEvent(client, anEvent({ id: id(2), version: 4, status: 'resolved' }));
    const items = client.getQueryData<{ pages: typeof pages }>(key)?.pages[0]?.items;
    expect(items?.map((item) => [item.id, item.version, item.status])).toEqual([
      [id(1), 1, 'resolved'],
      [id(2), 5, 'open'],
    ]);
  });
});

describe('a bulk change', () => {
  it('offers what at least one event may do, with a reason if any needs one', () => {
    const reopen = { status: 'investigating', reasonRequired: true } as const;
    const moves = bulkMoves([anEvent(), anEvent({ status: 'resolved', nextStatuses: [reopen] })]);
    expect(moves.find((move) => move.status === 'investigating')).toEqual({ ...reopen, count: 2 });
    expect(moves.find((move) => move.status === 'resolved')?.count).toBe(1);
  });

  it('sends each version it saw and reports each refusal beside its event', async () => {
    const matched: (string | null)[] = [];
    server.use(
      http.patch(`${API}/api/security/events/:id/status`, ({ request, params }) => {
        matched.push(request.headers.get('if-match'));
        return params.id === id(2)
          ? HttpResponse.json({ title: 'Stale version' }, { status: 412 })
          : HttpResponse.json(anEvent({ id: String(params.id), version: 1, status: 'resolved' }));
      }),
    );
    const events = [anEvent({ id: id(1) }), anEvent({ id: id(2), version: 7 }), anEvent({ id: id(3) })];
    const outcome = await changeAll(
      anApi(),
      events,
      { status: 'resolved', reason: undefined, resolution: undefined },
      () => {},
    );
    expect(outcome.changed.map((event) => event.id)).toEqual([id(1), id(3)]);
    expect(outcome.failed.map(({ event, problem }) => [event.id, problem.title])).toEqual([
      [id(2), 'Stale version'],
    ]);
    expect(matched.sort()).toEqual(['"0"', '"0"', '"7"']);
  });
});

describe('an export', () => {
  it('pages through what is filtered, and says so', async () => {
    server.use(
      http.get(`${API}/api/security/events`, ({ request }) => {
        const query = new URL(request.url).searchParams;
        expect(query.getAll('severity')).toEqual(['high']);
        const second = query.get('cursor') === 'c1';
        return HttpResponse.json({
          items: [anEvent({ id: id(second ? 2 : 1), title: second ? '=cmd()' : 'One' })],
          page: { ...page(2), nextCursor: second ? null : 'c1' },
        });
      }),
    );
    const search = { severity: ['high' as const] };
    const exported = await collectEvents(anApi(), search, () => {});
    expect(exported).toMatchObject({ total: 2, isCut: false });
    const csv = exportCsv(columns, exported.items).split('\r\n');
    expect(csv).toHaveLength(4);
    expect(csv[2]).toContain(",'=cmd(),");
    const json = JSON.parse(exportJson(exported, asked(search)(exported.begun)));
    expect(json.about).toMatchObject({ filter: search, rows: 2, isCut: false });
    expect(json.items[0].id).toBe(id(1));
  });
});

describe('words', () => {
  it('name moves by where they come from', () => {
    expect(moveLabel('open', 'investigating')).toBe('Investigate');
    expect(moveLabel('resolved', 'investigating')).toBe('Reopen');
    expect(inOrder(anEvent().nextStatuses).map((move) => move.status)).toEqual([
      'investigating',
      'resolved',
      'false_positive',
    ]);
  });

  it('name actions, fields and values as people say them', () => {
    expect(eventWords.action('security_event.status_changed')).toBe('Status changed');
    expect(eventWords.action('security_event.something_new')).toBe('Something new');
    expect(eventWords.field('subjectsAffected')).toBe('Subjects affected');
    expect(eventWords.field('authorityReport.reference')).toBe('Report reference');
    expect(eventWords.value('status', 'false_positive')).toBe('False positive');
    expect(eventWords.value('authorityReport.authority', 'gdpr_art_33')).toBe('GDPR art. 33');
    expect(eventWords.value('assignee', null)).toBe('none');
    expect(eventWords.value('dataAssets', ['a', 'b'])).toBe('a, b');
  });
});
