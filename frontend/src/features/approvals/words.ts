import { utc, words } from '@/lib/format';
import { camelWords, recordWords, valueText } from '@/lib/record-words';

const actions: Record<string, string> = {
  'slo_exclusion.approve': 'Exclude a time from an SLO',
  'model_version.promote': 'Promote a model version',
  'backup_policy.change': 'Change a backup policy',
  'security_event.waive_authority_report': 'Waive a report to an authority',
  'rotation_policy.change': 'Change the rotation policy',
  'gate_policy.change': 'Change the release gate',
  'model_version.override_gate': 'Promote against the release gate',
  'ledger.erase': 'Erase personal data',
  'ledger.open_epoch': 'Open a new epoch of the ledger',
};

/** What is asked for, as a sentence begins it. */
export const actionText = (action: string) => actions[action] ?? words(action.replace('.', ': '));

export const ACTIONS = Object.keys(actions);

/** What the act would change, flat: one line for each value that somebody decides about. */
export function payloadLines(payload: Record<string, unknown>, under = ''): [string, string][] {
  return Object.entries(payload).flatMap(([key, value]): [string, string][] => {
    const name = under ? `${under}, ${camelWords(key).toLowerCase()}` : camelWords(key);
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return payloadLines(value as Record<string, unknown>, name);
    const isTime = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value);
    return [[name, isTime ? utc(value) : valueText(value)]];
  });
}

/** Where the record that an approval is about is shown; undefined where it has no page of its own. */
export function recordPath(approval: {
  recordType: string;
  recordId: string;
  payload: Record<string, unknown>;
}): { to: string; search: Record<string, string | true> } | undefined {
  const { recordType, recordId, payload } = approval;
  switch (recordType) {
    case 'slo_exclusion':
      return typeof payload.sloId === 'string'
        ? { to: '/monitoring/slos', search: { slo: payload.sloId } }
        : undefined;
    case 'security_event':
      return { to: '/security/events', search: { event: recordId } };
    case 'model_version':
      return { to: `/modelops/models/${recordId}`, search: {} };
    case 'rotation_policy':
      return { to: '/security/rotations', search: { policy: true } };
    default:
      return undefined;
  }
}

export const approvalWords = recordWords({
  actions: { created: 'Asked for', approved: 'Approved', rejected: 'Rejected', expired: 'Ran out' },
  value: () => undefined,
});
