import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '@/lib/search';
import {
  filterOf,
  isFiltered,
  itemFilterOf,
  readIncidentSearch,
  toItemQuery,
  toMetricsQuery,
  toQuery,
  weekBegin,
} from './search';

const read = (address: string) => readIncidentSearch(parseSearch(address));
const id = '0199aaaa-0000-7000-8000-00000000beef';

describe('the address of the incidents page', () => {
  it('reads every field', () => {
    expect(
      read(
        `?severity=sev2,sev1&status=detected&open=true&type=data_loss&service=api&commander=Enzo+Duarte&within=7d` +
          `&q=sign&view=board&sort=-severity&period=52w&figure=timeToDetect&incident=${id}&action=${id}` +
          '&item=done&owner=Enzo+Duarte&overdue=true',
      ),
    ).toEqual({
      severity: ['sev2', 'sev1'],
      status: ['detected'],
      open: true,
      type: ['data_loss'],
      service: ['api'],
      commander: ['Enzo Duarte'],
      within: '7d',
      q: 'sign',
      view: 'board',
      sort: '-severity',
      period: '52w',
      figure: 'timeToDetect',
      incident: id,
      action: id,
      item: ['done'],
      owner: ['Enzo Duarte'],
      overdue: true,
    });
  });

  it('loses only the wrong part of a bad link', () => {
    expect(read('?severity=sev1,sev9&view=pie&period=1y&figure=luck&open=maybe&incident=../x&q=ok')).toEqual({
      severity: ['sev1'],
      q: 'ok',
    });
  });

  it('comes back the same from its own address', () => {
    const search = read('?view=actions&open=false&service=a%5C,b&overdue=true&period=4w');
    expect(readIncidentSearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
  });

  it('keeps view, order, figures and panel out of the filters', () => {
    const search = read(`?view=board&sort=severity&period=4w&figure=duration&incident=${id}`);
    expect(isFiltered(search)).toBe(false);
    expect(Object.values(filterOf(search)).filter(Boolean)).toEqual([]);
    expect(Object.values(itemFilterOf(search)).filter(Boolean)).toEqual([]);
  });
});

describe('the queries it asks', () => {
  const now = Date.parse('2026-11-25T12:00:00Z');

  it('counts a span back from the given moment, and lets exact times win', () => {
    expect(toQuery({ within: '24h' }, now).detectedFrom).toBe('2026-11-24T12:00:00.000Z');
    expect(toQuery({ within: '24h', to: '2026-11-20T00:00:00.000Z' }, now).detectedFrom).toBeUndefined();
  });

  it('asks for what is still to be done unless told otherwise', () => {
    expect(toItemQuery({})).toMatchObject({ status: ['open', 'in_progress'], sort: 'dueAt' });
    expect(toItemQuery({ item: ['done'] }).status).toEqual(['done']);
  });

  it('measures whole weeks up to now, the present one among them', () => {
    expect(new Date(weekBegin(now)).toISOString()).toBe('2026-11-23T00:00:00.000Z');
    expect(toMetricsQuery({ period: '4w' }, now).from).toBe('2026-11-02T00:00:00.000Z');
    expect(toMetricsQuery({}, now).from).toBe('2026-08-31T00:00:00.000Z');
    expect(weekBegin(Date.parse('2026-11-23T00:00:00Z'))).toBe(Date.parse('2026-11-23T00:00:00Z'));
    expect(weekBegin(Date.parse('2026-11-22T23:59:59Z'))).toBe(Date.parse('2026-11-16T00:00:00Z'));
  });
});
