import { describe, expect, it } from 'vitest';
import { type DueItem, type DueMark, type DueShape, prepareDue, shorten } from './prepare-due';

const now = Date.parse('2026-11-23T12:00:00Z');
const DAY = 86_400_000;
const range = { now, soonDays: 14, aheadDays: 90 };
const box = { width: 1100, height: 164, left: 8, right: 8, top: 22, bottom: 22 };
const narrow = { ...box, width: 358 };
const at = (days: number) => new Date(now + days * DAY).toISOString();
const item = (days: number, label = `secret ${days}`): DueItem => ({ id: label, label, at: at(days) });
/** Spread like a year of rotations: some overdue, most ahead. */
const many = (count: number) =>
  Array.from({ length: count }, (_, n) => item(-40 + ((n * 37) % 128), `team-${n % 7}/secret-key-${n}`));

/** What a mark takes, with its label. */
function spanOf(mark: DueMark) {
  if (mark.column) return { from: mark.column.left, to: mark.column.left + mark.column.width };
  const width = (mark.label?.text.length ?? 0) * 6;
  if (!mark.label) return { from: mark.x - 5, to: mark.x + 5 };
  return mark.label.anchor === 'start'
    ? { from: mark.x - 5, to: mark.label.x + width }
    : { from: mark.label.x - width, to: mark.x + 5 };
}

function overlaps({ marks }: DueShape): string[] {
  const found: string[] = [];
  for (const [index, one] of marks.entries()) {
    for (const other of marks.slice(index + 1)) {
      if (!one.column && Math.abs(one.y - other.y) >= 14) continue;
      const [a, b] = [spanOf(one), spanOf(other)];
      if (a.from < b.to && b.from < a.to) found.push(`${one.items[0]?.label} / ${other.items[0]?.label}`);
    }
  }
  return found;
}

describe('the due timeline', () => {
  it('names each of a few, overdue left of today and due right of it', () => {
    const shape = prepareDue([item(40), item(-20), item(3)], range, box);
    expect(shape.detail).toBe('named');
    expect(shape.marks.map((mark) => [mark.items[0]?.label, mark.zone])).toEqual([
      ['secret -20', 'overdue'],
      ['secret 3', 'soon'],
      ['secret 40', 'later'],
    ]);
    const [overdue, soon, later] = shape.marks;
    expect(overdue?.x).toBeLessThan(shape.today);
    expect(soon?.x).toBeGreaterThan(shape.today);
    expect(later?.x).toBeGreaterThan(shape.soon);
    expect(shape.marks.every((mark) => mark.label)).toBe(true);
  });

  it.each([
    [3, box],
    [30, box],
    [300, box],
    [3, narrow],
    [30, narrow],
    [300, narrow],
  ])('draws nothing over anything else with %i secrets', (count, inside) => {
    const shape = prepareDue(many(count), range, inside);
    expect(overlaps(shape)).toEqual([]);
    for (const mark of shape.marks) {
      const { from, to } = spanOf(mark);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(inside.width);
      expect(mark.y).toBeGreaterThanOrEqual(inside.top);
      expect(mark.y).toBeLessThanOrEqual(inside.height - inside.bottom);
    }
  });

  it('goes from names over dots to columns, and loses nobody on the way', () => {
    const details = [3, 60, 600].map((count) => prepareDue(many(count), range, box));
    expect(details.map((shape) => shape.detail)).toEqual(['named', 'dots', 'columns']);
    expect(details.map((shape) => shape.marks.reduce((sum, mark) => sum + mark.items.length, 0))).toEqual([
      3, 60, 600,
    ]);
  });

  it('names the most overdue first where not all names have room', () => {
    const shape = prepareDue(many(120), range, box);
    expect(shape.detail).toBe('dots');
    expect(shape.marks[0]?.label).toBeDefined();
    expect(shape.marks.filter((mark) => mark.label).length).toBeLessThan(120);
  });

  it('keeps the name of an overdue secret left of today where it has room there', () => {
    const shape = prepareDue([item(-200, 'first'), item(-2, 'payments/webhook-key')], range, box);
    expect(shape.marks[1]?.label?.anchor).toBe('end');
  });

  it('keeps columns on their side of today, and says which time each holds', () => {
    const shape = prepareDue(many(600), range, box);
    for (const { column, zone, items } of shape.marks) {
      if (!column) throw new Error('no column');
      expect(column.left >= shape.today - 1).toBe(zone !== 'overdue');
      for (const one of items) {
        expect(Date.parse(one.at)).toBeGreaterThanOrEqual(Date.parse(column.from) - 1);
        expect(Date.parse(one.at)).toBeLessThanOrEqual(Date.parse(column.until) + 1);
      }
    }
  });

  it('gives what is overdue at most two fifths of the width, however long it is', () => {
    const shape = prepareDue([item(-3_000), item(5)], range, box);
    expect(shape.today).toBeLessThanOrEqual(box.left + 0.4 * (box.width - 16) + 1);
    expect(shape.marks[0]?.x).toBeGreaterThanOrEqual(box.left);
  });

  it('leaves out what is further ahead than it looks', () => {
    expect(prepareDue([item(120)], range, box).marks).toEqual([]);
  });

  it('marks today and round distances, none on another', () => {
    for (const inside of [box, narrow]) {
      for (const past of [-2, -20, -200, -3_000]) {
        const { ticks } = prepareDue([item(past)], range, inside);
        expect(ticks.some((tick) => tick.days === 0)).toBe(true);
        expect(ticks.at(-1)?.days).toBe(90);
        for (const [index, tick] of ticks.slice(1).entries()) {
          expect(tick.x - (ticks[index]?.x ?? 0)).toBeGreaterThanOrEqual(48);
        }
      }
    }
  });

  it('is nothing without width', () => {
    expect(prepareDue([item(1)], range, { ...box, width: 0 }).marks).toEqual([]);
  });
});

describe('a long name', () => {
  it('keeps both its ends', () => {
    expect(shorten('payments/production/stripe/webhook-signing-key', 21)).toBe('payments/p…igning-key');
    expect(shorten('short')).toBe('short');
  });
});
