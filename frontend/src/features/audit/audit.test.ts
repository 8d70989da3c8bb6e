import { describe, expect, it } from 'vitest';
import { differences, lineDiff } from './diff';
import { filterOf, fits, isFiltered, readAuditSearch, recordOf, toQuery } from './search';
import { entryTitle, pathName, progressText, shownValue } from './words';

const id = '01990000-0000-7000-8000-000000000001';
const search = (raw: Record<string, unknown>) => readAuditSearch(raw as never);

describe('an address', () => {
  it('keeps what it understands and drops the rest', () => {
    const read = search({
      kind: 'incident,NOT-A-KIND',
      record: id,
      action: 'incident.closed',
      entry: '17',
      within: '24h',
      view: 'nonsense',
      from: 'yesterday',
      status: 'failed,odd',
    });
    expect(read).toMatchObject({
      kind: ['incident'],
      record: id,
      action: ['incident.closed'],
      entry: '17',
      within: '24h',
      status: ['failed'],
    });
    expect(read.view).toBeUndefined();
    expect(read.from).toBeUndefined();
    for (const entry of ['-1', '1e3', 'x', '9'.repeat(16)]) expect(search({ entry }).entry).toBeUndefined();
  });

  it('asks for one record itself only where nothing else narrows', () => {
    expect(recordOf(search({ kind: 'incident', record: id }))).toEqual({
      recordType: 'incident',
      recordId: id,
    });
    expect(recordOf(search({ record: id }))).toBeUndefined();
    expect(recordOf(search({ kind: 'incident,backup', record: id }))).toBeUndefined();
    expect(recordOf(search({ kind: 'incident', record: id, actor: 'ada' }))).toBeUndefined();
  });

  it('counts a span back from now, and exact times win over it', () => {
    const now = Date.parse('2026-11-25T12:00:00Z');
    expect(toQuery(search({ within: '1h' }), now).from).toBe('2026-11-25T11:00:00.000Z');
    const exact = search({ within: '1h', from: '2026-01-01T00:00:00Z' });
    expect(toQuery(exact, now).from).toBe('2026-01-01T00:00:00.000Z');
    expect(isFiltered(search({ entry: '1', view: 'seal' }))).toBe(false);
    expect(isFiltered(exact)).toBe(true);
    expect(filterOf(exact)).not.toHaveProperty('entry');
  });
});

describe('news', () => {
  const notice = { recordType: 'incident', recordId: id, action: 'incident.closed' };

  it('fit what the list is narrowed to', () => {
    expect(fits(search({}), notice)).toBe(true);
    expect(fits(search({ kind: 'backup' }), notice)).toBe(false);
    expect(fits(search({ action: 'incident.closed', record: id }), notice)).toBe(true);
    // A notice does not name who did it, so nothing is promised.
    expect(fits(search({ actor: 'ada' }), notice)).toBe(false);
  });

  it('are never that somebody looked, unless that is what is looked for', () => {
    const reading = { recordType: 'ledger', recordId: null, action: 'ledger.read' };
    expect(fits(search({}), reading)).toBe(false);
    expect(fits(search({ action: 'ledger.read' }), reading)).toBe(true);
  });
});

describe('a difference', () => {
  it('goes down to the smallest parts, with what every change sets at the end', () => {
    expect(
      differences({
        version: { before: 1, after: 2 },
        status: { before: 'open', after: 'closed' },
        clock: { before: { a: 1, b: 2 }, after: { a: 1, b: 3, c: null } },
        list: { before: ['x'], after: ['x', 'y'] },
        gone: { before: { a: 1 } },
      }),
    ).toEqual([
      { path: 'status', before: 'open', after: 'closed' },
      { path: 'clock.b', before: 2, after: 3 },
      { path: 'list', before: ['x'], after: ['x', 'y'] },
      { path: 'gone.a', before: 1, after: undefined },
      { path: 'version', before: 1, after: 2 },
    ]);
    expect(differences(null)).toEqual([]);
  });

  it('of texts is by lines', () => {
    expect(lineDiff('a\nb\nc', 'a\nx\nc\nd').map(({ sign, text }) => sign + text)).toEqual([
      ' a',
      '-b',
      '+x',
      ' c',
      '+d',
    ]);
    const long = Array.from({ length: 500 }, (_, index) => index).join('\n');
    expect(lineDiff(long, 'x')).toHaveLength(501);
  });
});

describe('words', () => {
  it('name entries, fields and values', () => {
    expect(entryTitle({ action: 'slo_definition.status_changed', recordType: 'slo_definition' })).toBe(
      'SLO: status changed',
    );
    expect(pathName('authorityReport.dueAt')).toBe('Authority report, due at');
    expect(shownValue([])).toBe('none');
    expect(shownValue({ a: 1 })).toBe('{\n  "a": 1\n}');
  });

  it('say how far a verification is', () => {
    const at = { toldAt: '2026-01-01T00:00:00Z' };
    expect(progressText({ progress: null })).toBe('It begins.');
    expect(progressText({ progress: { check: 'lines', done: 5, lines: 1200, ...at } })).toBe(
      '5 of 1,200 lines read',
    );
    expect(progressText({ progress: { check: 'records', done: 3, lines: 9, ...at } })).toBe(
      '3 records compared',
    );
    expect(progressText({ progress: { check: 'tree', done: 0, lines: 9, ...at } })).toBe(
      'The tree and its tiles',
    );
  });
});
