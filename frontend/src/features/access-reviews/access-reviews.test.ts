import { describe, expect, it } from 'vitest';
import type { AccessItem } from '@/api/types';
import { ApiError } from '@/lib/problem';
import { nextOpen, refusalText, refusedOf } from './bulk';
import { parseCsv, readPopulation } from './population';
import { isItemFiltered, readReviewSearch, toItemQuery, toQuery } from './search';
import { isOwn, itemHandle, itemName } from './words';

const item = (change: Partial<AccessItem> = {}) =>
  ({
    id: 'a',
    issuer: null,
    subject: null,
    email: null,
    username: null,
    owner: null,
    name: null,
    decision: null,
    ...change,
  }) as AccessItem;

describe('the address of access reviews', () => {
  it('keeps what it knows and drops what it does not', () => {
    const search = readReviewSearch({
      status: 'pending,nonsense',
      overdue: 'true',
      decided: 'false',
      x: '1',
    });
    expect(toQuery(search)).toMatchObject({ status: ['pending'], overdue: true, sort: '-createdAt' });
    expect(toItemQuery(search)).toMatchObject({ decided: false, decision: undefined });
    expect(isItemFiltered(search)).toBe(true);
  });
});

describe('a population', () => {
  it('is read from JSON, as a list or as the API takes it', () => {
    const one = { username: 'vera', currentPermissions: ['viewer'] };
    expect(readPopulation(JSON.stringify([one]))).toEqual([one]);
    expect(readPopulation(`\uFEFF ${JSON.stringify({ items: [one] })}`)).toEqual([one]);
  });

  it('is read from CSV, with quotes, several permissions and gaps', () => {
    const csv = 'username,name,currentPermissions\r\nvera,"Adeyemi, ""V""",viewer; admin\r\n\r\nbot,,\r\n';
    expect(readPopulation(csv)).toEqual([
      { username: 'vera', name: 'Adeyemi, "V"', currentPermissions: ['viewer', 'admin'] },
      { username: 'bot', currentPermissions: [] },
    ]);
  });

  it.each([
    ['', 'The file is empty.'],
    ['[', 'begins like JSON'],
    ['{"a": 1}', 'neither a list'],
    ['[]', 'names no account'],
    ['username\nvera', 'no column currentPermissions'],
    ['login,currentPermissions\nvera,x', '“login”'],
    ['username,currentPermissions\n"vera,x', 'Line 2'],
    [JSON.stringify(new Array(5001).fill({})), 'at most 5000'],
  ])('that is none says why: %s', (text, why) => {
    expect(() => readPopulation(text.slice(0, 100_000))).toThrow(why);
  });

  it('of a last line without an end is whole', () => {
    expect(parseCsv('a,b\n1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
});

describe('decisions', () => {
  it('go on to the next open row, below first, then from the top', () => {
    const rows = ['a', 'b', 'c'].map((id) => item({ id, decision: id === 'b' ? 'keep' : null }));
    const isOpen = (one: AccessItem) => one.decision === null;
    expect(nextOpen(rows, 'a', isOpen)?.id).toBe('c');
    expect(nextOpen(rows, 'c', isOpen)?.id).toBe('a');
    expect(nextOpen([], 'a', isOpen)).toBeUndefined();
  });

  it('that are refused in bulk are named by their account', () => {
    const conflict = new ApiError({
      type: 'https://trustfabric.io/problems/conflict',
      title: 'Conflict',
      status: 409,
      errors: [{ pointer: '/decisions/1', message: 'own_access: nobody decides about their own access' }],
    });
    const items = [item({ id: 'a' }), item({ id: 'b' })];
    expect(refusedOf(conflict, items)).toEqual([
      { item: items[1], why: 'Nobody decides about their own access.' },
    ]);
    expect(refusedOf(new Error('no'), items)).toBeUndefined();
    expect(refusalText('is there twice')).toBe('Is there twice.');
  });

  it('are never about oneself, by whatever name', () => {
    const me = { issuer: 'i', subject: 's', username: 'cora' };
    expect(isOwn(item({ issuer: 'i', subject: 's' }), me)).toBe(true);
    expect(isOwn(item({ issuer: 'other', subject: 's' }), me)).toBe(false);
    expect(isOwn(item({ owner: 'CORA' }), me)).toBe(true);
    expect(isOwn(item(), me)).toBe(false);
  });

  it('name an account by what is known of it', () => {
    expect(itemName(item())).toBe('Nobody can be named');
    expect(itemName(item({ username: 'vera', email: 'v@x' }))).toBe('vera');
    expect(itemHandle(item({ username: 'vera', email: 'v@x' }))).toBe('v@x');
    expect(itemHandle(item({ username: 'vera' }))).toBeUndefined();
  });
});
