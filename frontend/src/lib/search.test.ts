import { describe, expect, it } from 'vitest';
import { joinList, parseSearch, splitList, stringifySearch } from './search';

describe('links people can read', () => {
  it('writes lists with commas and leaves out what says nothing', () => {
    const search = { severity: ['critical', 'high'], status: [], q: '', event: undefined, unassigned: true };
    expect(stringifySearch(search)).toBe('?severity=critical,high&unassigned=true');
  });

  it('writes nothing at all for no search', () => {
    expect(stringifySearch({})).toBe('');
  });

  it('keeps spaces, signs and instants intact through the address', () => {
    const search = { q: 'a & b = c?', from: '2026-11-23T03:24:30.000Z' };
    const text = stringifySearch(search);
    expect(text).toBe('?q=a+%26+b+%3D+c%3F&from=2026-11-23T03:24:30.000Z');
    expect(parseSearch(text)).toEqual(search);
  });

  it('takes a repeated name as one list', () => {
    expect(parseSearch('?severity=high&severity=low')).toEqual({ severity: 'high,low' });
  });

  it.each([[['plain']], [['Smith, John', 'a\\b']], [['a,b', 'c\\,d']]])(
    'brings %j back from text',
    (items) => {
      expect(splitList(joinList(items))).toEqual(items);
      const found = parseSearch(stringifySearch({ actor: items }));
      expect(splitList(String(found.actor))).toEqual(items);
    },
  );

  it('drops empty and repeated items', () => {
    expect(splitList(',a,, a ,b')).toEqual(['a', 'b']);
  });
});
