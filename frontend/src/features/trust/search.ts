import * as z from 'zod/mini';
import type { TrustDomain } from '@/api/types';
import type { RawSearch } from '@/lib/search';
import { instant, mark, oneOf } from '@/lib/search-fields';

export const PERIODS = ['24h', '30d', '90d', '1y'] as const;
export type Period = (typeof PERIODS)[number];

export const DOMAINS = [
  'quality',
  'models',
  'security_events',
  'incidents',
  'rotations',
  'slos',
  'compliance',
  'backups',
  'chaos',
] as const satisfies readonly TrustDomain[];

/** What the address says. Every field may be absent, and an address typed wrong loses only its wrong part. */
export interface TrustSearch {
  /** The moment that is looked at; the present when absent. */
  at?: string | undefined;
  /** How far back the history looks. */
  period?: Period | undefined;
  /** The domain whose claims are open. */
  domain?: (typeof DOMAINS)[number] | undefined;
  /** The release gate's policy is being changed. */
  gate?: true | undefined;
}

const schema = z.object({
  at: instant,
  period: oneOf(PERIODS),
  domain: oneOf(DOMAINS),
  gate: mark,
});

/** Answers every field, also those that say nothing: the router would let the raw text of a missing one through. */
export function readTrustSearch(raw: RawSearch): TrustSearch {
  const nothing: TrustSearch = { at: undefined, period: undefined, domain: undefined, gate: undefined };
  return { ...nothing, ...schema.parse({ ...nothing, ...raw }) };
}
