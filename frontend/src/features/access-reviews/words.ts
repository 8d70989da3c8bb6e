import type { AccessDecision, AccessItem, AccessReview, ReviewType } from '@/api/types';
import { words } from '@/lib/format';
import { recordWords } from '@/lib/record-words';

const types: Record<ReviewType, string> = {
  user_access: 'User access',
  role_permissions: 'Role permissions',
  api_keys: 'API keys',
  service_accounts: 'Service accounts',
};
export const typeName = (type: ReviewType) => types[type];

const sources: Record<NonNullable<AccessReview['populationSource']>, string> = {
  given: 'Handed over as a file',
  keycloak: 'Read from Keycloak',
};
export const sourceText = (source: AccessReview['populationSource']) =>
  source === null ? 'Not frozen yet' : sources[source];

const decided: Record<AccessDecision, string> = { keep: 'Keep', revoke: 'Revoke', modify: 'Modify' };
export const decisionText = (decision: AccessDecision) => decided[decision];

const tones: Record<AccessDecision, string> = { keep: 'plain', revoke: 'bad', modify: 'warn' };
export const adviceTone = (decision: AccessDecision) => tones[decision];

/** What an account is called: the first of its names that it has. */
export const itemName = (item: AccessItem): string =>
  item.name ?? item.username ?? item.email ?? item.subject ?? item.owner ?? 'Nobody can be named';

/** The name that tells it apart from others called alike; undefined where there is no other. */
export function itemHandle(item: AccessItem): string | undefined {
  const name = itemName(item);
  return (
    [item.username, item.email, item.owner, item.subject].find((one) => one && one !== name) ?? undefined
  );
}

/** `not used for 132 days; holds 9 permissions, …` */
export const reasonText = (item: AccessItem) =>
  item.recommendationReasons.map((reason) => reason.explanation).join('; ');

const rules: Record<AccessItem['recommendationReasons'][number]['rule'], string> = {
  unused: 'Not used',
  identity_unresolved: 'Nobody stands behind it',
  conflict_of_duties: 'Conflict of duties',
  more_rights_than_peers: 'More rights than peers',
};
export const ruleName = (rule: keyof typeof rules) => rules[rule];

/** What became of a decision; undefined while nothing has to happen. */
export function actionText(item: AccessItem): string | undefined {
  if (item.actionStatus === 'pending') return 'Not proved yet';
  if (item.actionStatus === 'done') return 'Proved';
  return undefined;
}

/** Who a person is, against whom an account is: nobody decides about their own access. */
export function isOwn(
  item: AccessItem,
  person: { issuer: string; subject: string; username: string },
): boolean {
  if (item.issuer === person.issuer && item.subject === person.subject) return true;
  const mine = [person.subject, person.username].map((one) => one.toLowerCase());
  return [item.username, item.email, item.owner].some((one) => one && mine.includes(one.toLowerCase()));
}

export const counted = (accounts: number) => `${accounts} ${accounts === 1 ? 'account' : 'accounts'}`;

export const share = (review: AccessReview) =>
  review.itemCount === 0 ? undefined : review.decidedItems / review.itemCount;

export const reviewWords = recordWords({
  actions: {
    created: 'Planned',
    items_decided: 'Accounts decided',
    snapshot_compared: 'Held against a snapshot',
    decided: 'Decided',
    action_proved: 'Proved by a snapshot',
  },
  fields: {
    populationSha256: 'Digest of the population',
    populationSource: 'Population',
    actionsPending: 'Not proved yet',
    actionsDone: 'Proved',
    newPermissions: 'Is to hold',
    provedBySnapshotId: 'Proved by snapshot',
    decidedItems: 'Decided',
    revokedItems: 'Revoked',
    modifiedItems: 'Modified',
    itemCount: 'Accounts',
  },
  enums: ['decision', 'actionStatus', 'recommendation', 'reviewType'],
  silent: ['lastActivityAt', 'decidedBy', 'decidedAt'],
  value: (field, value) => (field === 'populationSource' ? words(value) : undefined),
});
