import type { Slo } from '@/api/types';
import type { ExportColumns } from '@/components/ExportMenu';
import { EXPORT_CAP, type Exported } from '@/lib/export';

export const csvColumns: ExportColumns<Slo> = [
  ['id', (slo) => slo.id],
  ['service', (slo) => slo.service],
  ['name', (slo) => slo.name],
  ['type', (slo) => slo.sloType],
  ['target', (slo) => slo.target],
  ['period', (slo) => slo.period],
  ['owner', (slo) => slo.owner],
  ['lifecycle', (slo) => slo.lifecycle],
  ['status', (slo) => slo.standing.status],
  ['sli', (slo) => slo.standing.figures.sli],
  ['remaining', (slo) => slo.standing.figures.remaining],
  ['remainingWithoutExclusions', (slo) => slo.standing.withoutExclusions.remaining],
  ['presentBurnRate', (slo) => slo.standing.presentBurnRate],
  ['timeToExhaustion', (slo) => slo.standing.timeToExhaustion],
  ['firing', (slo) => slo.standing.firing.join(' ')],
  ['goodEvents', (slo) => slo.standing.figures.goodEvents],
  ['totalEvents', (slo) => slo.standing.figures.totalEvents],
  ['measuredUntil', (slo) => slo.standing.measuredUntil],
  ['at', (slo) => slo.standing.at],
];

/** What is on the page is all there is to export: it was read whole. */
export const exportable = (slos: readonly Slo[], whole: boolean): Exported<Slo> => ({
  items: slos.slice(0, EXPORT_CAP),
  total: slos.length,
  totalIsExact: whole,
  isCut: !whole || slos.length > EXPORT_CAP,
  begun: Date.now(),
});
