/** A stretch of a line; changed where the other side has something else. */
export interface DiffPart {
  text: string;
  changed: boolean;
}

export interface DiffRow {
  kind: 'same' | 'removed' | 'added';
  parts: DiffPart[];
}

/** Above so many comparisons the middle is shown as wholly replaced: a diff must never hold up the page. */
const MOST = 400_000;

type Step<T> = { kind: 'same' | 'removed' | 'added'; item: T };

/** The shortest way from one list to the other: what goes before what comes. */
export function diffList<T>(before: readonly T[], after: readonly T[]): Step<T>[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  const same = (items: readonly T[]): Step<T>[] => items.map((item) => ({ kind: 'same', item }));
  return [
    ...same(before.slice(0, head)),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ];
}

function middle<T>(before: readonly T[], after: readonly T[]): Step<T>[] {
  const removed = (item: T): Step<T> => ({ kind: 'removed', item });
  const added = (item: T): Step<T> => ({ kind: 'added', item });
  if (before.length * after.length > MOST) return [...before.map(removed), ...after.map(added)];
  // longest[i * width + j]: of what begins at i and j.
  const width = after.length + 1;
  const longest = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      longest[i * width + j] =
        before[i] === after[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
  const steps: Step<T>[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const one = before[i] as T;
    const other = after[j] as T;
    if (i < before.length && j < after.length && one === other) {
      steps.push({ kind: 'same', item: one });
      i++;
      j++;
    } else if (
      j >= after.length ||
      (i < before.length && (longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0))
    ) {
      steps.push(removed(one));
      i++;
    } else {
      steps.push(added(other));
      j++;
    }
  }
  return steps;
}

const tokens = (line: string) => line.match(/\d+|[\p{L}_]+|\s+|[^\p{L}\s\d_]/gu) ?? [];

/** Lines side by side in one column: what was expected and is gone, then what came instead, word by word. */
export function diffText(before: string, after: string): DiffRow[] {
  const steps = diffList(before.split('\n'), after.split('\n'));
  const rows: DiffRow[] = [];
  for (let at = 0; at < steps.length; ) {
    const step = steps[at];
    if (!step) break;
    if (step.kind === 'same') {
      rows.push({ kind: 'same', parts: [{ text: step.item, changed: false }] });
      at++;
      continue;
    }
    const end = steps.findIndex((one, index) => index >= at && one.kind === 'same');
    const block = steps.slice(at, end < 0 ? undefined : end);
    at += block.length;
    const of = (kind: 'removed' | 'added') => block.filter((one) => one.kind === kind).map((one) => one.item);
    rows.push(...replaced(of('removed'), of('added')));
  }
  return rows;
}

/** Lines that took each other's place: the n-th for the n-th. */
function replaced(removed: readonly string[], added: readonly string[]): DiffRow[] {
  const pairs = removed.map((line, index) => {
    const other = added[index];
    return other === undefined ? undefined : pairOf(line, other);
  });
  return [
    ...removed.map(
      (line, index): DiffRow => ({
        kind: 'removed',
        parts: pairs[index]?.removed ?? [{ text: line, changed: false }],
      }),
    ),
    ...added.map(
      (line, index): DiffRow => ({
        kind: 'added',
        parts: pairs[index]?.added ?? [{ text: line, changed: false }],
      }),
    ),
  ];
}

function pairOf(before: string, after: string): { removed: DiffPart[]; added: DiffPart[] } {
  const steps = diffList(tokens(before), tokens(after));
  const side = (kind: 'removed' | 'added') => {
    const parts: DiffPart[] = [];
    for (const step of steps) {
      if (step.kind !== 'same' && step.kind !== kind) continue;
      const changed = step.kind === kind;
      const last = parts.at(-1);
      if (last && last.changed === changed) last.text += step.item;
      else parts.push({ text: step.item, changed });
    }
    return parts;
  };
  return { removed: side('removed'), added: side('added') };
}

/** JSON as people read it: members in order of name, one a line. Anything else stays as it is. */
export const jsonText = (value: unknown): string => JSON.stringify(sorted(value), null, 2) ?? '';

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

/** A text that is a JSON object or list is laid out, so that a diff shows the member and not the whole. */
export function laidOut(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return jsonText(JSON.parse(text));
  } catch {
    return text;
  }
}
