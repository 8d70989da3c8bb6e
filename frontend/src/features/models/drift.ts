import type { DriftDetection } from '@/api/types';
import { figure } from './words';

/** All looks at one feature of one kind, the newest first. */
export interface Feature {
  key: string;
  driftType: DriftDetection['driftType'];
  feature: string | null;
  newest: DriftDetection;
  looks: DriftDetection[];
  /** What was found and is not settled, the newest first. */
  open: DriftDetection[];
}

const severities = ['low', 'medium', 'high', 'critical'];
const isOpen = (one: DriftDetection) => one.status === 'open' || one.status === 'acknowledged';
const worst = (one: Feature) => Math.max(-1, ...one.open.map((look) => severities.indexOf(look.severity)));

/** Looks by what they looked at: what is open and gravest first. `detections` come newest first. */
export function byFeature(detections: readonly DriftDetection[]): Feature[] {
  const features = new Map<string, Feature>();
  for (const look of detections) {
    const key = `${look.driftType} ${look.feature ?? ''}`;
    const known = features.get(key);
    if (known) known.looks.push(look);
    else {
      const { driftType, feature } = look;
      features.set(key, { key, driftType, feature, newest: look, looks: [look], open: [] });
    }
  }
  for (const feature of features.values()) feature.open = feature.looks.filter(isOpen);
  return [...features.values()].sort(
    (one, other) =>
      worst(other) - worst(one) ||
      (other.newest.effect ?? 0) - (one.newest.effect ?? 0) ||
      one.key.localeCompare(other.key),
  );
}

export interface Cell {
  label: string;
  reference: number;
  current: number;
}

/** The two samples by cell, as the API keeps them with a look; undefined where it keeps none. */
export function profileOf(look: DriftDetection): Cell[] | undefined {
  const { profile, referenceShare, currentShare } = look.parameters as Record<string, unknown>;
  if (Array.isArray(profile) && profile.length > 0) return profile.map(cell);
  if (typeof referenceShare === 'number' && typeof currentShare === 'number')
    return [{ label: 'share', reference: referenceShare, current: currentShare }];
  return undefined;
}

function cell(told: unknown): Cell {
  const one = told as { label?: string; from?: number; to?: number; reference: number; current: number };
  return { label: one.label ?? range(one.from, one.to), reference: one.reference, current: one.current };
}

function range(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return to === undefined ? 'all' : `below ${figure(to)}`;
  return to === undefined ? `from ${figure(from)}` : `${figure(from)} to ${figure(to)}`;
}

const BY_P_VALUE = new Set(['kolmogorov_smirnov', 'chi_square', 'anderson_darling', 'z_test']);

/** Whether a p-value decided; else the statistic did. */
export const isByPValue = (look: DriftDetection) =>
  look.source === 'computed' ? BY_P_VALUE.has(look.method) : look.pValue !== null && look.threshold < 1;

/** The cell whose share changed most; undefined where nothing moved. */
export function mostMoved(cells: readonly Cell[]): Cell | undefined {
  const moved = (one: Cell) => Math.abs(one.current - one.reference);
  const most = cells.reduce<Cell | undefined>(
    (found, one) => (found === undefined || moved(one) > moved(found) ? one : found),
    undefined,
  );
  return most && moved(most) > 0 ? most : undefined;
}
