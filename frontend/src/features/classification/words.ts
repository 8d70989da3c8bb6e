import type {
  Classification,
  ClassificationSummary,
  DataType,
  DenialRule,
  Residency,
  Sensitivity,
} from '@/api/types';
import { number } from '@/lib/format';
import { recordWords } from '@/lib/record-words';
import { PERSONAL } from './search';

const kinds: Record<DataType, string> = {
  pii: 'Personal',
  health: 'Health',
  financial: 'Financial',
  public: 'Public',
};
export const kindName = (kind: DataType) => kinds[kind];

const sensitivities: Record<Sensitivity, string> = {
  restricted: 'Restricted',
  confidential: 'Confidential',
  internal: 'Internal',
  public: 'Public',
};
export const sensitivityName = (sensitivity: Sensitivity) => sensitivities[sensitivity];

const residencies: Record<Residency, string> = {
  eu: 'European Union',
  uk: 'United Kingdom',
  us: 'United States',
  ca: 'Canada',
  global: 'Anywhere',
};
export const residencyName = (residency: Residency) => residencies[residency];

const short: Record<Residency, string> = { eu: 'EU', uk: 'UK', us: 'US', ca: 'Canada', global: 'Anywhere' };
export const residencyShort = (residency: Residency) => short[residency];

/** At the head of a column, which is narrow; the whole name is its title. */
export const residencyHead = (residency: Residency) =>
  residency === 'global' ? 'Any' : residency.toUpperCase();

const rules: Record<DenialRule, string> = {
  unclassified_asset: 'Not classified',
  region_not_allowed: 'Region not allowed',
  purpose_not_allowed: 'Purpose not allowed',
  role_not_allowed: 'Role not allowed',
  not_encrypted: 'Not encrypted',
};
export const ruleName = (rule: DenialRule) => rules[rule];

export const encryptionText = (data: Classification): string =>
  data.encryptionAtRest && data.encryptionInTransit
    ? 'At rest and in transit'
    : data.encryptionAtRest
      ? 'At rest only'
      : data.encryptionInTransit
        ? 'In transit only'
        : 'None required';

export const retentionText = (data: Pick<Classification, 'retentionDays' | 'autoDelete'>): string =>
  data.retentionDays === null
    ? 'May stay'
    : `${number(data.retentionDays)} ${data.retentionDays === 1 ? 'day' : 'days'}${data.autoDelete ? ', deleted by itself' : ''}`;

export interface Tally {
  assets: number;
  personal: number;
  retentionDue: number;
}

/** The assets of a sensitivity, of a residency, or of both; of neither it is all of them. */
export function tally(
  cells: ClassificationSummary['cells'],
  of: { sensitivity?: Sensitivity; residency?: Residency; personal?: true },
): Tally {
  const sum: Tally = { assets: 0, personal: 0, retentionDue: 0 };
  for (const cell of cells) {
    if (of.sensitivity && cell.sensitivity !== of.sensitivity) continue;
    if (of.residency && cell.residency !== of.residency) continue;
    sum.assets += cell.assets;
    sum.retentionDue += cell.retentionDue;
    if (PERSONAL.includes(cell.dataType)) sum.personal += cell.assets;
  }
  return sum;
}

/** How full a cell is beside the fullest, in four steps; 0 for none. */
export const level = (assets: number, most: number): 0 | 1 | 2 | 3 | 4 =>
  assets === 0 || most === 0 ? 0 : (Math.ceil((assets / most) * 4) as 1 | 2 | 3 | 4);

export const classificationWords = recordWords({
  actions: {
    created: 'Classified',
    reviewed: 'Reviewed',
    deletion_recorded: 'Deletion recorded',
  },
  fields: {
    dataType: 'Kind',
    allowedRegions: 'Regions',
    accessRoles: 'Roles',
    retentionDays: 'Days kept',
    encryptionAtRest: 'Encrypted at rest',
    encryptionInTransit: 'Encrypted in transit',
    holdsDataSince: 'Holds data since',
  },
  enums: ['sensitivity'],
  value: (field, value) =>
    field === 'dataType' && value in kinds
      ? kinds[value as DataType]
      : field === 'residency' && value in residencies
        ? residencies[value as Residency]
        : undefined,
});
