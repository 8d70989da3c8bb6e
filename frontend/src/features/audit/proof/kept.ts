import { readStored, writeStored } from '@/lib/storage';

// What this browser remembers of the ledger, so that it need not believe what it is told today: the key that it
// saw first, and the newest checkpoint whose signature it verified. Both are public.

const NAME = 'ledger';

export interface PinnedKey {
  /** The key itself, base64 with its type in front: another epoch signs with it under another name. */
  material: string;
  since: string;
  /** Somebody compared it with one from elsewhere. Until then it is only what came first. */
  isConfirmed: boolean;
}

export interface KeptCheckpoint {
  note: string;
  /** When this browser verified it. */
  at: string;
}

export interface Kept {
  keys: PinnedKey[];
  checkpoint?: KeptCheckpoint | undefined;
  /** When the first one was kept. */
  since?: string | undefined;
}

const nothing: Kept = { keys: [] };

export function readKept(): Kept {
  const kept = readStored<Kept>(NAME, nothing);
  return Array.isArray(kept?.keys) ? kept : nothing;
}

export const writeKept = (kept: Kept): void => writeStored(NAME, kept);
