import { describe, expect, it } from 'vitest';
import { changedFields } from './history-fields';

const entry = (
  change: Record<string, { before?: unknown; after?: unknown }>,
  action = 'security_event.updated',
) => ({
  action,
  change,
  batch: null,
});

describe('what an entry of the history shows as changed', () => {
  it('leaves out what every change sets', () => {
    const change = {
      status: { before: 'open', after: 'resolved' },
      updatedAt: { before: 'x', after: 'y' },
      updatedBy: { before: {}, after: {} },
    };
    expect(changedFields(entry(change))).toEqual([{ field: 'status', before: 'open', after: 'resolved' }]);
  });

  it('takes larger fields apart and names only the parts that differ', () => {
    const before = { required: true, reference: null, dueAt: 'd' };
    const after = { required: true, reference: 'DPA-1', dueAt: 'd' };
    expect(changedFields(entry({ authorityReport: { before, after } }))).toEqual([
      { field: 'authorityReport.reference', before: null, after: 'DPA-1' },
    ]);
    expect(changedFields(entry({ authorityReport: { before: null, after: { required: true } } }))).toEqual([
      { field: 'authorityReport.required', before: undefined, after: true },
    ]);
  });

  it('keeps lists whole', () => {
    expect(changedFields(entry({ dataAssets: { before: ['a'], after: ['a', 'b'] } }))).toHaveLength(1);
  });

  it('is nothing for a creation: all of it is new', () => {
    expect(changedFields(entry({ title: { after: 'x' } }, 'security_event.created'))).toEqual([]);
    expect(changedFields({ ...entry({}, 'security_event.batch_created'), change: null })).toEqual([]);
  });
});

it('says nothing of fields that are said to tell nothing', () => {
  const change = { status: { before: 'a', after: 'b' }, lastActivityAt: { before: 'x', after: 'y' } };
  expect(changedFields(entry(change), ['lastActivityAt']).map((one) => one.field)).toEqual(['status']);
});
