import { utc, words } from './format';

/** How a kind of record is spoken of: its ledger actions, its fields and their values. */
export interface RecordWords {
  /** `security_event.status_changed` -> `Status changed` */
  action: (action: string) => string;
  /** `subjectsAffected` -> `Subjects affected` */
  field: (field: string) => string;
  value: (field: string, value: unknown) => string;
  /** Fields that every change sets and that tell a reader nothing. */
  silent: readonly string[];
}

/** Any value of a record, as a person reads it; absent is said, never left blank. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

/** `subjectsAffected` -> `Subjects affected`, of a path its last part. */
export function camelWords(field: string): string {
  const last = field.split('.').at(-1) ?? field;
  return words(
    last
      .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a}_${b.toLowerCase()}`)
      .replaceAll('-', '_'),
  );
}

const actions: Record<string, string> = {
  created: 'Recorded',
  recorded: 'Recorded',
  batch_created: 'Recorded in a batch',
  status_changed: 'Status changed',
  updated: 'Edited',
  changed: 'Edited',
};

interface Own {
  /** By the verb, the part after the dot. */
  actions?: Readonly<Record<string, string>>;
  fields?: Readonly<Record<string, string>>;
  /** Fields whose values are one of a fixed set, written `like_this`. */
  enums?: readonly string[];
  silent?: readonly string[];
  /** A value that needs words of its own; undefined leaves it to the rest. */
  value?: (field: string, value: string) => string | undefined;
}

/** The words for a kind of record: what all have in common, and what it calls by a name of its own. */
export function recordWords(own: Own): RecordWords {
  const enums = new Set(['status', 'severity', ...(own.enums ?? [])]);
  return {
    silent: own.silent ?? [],
    action(action) {
      const verb = action.split('.').at(-1) ?? action;
      return own.actions?.[verb] ?? actions[verb] ?? words(verb);
    },
    field: (field) => own.fields?.[field] ?? camelWords(field),
    value(field, value) {
      if (typeof value !== 'string') return valueText(value);
      if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return utc(value);
      return own.value?.(field, value) ?? (enums.has(field) ? words(value) : valueText(value));
    },
  };
}
