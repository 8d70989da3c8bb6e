import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '@/lib/search';
import { filterOf, isFiltered, readEventSearch, toQuery } from './search';

const read = (address: string) => readEventSearch(parseSearch(address));

describe('the address of the events page', () => {
  it('reads every field', () => {
    expect(
      read(
        '?severity=critical,high&status=open&type=malware&source=okta&actor=r.duarte&assignee=Enzo+Duarte' +
          '&personalData=false&report=due&within=24h&q=token&sort=-severity&event=0199aaaa-0000-7000-8000-00000000beef',
      ),
    ).toEqual({
      severity: ['critical', 'high'],
      status: ['open'],
      type: ['malware'],
      source: ['okta'],
      actor: ['r.duarte'],
      assignee: ['Enzo Duarte'],
      personalData: false,
      report: 'due',
      within: '24h',
      q: 'token',
      sort: '-severity',
      event: '0199aaaa-0000-7000-8000-00000000beef',
    });
  });

  it('loses only the wrong part of a bad link', () => {
    expect(
      read('?severity=critical,purple&status=nonsense&sort=sideways&from=yesterday&event=1;drop&q=ok'),
    ).toEqual({
      severity: ['critical'],
      q: 'ok',
    });
  });

  it('survives a link full of the wrong kinds of things', () => {
    expect(
      readEventSearch({ severity: 7, q: {}, from: [], unassigned: 'maybe', within: null, actor: [''] }),
    ).toEqual({});
  });

  it('comes back the same from its own address', () => {
    const search = read('?severity=low&actor=a%5C,b&from=2026-11-23T00:00:00Z&unassigned=true');
    expect(search.actor).toEqual(['a,b']);
    expect(readEventSearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
  });

  it('keeps order and open panel out of the filter', () => {
    const search = read('?sort=severity&event=0199aaaa-0000-7000-8000-00000000beef');
    expect(filterOf(search)).toEqual({});
    expect(isFiltered(search)).toBe(false);
    expect(isFiltered({ ...search, q: 'x' })).toBe(true);
  });
});

it('answers every field it knows, so that no raw text of the address slips past it', () => {
  const fields = ['severity', 'status', 'type', 'source', 'actor', 'assignee', 'unassigned', 'personalData'];
  const rest = ['report', 'within', 'from', 'to', 'q', 'sort', 'event'];
  expect(Object.keys(read('?from=yesterday')).sort()).toEqual([...fields, ...rest].sort());
});

describe('the query it asks', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');

  it('counts a span back from the given moment', () => {
    expect(toQuery({ within: '24h' }, now)).toMatchObject({
      occurredFrom: '2026-11-22T12:00:00.000Z',
      occurredTo: undefined,
    });
  });

  it('lets exact times win over a span', () => {
    const query = toQuery({ within: '1h', to: '2026-11-20T00:00:00.000Z' }, now);
    expect(query.occurredFrom).toBeUndefined();
    expect(query.occurredTo).toBe('2026-11-20T00:00:00.000Z');
  });

  it('shows the newest first unless asked otherwise', () => {
    expect(toQuery({}, now).sort).toBe('-occurredAt');
    expect(toQuery({ sort: 'severity' }, now).sort).toBe('severity');
  });
});
