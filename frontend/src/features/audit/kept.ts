import { useSyncExternalStore } from 'react';
import { type Kept, readKept, writeKept } from './proof/kept';
import { parseCheckpoint, parseNote } from './proof/note';

// What this browser keeps, shared by all that shows it; another tab's news arrive by the storage event.
let present: Kept = readKept();
const listeners = new Set<() => void>();

function told(kept: Kept): void {
  present = kept;
  for (const listener of listeners) listener();
}

export function keep(kept: Kept): void {
  if (kept === present) return;
  writeKept(kept);
  told(kept);
}

/** What is kept right now, other tabs' included: a check begins from this. */
export const keptNow = (): Kept => readKept();

function subscribe(listener: () => void): () => void {
  const onStorage = () => told(readKept());
  listeners.add(listener);
  window.addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}

export const useKept = (): Kept => useSyncExternalStore(subscribe, () => present);

/** Lines under the kept checkpoint; undefined while none is kept, or it cannot be read. */
export function keptSize({ checkpoint }: Kept): number | undefined {
  try {
    return checkpoint && parseCheckpoint(parseNote(checkpoint.note).text).size;
  } catch {
    return undefined;
  }
}
