import { describe, expect, it } from 'vitest';
import type { Coverage, Evidence, EvidenceRevision, FrameworkState, Person } from '@/api/types';
import { lapses, matrixRows } from './cells';
import { emptyForm, evidenceSchema, toFields, touched } from './evidence-form';
import { evidenceText } from './evidence-text';
import { LARGEST, whyNotFile } from './files';
import { sinceApproval, whyNotApprove } from './four-eyes';
import { isFiltered, NO_FILTER, readComplianceSearch, toEvidenceQuery } from './search';
import { controlOf, percent, ruleOf, sizeText } from './words';

const NOW = Date.parse('2026-11-25T15:00:00Z');

describe('the address', () => {
  it('says what is filtered, and loses only what is wrong', () => {
    const search = readComplianceSearch({
      view: 'evidence',
      status: 'approved,made_up',
      due: 'P30D',
      ends: 'never',
      serves: 'soc2/CC6.1',
      control: 'hipaa/164.308(a)(1)(ii)(C)',
    });
    expect(search).toMatchObject({
      view: 'evidence',
      status: ['approved'],
      due: 'P30D',
      ends: undefined,
      serves: ['soc2/CC6.1'],
      control: 'hipaa/164.308(a)(1)(ii)(C)',
    });
    expect(isFiltered(search)).toBe(true);
    expect(isFiltered(readComplianceSearch({ view: 'report', period: 'P90D' }))).toBe(false);
  });

  it('asks for the same days on every page of a list', () => {
    const search = { ...NO_FILTER, due: 'P30D', ends: 'P90D', author: 'product' } as const;
    expect(toEvidenceQuery(search, 'cora', NOW)).toMatchObject({
      dueBefore: '2026-12-25T15:00:00.000Z',
      endsBefore: '2027-02-23T15:00:00.000Z',
      author: ['system'],
    });
    expect(toEvidenceQuery({ author: 'me', due: 'overdue' }, 'cora', NOW)).toMatchObject({
      author: ['cora'],
      dueBefore: '2026-11-25T15:00:00.000Z',
    });
  });
});

describe('the matrix', () => {
  const framework = (categories: Partial<FrameworkState['categories'][number]>[]) =>
    ({
      framework: 'soc2',
      categories: categories.map((one, index) => ({
        id: `c${index}`,
        title: `C${index}`,
        inScope: true,
        mandatory: false,
        controls: 3,
        ...one,
      })),
    }) as FrameworkState;
  const report = (categories: [string, number, number][]) =>
    ({
      frameworks: [
        {
          framework: 'soc2',
          categories: categories.map(([category, applicable, covered]) => ({
            category,
            applicable,
            covered,
          })),
        },
      ],
    }) as unknown as Coverage;

  it('says in words what its figures mean, and draws nothing that is unknown as 0', () => {
    const [row] = matrixRows(
      [framework([{}, {}, {}, { inScope: false }, {}])],
      report([
        ['c0', 3, 3],
        ['c1', 3, 1],
        ['c2', 3, 0],
      ]),
    );
    expect(row?.cells.map((cell) => [cell.tone, cell.says])).toEqual([
      ['covered', 'All covered'],
      ['part', '2 uncovered'],
      ['none', 'None covered'],
      ['out', 'Not in scope'],
      ['nothing', 'Nothing applies'],
    ]);
  });

  it('names evidence that runs out once, with what it uncovers in any framework', () => {
    const lapsing = (framework: string, items: [string, string, string[]][]) => ({
      framework,
      lapsing: items.map(([evidenceId, endsAt, uncovers]) => ({ evidenceId, endsAt, uncovers })),
    });
    const ahead = {
      frameworks: [
        lapsing('soc2', [
          ['a', '2026-12-20T00:00:00Z', ['CC6.1']],
          ['b', '2026-12-01T00:00:00Z', []],
        ]),
        lapsing('iso27001', [['a', '2026-12-20T00:00:00Z', ['A.5.15']]]),
      ],
    } as unknown as Coverage;
    expect(lapses(ahead)).toEqual([
      { evidenceId: 'b', endsAt: '2026-12-01T00:00:00Z', uncovers: [] },
      { evidenceId: 'a', endsAt: '2026-12-20T00:00:00Z', uncovers: ['soc2/CC6.1', 'iso27001/A.5.15'] },
    ]);
  });

  it('never rounds up to all', () => {
    expect([percent(0.9999), percent(1), percent(0)]).toEqual(['99 %', '100 %', '0 %']);
  });
});

describe('four eyes', () => {
  const person = (subject: string): Person => ({ issuer: 'i', subject, name: subject });
  const revision = (number: number, author: string, submitted?: string, approved?: string) =>
    ({
      number,
      author: person(author),
      submittedBy: submitted ? person(submitted) : null,
      approvedAt: approved ? '2026-11-01T00:00:00Z' : null,
    }) as EvidenceRevision;

  it('forbid whoever wrote or submitted anything since the last approval', () => {
    const revisions = [revision(3, 'nora'), revision(4, 'cora', 'cora'), revision(2, 'ada', 'ada', 'cora')];
    expect(sinceApproval(revisions).map((one) => one.number)).toEqual([4, 3]);
    expect(whyNotApprove(revisions, person('cora'))).toBe(
      'You wrote and submitted revision 4, so somebody else must approve it.',
    );
    expect(whyNotApprove(revisions, person('nora'))).toContain('You wrote revision 3');
    expect(whyNotApprove(revisions, person('ada'))).toBeUndefined();
    expect(whyNotApprove(revisions, { issuer: 'other', subject: 'cora' })).toBeUndefined();
  });
});

describe('files', () => {
  it('are refused by kind and size before they are sent', () => {
    expect(whyNotFile({ name: 'policy.PDF', size: 10 })).toBeUndefined();
    expect(whyNotFile({ name: 'tool.exe', size: 10 })).toContain('not taken');
    expect(whyNotFile({ name: 'pdf', size: 10 })).toContain('not taken');
    expect(whyNotFile({ name: 'a.pdf', size: LARGEST + 1 })).toBe('It is larger than 25 MiB.');
    expect(whyNotFile({ name: 'a.pdf', size: 0 })).toBe('It is empty.');
  });

  it('have their size in powers of 1,024', () => {
    expect([sizeText(0), sizeText(1023), sizeText(1536), sizeText(25 * 1024 * 1024)]).toEqual([
      '0 B',
      '1023 B',
      '1.5 KiB',
      '25 MiB',
    ]);
  });
});

describe('the form of evidence', () => {
  const form = {
    ...emptyForm({ framework: 'soc2', controlId: 'CC6.1' }, 'Cora', NOW),
    title: 'Access policy',
  };

  it('begins with a year from today, looked at two weeks before', () => {
    expect([form.from, form.to, form.review]).toEqual(['2026-11-25', '2027-11-25', '2027-11-11']);
  });

  it('names what is missing or the wrong way round', () => {
    const found = evidenceSchema.safeParse({ ...form, title: ' ', controls: [], to: '2026-11-24' });
    expect(found.success).toBe(false);
    const bad = found.error?.issues.map((issue) => issue.path[0]);
    expect(bad).toEqual(expect.arrayContaining(['title', 'controls']));
    const days = evidenceSchema.safeParse({ ...form, to: '2026-11-24' });
    expect(days.error?.issues.map((issue) => issue.path[0])).toEqual(['to']);
  });

  it('sends the first control as the one it is made for, and of an edit only what was touched', () => {
    const fields = toFields({ ...form, controls: ['soc2/CC6.1', 'iso27001/A.5.15'] });
    expect(fields).toMatchObject({
      framework: 'soc2',
      controlId: 'CC6.1',
      controls: [{ framework: 'iso27001', controlId: 'A.5.15' }],
      effectiveTo: '2027-11-25T00:00:00Z',
    });
    expect(touched({ ...form, title: 'Other', to: '' }, form)).toEqual({ title: 'Other', effectiveTo: null });
    expect(touched(form, form)).toEqual({});
  });
});

describe('words', () => {
  it('read keys and rules', () => {
    expect(controlOf('hipaa/164.308(a)(1)(ii)(C)')).toEqual({
      framework: 'hipaa',
      controlId: '164.308(a)(1)(ii)(C)',
    });
    expect([controlOf('pci/1'), controlOf('soc2'), controlOf('soc2/')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(ruleOf({ metadata: { rule: 'secret-rotated' } } as unknown as Evidence)).toBe('secret-rotated');
    expect(ruleOf({ metadata: {} } as Evidence)).toBeUndefined();
    expect(evidenceText({ covering: 2, inHand: 1 })).toBe('2 approved, 1 in hand');
    expect(evidenceText({ covering: 0, inHand: 0 })).toBe('');
  });
});
