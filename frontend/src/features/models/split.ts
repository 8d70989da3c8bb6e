import type { ModelShare } from '@/api/types';

export interface Share {
  id: string;
  modelVersion: string;
  before: number;
  after: number;
}

/**
 * How production would be shared if a version had `share` of it, as the API does it: what it gains comes from the
 * largest first, what it gives up goes back to whose share it took, else to the largest.
 */
export function splitAfter(
  split: readonly ModelShare[],
  version: { id: string; modelVersion: string; replacesId: string | null },
  share: number,
): Share[] {
  const had = split.find((one) => one.id === version.id)?.rolloutPercentage ?? 0;
  const others = split
    .filter((one) => one.id !== version.id)
    .map((one) => ({
      id: one.id,
      modelVersion: one.modelVersion,
      before: one.rolloutPercentage,
      after: one.rolloutPercentage,
    }))
    .sort((one, other) => other.before - one.before);
  let wanted = share - had;
  for (const other of others) {
    const part = Math.min(wanted, other.before);
    if (part > 0) {
      other.after -= part;
      wanted -= part;
    }
  }
  if (wanted < 0) {
    const heir = others.find((one) => one.id === version.replacesId) ?? others[0];
    if (heir) heir.after -= wanted;
  }
  return [{ id: version.id, modelVersion: version.modelVersion, before: had, after: share }, ...others];
}

/** Who gets the share back when a version leaves production; undefined where nobody is left to take it. */
export const heirOf = (split: readonly ModelShare[], version: { id: string; replacesId: string | null }) =>
  split.find((one) => one.id === version.replacesId) ?? split.find((one) => one.id !== version.id);
