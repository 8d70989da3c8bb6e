import type { EvidenceRevision, Person } from '@/api/types';

const isSame = (one: Person | null, other: { issuer: string; subject: string }) =>
  one !== null && one.issuer === other.issuer && one.subject === other.subject;

/** Revisions since the last approval, newest first: whoever wrote or submitted one of them is no second person. */
export function sinceApproval(revisions: readonly EvidenceRevision[]): EvidenceRevision[] {
  const newest = [...revisions].sort((a, b) => b.number - a.number);
  const approved = newest.findIndex((one) => one.approvedAt !== null);
  return approved < 0 ? newest : newest.slice(0, approved);
}

/** Why this person cannot approve what lies there, as a sentence; undefined when they can. */
export function whyNotApprove(
  revisions: readonly EvidenceRevision[],
  person: { issuer: string; subject: string },
): string | undefined {
  for (const revision of sinceApproval(revisions)) {
    const wrote = isSame(revision.author, person);
    const submitted = isSame(revision.submittedBy, person);
    if (!wrote && !submitted) continue;
    const did = wrote && submitted ? 'wrote and submitted' : wrote ? 'wrote' : 'submitted';
    return `You ${did} revision ${revision.number}, so somebody else must approve it.`;
  }
  return undefined;
}
