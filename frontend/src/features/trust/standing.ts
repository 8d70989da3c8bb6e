import type { DomainScore, ScoreMoment, TrustScore, TrustState } from '@/api/types';

/** The worst first. */
const RANKS: Record<TrustState, number> = { failing: 0, unproved: 1, proved: 2 };

export interface Split {
  /** Points that records prove, that records show to be lost, and of which nothing is known. They are `maximum`. */
  proved: number;
  bad: number;
  unknown: number;
  maximum: number;
}

const cents = (points: number) => Math.round(points * 100);

/** Where the points of a domain are. */
export function splitOf({
  points,
  maximum,
  claims,
}: Pick<DomainScore, 'points' | 'maximum' | 'claims'>): Split {
  const lost = (isBad: boolean) =>
    claims
      .flatMap((claim) => claim.reasons)
      .filter((reason) => reason.isBad === isBad)
      .reduce((sum, reason) => sum + cents(reason.lost), 0) / 100;
  return { proved: points, bad: lost(true), unknown: lost(false), maximum };
}

export function splitOfAll(domains: readonly DomainScore[]): Split {
  const splits = domains.map(splitOf);
  const sum = (part: keyof Split) => splits.reduce((all, one) => all + cents(one[part]), 0) / 100;
  return { proved: sum('proved'), bad: sum('bad'), unknown: sum('unknown'), maximum: sum('maximum') };
}

/** Something bad before what is not known, then by what is lost; what is equal keeps its order. */
export function worstFirst(domains: readonly DomainScore[]): DomainScore[] {
  const lost = (domain: DomainScore) => {
    const { bad, unknown } = splitOf(domain);
    return domain.state === 'failing' ? bad : unknown;
  };
  return [...domains].sort((one, other) => RANKS[one.state] - RANKS[other.state] || lost(other) - lost(one));
}

/** How all of it stands: as its worst part does. */
export function overall(domains: readonly { state: TrustState }[]): TrustState {
  const states = domains.map(({ state }) => state);
  return states.includes('failing') ? 'failing' : states.includes('unproved') ? 'unproved' : 'proved';
}

/** Whether not a single subject was ever seen, good or bad: then a score of 0 says nothing about anything. */
export const isUntouched = (domain: DomainScore) =>
  domain.claims.every((claim) => claim.good === 0 && claim.bad === 0) &&
  domain.claims.every((claim) => claim.reasons.every((reason) => !reason.isBad));
export const isEmpty = (score: TrustScore) => score.domains.every(isUntouched);

/** Between which moments a state began that has held since. */
export interface Since {
  /** The last moment at which it was otherwise; undefined where none is known. */
  after: string | undefined;
  /** The first moment at which it was so; undefined where it is so only now. */
  by: string | undefined;
}

/**
 * Since when a state holds, as far as moments of the past tell. Undefined where none is known.
 *
 * @param moments in any order; of those of one time the first counts
 */
export function sinceWhen(
  moments: readonly ScoreMoment[],
  state: TrustState,
  stateOf: (moment: ScoreMoment) => TrustState | undefined,
  now: string,
): Since | undefined {
  const past = moments
    .filter(({ at }) => Date.parse(at) <= Date.parse(now))
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  if (past.length === 0) return undefined;
  let by: string | undefined;
  for (const moment of past) {
    if (stateOf(moment) !== state) return { after: moment.at, by };
    by = moment.at;
  }
  return { after: undefined, by };
}

const DAY = 86_400_000;

/** By how much the score changed in the last seven days, or in the last day; undefined where nothing is kept of then. */
export function changeOf(
  moments: readonly ScoreMoment[],
  score: number,
  now: number,
): { points: number; days: number } | undefined {
  for (const days of [7, 1]) {
    const then = now - days * DAY;
    // The end of a day lies up to a day before it.
    const near = moments
      .map((moment) => ({ moment, away: then - Date.parse(moment.at) }))
      .filter(({ away }) => away >= 0 && away < DAY)
      .sort((one, other) => one.away - other.away)[0];
    if (near) return { points: Math.round((score - near.moment.score) * 100) / 100, days };
  }
  return undefined;
}
