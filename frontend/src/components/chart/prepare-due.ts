import { scaleLinear } from 'd3-scale';

export interface DueItem {
  id: string;
  label: string;
  /** When it is due; RFC 3339. */
  at: string;
}

export type DueZone = 'overdue' | 'soon' | 'later';

/** One item, or in a crowd all that fall into one column. */
export interface DueMark {
  zone: DueZone;
  /** In time order; never empty. */
  items: DueItem[];
  x: number;
  y: number;
  /** Only where it fits beside every other mark and label. */
  label?: { x: number; anchor: 'start' | 'end'; text: string };
  /** Only of a column: where its foot is, and its width. */
  column?: { left: number; width: number; height: number; from: string; until: string };
}

export interface DueShape {
  /** Named marks for a few, dots for dozens, columns for a crowd. */
  detail: 'named' | 'dots' | 'columns';
  today: number;
  /** Where what is due soon ends. */
  soon: number;
  marks: DueMark[];
  /** Days from now, negative before it. */
  ticks: { x: number; days: number }[];
}

export interface DueBox {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface DueRange {
  /** Milliseconds. */
  now: number;
  soonDays: number;
  aheadDays: number;
}

const DAY = 86_400_000;
/** What one mark needs, in pixels. */
const MARK = 14;
const LANE = 20;
const COLUMN = 26;
/** The mark's half, the space before its label, and the space after it. */
const BESIDE = 10;
const AFTER = 12;
/** The middle width of a letter of the labels' font; an upper estimate keeps labels apart. */
const LETTER = 6.2;
const LONGEST = 26;
/** Half the width of a tick's label. */
const TICK = 28;

/** A long name keeps both its ends: names often differ in the last part only. */
export function shorten(text: string, most = LONGEST): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return `${text.slice(0, most - 1 - end)}…${text.slice(text.length - end)}`;
}

const widthOf = (text: string) => text.length * LETTER;

/**
 * Where each item goes on an axis from the most overdue to `aheadDays` ahead. What is overdue gets at most two
 * fifths of the width, on a scale of its own: one forgotten secret must not squeeze the coming weeks. Pure.
 */
export function prepareDue(given: readonly DueItem[], range: DueRange, box: DueBox): DueShape {
  const { now, soonDays, aheadDays } = range;
  const end = now + aheadDays * DAY;
  const items = given
    .filter((item) => Date.parse(item.at) <= end)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.label.localeCompare(b.label));
  const inner = box.width - box.left - box.right;
  if (inner <= 0) return { detail: 'named', today: 0, soon: 0, marks: [], ticks: [] };

  const first = items[0] ? Math.min(Date.parse(items[0].at), now) : now;
  const past = (now - first) / DAY;
  const share = past === 0 ? 0.08 : Math.min(0.4, Math.max(0.16, past / (past + aheadDays)));
  const today = box.left + inner * share;
  // A little air on both sides keeps the outermost marks whole.
  const start = past === 0 ? now - 30 * DAY : first;
  const x = scaleLinear([start, now, end], [box.left + MARK / 2, today, box.width - box.right - MARK / 2]);
  const zone = (at: number): DueZone => (at < now ? 'overdue' : at < now + soonDays * DAY ? 'soon' : 'later');
  const placed = items.map((item) => {
    const at = Date.parse(item.at);
    return { item, zone: zone(at), x: x(at) };
  });

  const soon = x(now + soonDays * DAY);
  const lanes = lanesOf(box);
  const named = name(placed, lanes, box, today);
  const dots = named ? undefined : dot(placed, lanes, box, today);
  return {
    detail: named ? 'named' : dots ? 'dots' : 'columns',
    today,
    soon,
    marks: named ?? dots ?? columns(placed, [box.left, today, soon, box.width - box.right], box, x.invert),
    ticks: ticksOf(past, aheadDays, box, (days) => x(now + days * DAY), today),
  };
}

interface Placed {
  item: DueItem;
  zone: DueZone;
  x: number;
}

/** The lanes' middles, the one in the middle of the box first and the others around it. */
function lanesOf(box: DueBox): number[] {
  const room = box.height - box.top - box.bottom;
  const count = Math.max(1, Math.floor(room / LANE));
  const middle = (count - 1) / 2;
  const edge = box.top + (room - count * LANE) / 2;
  return Array.from({ length: count }, (_, lane) => lane)
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b)
    .map((lane) => edge + lane * LANE + LANE / 2);
}

/** A name shortened further than this says too little. */
const SHORTEST = 14;

/**
 * A mark's label and the span that both take: to the right, or to the left where the box ends. What is overdue is
 * named before today rather than over it, if need be shorter.
 */
function labelOf(one: Placed, box: DueBox, today: number) {
  const at = one.x;
  const name = one.item.label;
  const full = shorten(name);
  const to = (text: string) => at + BESIDE + widthOf(text);
  const isOver = at < today && to(full) > today;
  const letters = Math.min(LONGEST, Math.floor((at - BESIDE - AFTER) / LETTER));
  if (to(full) > box.width - box.right || (isOver && letters >= Math.min(SHORTEST, name.length))) {
    const text = isOver ? shorten(name, letters) : full;
    const from = at - BESIDE - widthOf(text) - AFTER;
    return { text, from, to: at + MARK / 2, x: at - BESIDE, anchor: 'end' as const };
  }
  return { text: full, from: at - MARK / 2, to: to(full) + AFTER, x: at + BESIDE, anchor: 'start' as const };
}

interface Span {
  from: number;
  to: number;
}

const isFree = (taken: readonly Span[], span: Span) =>
  taken.every((one) => span.to <= one.from || span.from >= one.to);

/** Every mark with its name, or nothing where not all names fit. */
function name(
  placed: readonly Placed[],
  lanes: readonly number[],
  box: DueBox,
  today: number,
): DueMark[] | undefined {
  const taken = lanes.map((): Span[] => []);
  const marks: DueMark[] = [];
  for (const one of placed) {
    const label = labelOf(one, box, today);
    if (label.from < 0) return undefined;
    const lane = taken.findIndex((spans) => isFree(spans, label));
    const y = lanes[lane];
    if (y === undefined) return undefined;
    taken[lane]?.push(label);
    marks.push({
      zone: one.zone,
      items: [one.item],
      x: one.x,
      y,
      label: { x: label.x, anchor: label.anchor, text: label.text },
    });
  }
  return marks;
}

const ZONES = ['overdue', 'soon', 'later'] as const;
type Named = Record<DueZone, number>;

/** Every mark by itself, stacked around the middle, and as many named as have room: in each zone the first ones. */
function dot(
  placed: readonly Placed[],
  lanes: readonly number[],
  box: DueBox,
  today: number,
): DueMark[] | undefined {
  let named: Named = { overdue: 0, soon: 0, later: 0 };
  let found = dotWith(named, placed, lanes, box, today);
  if (!found) return undefined;
  // The most names that fit, by halves, the most urgent zone first: with more of them there is only ever less room.
  for (const zone of ZONES) {
    let fits = 0;
    let tooMany = placed.filter((one) => one.zone === zone).length + 1;
    while (tooMany - fits > 1) {
      const middle = Math.floor((fits + tooMany) / 2);
      const marks = dotWith({ ...named, [zone]: middle }, placed, lanes, box, today);
      if (marks) [found, fits] = [marks, middle];
      else tooMany = middle;
    }
    named = { ...named, [zone]: fits };
  }
  return found;
}

function dotWith(
  named: Named,
  placed: readonly Placed[],
  lanes: readonly number[],
  box: DueBox,
  today: number,
): DueMark[] | undefined {
  const taken = lanes.map((): Span[] => []);
  const marks: (DueMark & { lane: number })[] = [];
  const left = { ...named };
  for (const one of placed) {
    const label = labelOf(one, box, today);
    const isNamed = left[one.zone]-- > 0 && label.from >= 0;
    const span = isNamed ? label : { from: one.x - MARK / 2, to: one.x + MARK / 2 };
    const lane = taken.findIndex((spans) => isFree(spans, span));
    const y = lanes[lane];
    if (y === undefined) return undefined;
    taken[lane]?.push(span);
    const mark = { zone: one.zone, items: [one.item], x: one.x, y, lane };
    marks.push(isNamed ? { ...mark, label: { x: label.x, anchor: label.anchor, text: label.text } } : mark);
  }
  return marks.map(({ lane, ...mark }) => {
    const item = mark.items[0];
    if (mark.label || !item) return mark;
    const { text, from, to, x, anchor } = labelOf({ item, zone: mark.zone, x: mark.x }, box, today);
    const spans = taken[lane] ?? [];
    // Only the part beside the mark: the mark itself already stands there.
    const beside = anchor === 'start' ? { from: mark.x + MARK / 2, to } : { from, to: mark.x - MARK / 2 };
    if (from < 0 || !isFree(spans, beside)) return mark;
    spans.push(beside);
    return { ...mark, label: { x, anchor, text } };
  });
}

/** A crowd, counted: columns that never reach over today or over the end of what is due soon. */
function columns(
  placed: readonly Placed[],
  edges: readonly number[],
  box: DueBox,
  timeAt: (x: number) => number,
): DueMark[] {
  const foot = box.height - box.bottom;
  const marks: DueMark[] = [];
  for (let part = 0; part + 1 < edges.length; part++) {
    const from = edges[part] ?? 0;
    const to = edges[part + 1] ?? 0;
    const count = Math.max(1, Math.floor((to - from) / COLUMN));
    const width = (to - from) / count;
    const isLast = part + 2 === edges.length;
    for (let index = 0; index < count; index++) {
      const left = from + index * width;
      const right = left + width;
      const isEnd = isLast && index === count - 1;
      const inside = placed.filter((one) => one.x >= left && (one.x < right || isEnd));
      const zone = inside[0]?.zone;
      if (!zone) continue;
      marks.push({
        zone,
        items: inside.map((one) => one.item),
        x: left + width / 2,
        y: foot,
        column: {
          left: left + 1,
          width: width - 2,
          height: 0,
          from: new Date(timeAt(left)).toISOString(),
          until: new Date(timeAt(right)).toISOString(),
        },
      });
    }
  }
  const highest = Math.max(4, ...marks.map((mark) => mark.items.length));
  // The count stands above its column.
  const height = scaleLinear([0, highest], [0, foot - box.top - 14]);
  return marks.map((mark) => {
    if (!mark.column) return mark;
    const tall = Math.max(3, height(mark.items.length));
    return { ...mark, y: foot - tall, column: { ...mark.column, height: tall } };
  });
}

const STEPS = [1, 2, 7, 14, 30, 60, 90, 180, 365, 730, 1_825, 3_650];

function ticksOf(past: number, ahead: number, box: DueBox, x: (days: number) => number, today: number) {
  const ticks = [{ x: today, days: 0 }];
  const room = today - box.left - TICK;
  const step = STEPS.find((days) => (past / days) * TICK * 2.2 <= room) ?? 3_650;
  for (let days = step; days <= past; days += step) ticks.push({ x: x(-days), days: -days });
  for (const days of [ahead / 3, (ahead * 2) / 3, ahead]) ticks.push({ x: x(days), days });
  return ticks
    .filter((tick) => tick.days === 0 || Math.abs(tick.x - today) >= TICK * 2)
    .filter((tick) => tick.x >= box.left)
    .sort((a, b) => a.x - b.x);
}
