import type { AuthorityReport } from '@/api/types';

const HOUR = 3_600_000;
/** From when on a deadline is near, by how long the authority gives: a day of three, a week of sixty. */
const NEAR: Record<NonNullable<AuthorityReport['authority']>, number> = {
  gdpr_art_33: 24 * HOUR,
  hipaa: 7 * 24 * HOUR,
};

export interface Deadline {
  state: 'far' | 'near' | 'overdue';
  /** To the deadline, or past it; in milliseconds, never negative. */
  distance: number;
}

/** How a report that is still to be made stands to its deadline; undefined where there is none to keep. */
export function deadlineOf(
  report: Pick<AuthorityReport, 'required' | 'authority' | 'dueAt' | 'reportedAt'>,
  now: number,
): Deadline | undefined {
  if (report.required !== true || report.reportedAt !== null || report.dueAt === null) return undefined;
  const left = Date.parse(report.dueAt) - now;
  if (left < 0) return { state: 'overdue', distance: -left };
  return { state: left < NEAR[report.authority ?? 'gdpr_art_33'] ? 'near' : 'far', distance: left };
}
