import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '@/lib/search';
import { filterOf, isFiltered, readRotationSearch, toQuery, toView } from './search';

const read = (address: string) => readRotationSearch(parseSearch(address));

describe('the address of the rotations page', () => {
  it('reads every field', () => {
    expect(
      read(
        '?view=log&type=api_key,certificate&owner=Payments+team&show=overdue&window=30&q=stripe' +
          '&name=payments/stripe&status=failed&kind=emergency&within=7d&sort=createdAt' +
          '&secret=payments/stripe&rotation=0199aaaa-0000-7000-8000-00000000beef&policy=true',
      ),
    ).toEqual({
      view: 'log',
      type: ['api_key', 'certificate'],
      owner: ['Payments team'],
      show: 'overdue',
      window: '30',
      q: 'stripe',
      name: ['payments/stripe'],
      status: ['failed'],
      kind: ['emergency'],
      within: '7d',
      sort: 'createdAt',
      secret: 'payments/stripe',
      rotation: '0199aaaa-0000-7000-8000-00000000beef',
      policy: true,
    });
  });

  it('loses only the wrong part of a bad link', () => {
    expect(
      read('?view=board&type=api_key,purple&window=15&show=all&from=yesterday&rotation=1;drop&q=ok'),
    ).toEqual({
      type: ['api_key'],
      q: 'ok',
    });
  });

  it("never takes up what looks like a secret's value", () => {
    expect(
      read(
        '?q=AKIAIOSFODNN7EXAMPLE&name=ghp_abcdefghijklmnop1234,payments/ok&owner=postgres://u:pw@db/x' +
          '&secret=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0',
      ),
    ).toEqual({ name: ['payments/ok'] });
  });

  it('comes back the same from its own address', () => {
    const search = read('?show=due&owner=a%5C,b&dueFrom=2026-11-23T00:00:00Z&dueTo=2026-11-30T00:00:00Z');
    expect(search.owner).toEqual(['a,b']);
    expect(readRotationSearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
  });

  it('keeps view, window, order and open panel out of the filter', () => {
    const search = read('?view=log&window=90&sort=createdAt&secret=a&policy=true');
    expect(filterOf(search)).toEqual({});
    expect(isFiltered(search)).toBe(false);
    expect(isFiltered({ ...search, show: 'failed' })).toBe(true);
  });

  it('takes to the other view what both understand', () => {
    const search = read('?type=api_key&owner=a&q=x&show=due&window=30&secret=s');
    expect(toView(search, 'log')).toEqual({ view: 'log', type: ['api_key'], owner: ['a'], window: '30' });
  });
});

describe('the query the log asks', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');

  it('counts a span back from the given moment, and lets exact times win', () => {
    expect(toQuery({ within: '7d' }, now).createdFrom).toBe('2026-11-16T12:00:00.000Z');
    expect(toQuery({ within: '7d', to: '2026-11-20T00:00:00.000Z' }, now)).toMatchObject({
      createdFrom: undefined,
      createdTo: '2026-11-20T00:00:00.000Z',
    });
  });

  it('says names by the API and shows the newest first', () => {
    expect(toQuery({ name: ['a'], kind: ['manual'] }, now)).toMatchObject({
      secretName: ['a'],
      rotationType: ['manual'],
      sort: '-createdAt',
    });
  });
});
