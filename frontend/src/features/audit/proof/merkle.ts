import { type Bytes, hex, joined, sha256 } from './bytes';

// RFC 6962, section 2.1; the checks as RFC 9162, sections 2.1.3.2 and 2.1.4.2, writes them down. Sizes go past
// 32 bits, so halves are divided and never shifted.

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const half = (value: number) => Math.floor(value / 2);
const isOdd = (value: number) => value % 2 === 1;

export const leafHash = (entry: Bytes): Promise<Bytes> => sha256(joined(LEAF, entry));
export const nodeHash = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(joined(NODE, left, right));

/** One step up: what was at hand and its neighbour make the node above. */
export interface PathStep {
  neighbour: string;
  /** On which side the neighbour stands. */
  side: 'left' | 'right';
  node: string;
}

/** Climbs from a leaf by its audit path; undefined when a path of that length cannot belong to that leaf. */
export async function climb(
  index: number,
  size: number,
  leaf: Bytes,
  path: readonly Bytes[],
): Promise<{ root: Bytes; steps: PathStep[] } | undefined> {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
    return undefined;
  let at = index;
  let last = size - 1;
  let node = leaf;
  const steps: PathStep[] = [];
  for (const neighbour of path) {
    if (last === 0) return undefined;
    const side = isOdd(at) || at === last ? 'left' : 'right';
    node = side === 'left' ? await nodeHash(neighbour, node) : await nodeHash(node, neighbour);
    steps.push({ neighbour: hex(neighbour), side, node: hex(node) });
    while (side === 'left' && !isOdd(at) && at !== 0) {
      at = half(at);
      last = half(last);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 ? { root: node, steps } : undefined;
}

/** Whether the tree of one size and root is the beginning of the tree of another. */
export async function isConsistent(
  older: { size: number; root: Bytes },
  newer: { size: number; root: Bytes },
  proof: readonly Bytes[],
): Promise<boolean> {
  if (older.size < 1 || older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && hex(older.root) === hex(newer.root);
  if (proof.length === 0) return false;
  let at = older.size - 1;
  let last = newer.size - 1;
  while (isOdd(at)) {
    at = half(at);
    last = half(last);
  }
  // Where the older size is a power of two its root is itself the first node, and the proof leaves it out.
  const [first, ...rest] = at === 0 ? [older.root, ...proof] : proof;
  if (!first) return false;
  let old = first;
  let now = first;
  for (const node of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      old = await nodeHash(node, old);
      now = await nodeHash(node, now);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      now = await nodeHash(now, node);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && hex(old) === hex(older.root) && hex(now) === hex(newer.root);
}
