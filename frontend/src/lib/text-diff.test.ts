import { describe, expect, it } from 'vitest';
import { diffList, diffText, jsonText, laidOut } from './text-diff';

const written = (before: string, after: string) =>
  diffText(before, after).map(
    ({ kind, parts }) =>
      `${{ same: ' ', removed: '-', added: '+' }[kind]}${parts
        .map(({ text, changed }) => (changed ? `[${text}]` : text))
        .join('')}`,
  );

describe('a diff of two texts', () => {
  it('marks in a line only the words that differ', () => {
    expect(written('total 1204.50 EUR', 'total 1204.05 EUR')).toEqual([
      '-total 1204.[50] EUR',
      '+total 1204.[05] EUR',
    ]);
  });

  it('keeps lines that are on both sides once, in their places', () => {
    expect(written('a\nb\nc', 'a\nx\nc\nd')).toEqual([' a', '-[b]', '+[x]', ' c', '+d']);
  });

  it('is all one side where the other is empty, and nothing but itself where both agree', () => {
    expect(written('same', 'same')).toEqual([' same']);
    expect(diffList([], ['a'])).toEqual([{ kind: 'added', item: 'a' }]);
  });

  it('gives back both sides whole, whatever they are', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 200; round++) {
      const list = () => Array.from({ length: random(12) }, () => 'abc'[random(3)]);
      const [before, after] = [list(), list()];
      const steps = diffList(before, after);
      expect(steps.filter((one) => one.kind !== 'added').map((one) => one.item)).toEqual(before);
      expect(steps.filter((one) => one.kind !== 'removed').map((one) => one.item)).toEqual(after);
    }
  });

  it('shows texts too long to be held against each other as replaced', () => {
    const lines = (what: string) => Array.from({ length: 2_000 }, (_, n) => `${what} ${n}`);
    expect(diffList(lines('a'), lines('b'))).toHaveLength(4_000);
  });
});

describe('JSON in a diff', () => {
  it('has one member a line, in order of name', () => {
    expect(jsonText({ b: [1], a: { d: 1, c: 2 } })).toBe(
      '{\n  "a": {\n    "c": 2,\n    "d": 1\n  },\n  "b": [\n    1\n  ]\n}',
    );
  });

  it('is only laid out where it is an object or a list', () => {
    expect(laidOut('{"b":1,"a":2}')).toBe('{\n  "a": 2,\n  "b": 1\n}');
    expect(laidOut('{broken')).toBe('{broken');
    expect(laidOut('12.50')).toBe('12.50');
  });
});
