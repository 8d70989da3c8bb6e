import { describe, expect, it } from 'vitest';
import { headedBody } from './headed';

const text = async (head: Record<string, unknown>, file: string) => {
  const { body, contentType } = await headedBody(head, new Blob([file]), 'items');
  return [contentType, await body.text()];
};

describe('a file under what a form says', () => {
  it('stays lines of JSON under a first line', async () => {
    expect(await text({ name: 'a "b"' }, '{"key":"1"}\n{"key":"2"}\n')).toEqual([
      'application/x-ndjson',
      '{"name":"a \\"b\\""}\n{"key":"1"}\n{"key":"2"}\n',
    ]);
  });

  it('becomes a member where it is one list', async () => {
    const [type, body] = await text({ name: 'a' }, '  [{"key":"1"}]');
    expect(type).toBe('application/json');
    expect(JSON.parse(body ?? '')).toEqual({ name: 'a', items: [{ key: '1' }] });
    expect(JSON.parse((await text({}, '[]'))[1] ?? '')).toEqual({ items: [] });
  });
});
