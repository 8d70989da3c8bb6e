import type { Slo, SloPair, SloStatus, SloType } from '@/api/types';
import { duration, isoMilliseconds, spanText } from '@/lib/format';
import { recordWords } from '@/lib/record-words';

const types: Record<SloType, string> = {
  availability: 'Availability',
  latency: 'Latency',
  error_rate: 'Error rate',
  freshness: 'Freshness',
};
export const typeName = (type: SloType) => types[type];

/** A ratio as a percentage, with as many digits as tell it from 100 %: `99.95 %`, `99.999 %`. */
export function percent(ratio: number, digits = 3): string {
  const shown = (ratio * 100).toFixed(digits).replace(/\.?0+$/, '');
  // What is not all must not be rounded up to all, nor what is something down to nothing.
  if (ratio < 1 && shown === '100') return `${(Math.floor(ratio * 1e7) / 1e5).toString()} %`;
  return `${shown.replace('-', '−')} %`;
}

/** What is left of a budget: `73 %`, `−12 %`, `99.9 %`. */
export function left(ratio: number): string {
  const size = ratio * 100;
  const whole = Math.abs(size) >= 10 && Math.abs(size) <= 99 ? Math.round(size) : Math.round(size * 10) / 10;
  if (ratio < 1 && whole === 100) return '> 99.9 %';
  return `${whole.toString().replace('-', '−')} %`;
}

/** `2.3×`, `0×`, `14.4×` */
export function times(rate: number): string {
  if (rate > 0 && rate < 0.01) return '< 0.01×';
  const digits = rate >= 100 ? 0 : rate >= 10 ? 1 : 2;
  return `${Number(rate.toFixed(digits))}×`;
}

const periods: Record<string, string> = {
  P7D: '7 days',
  P28D: '28 days',
  P30D: '30 days',
  P90D: '90 days',
  calendar_month: 'calendar month',
  calendar_quarter: 'calendar quarter',
};
export const PERIODS = Object.entries(periods).map(([value, label]) => ({ value, label }));
export const periodText = (period: string) => periods[period] ?? period;

/** `99.9 % over 30 days`; of an error rate the largest allowed: `at most 0.1 %`. */
export const objectiveText = (slo: Slo) =>
  slo.sloType === 'error_rate'
    ? `at most ${percent(slo.target)} over ${periodText(slo.period)}`
    : `${percent(slo.target)} over ${periodText(slo.period)}`;

/** `in 12 d`, from the API's ISO duration; undefined while the budget does not shrink. */
export function exhaustionText(iso: string | null): string | undefined {
  const size = isoMilliseconds(iso);
  return size === null ? undefined : size <= 0 ? 'used up' : `in ${duration(size)}`;
}

export const windowText = (iso: string) => spanText(isoMilliseconds(iso) ?? 0);

const statusSentences: Record<SloStatus, string> = {
  breached: 'More has failed than the objective allows in this period.',
  exhausted: 'The budget is used up exactly: nothing more may fail in this period.',
  at_risk: 'An alert fires, or less than a quarter of the budget is left.',
  no_data: 'Nothing was measured in this period, so nothing is known.',
  on_track: 'The objective is met, and no alert fires.',
};
export const statusSentence = (status: SloStatus) => statusSentences[status];

const burnStates = {
  critical: 'Critical',
  recovering: 'Recovering',
  increasing: 'Increasing',
  acceptable: 'OK',
} as const;
export type BurnTone = 'bad' | 'warn' | 'good' | 'plain';

/** How a pair stands, in a word: what burns, or why it can say nothing. */
export function burnText(pair: SloPair): { text: string; tone: BurnTone; why?: string } {
  if (pair.evaluation === 'cannot_fire')
    return {
      text: 'Cannot fire',
      tone: 'plain',
      why: 'Even if everything failed, the burn would not reach this factor.',
    };
  if (pair.evaluation === 'not_evaluable')
    return {
      text: 'Too coarse',
      tone: 'plain',
      why: 'What is measured is coarser than the short window.',
    };
  const state = pair.burnState as keyof typeof burnStates | null;
  if (!state) return { text: 'No data', tone: 'plain' };
  const tones = { critical: 'bad', recovering: 'warn', increasing: 'warn', acceptable: 'good' } as const;
  return { text: burnStates[state], tone: tones[state] };
}

export const pairName = (pair: { pair: SloPair['pair'] }) =>
  ({
    page_fast: 'Page, fast',
    page_slow: 'Page, slow',
    ticket_fast: 'Ticket, fast',
    ticket_slow: 'Ticket, slow',
  })[pair.pair];

export const sloWords = recordWords({
  actions: {
    created: 'Defined',
    alert_started: 'Alert began',
    alert_ended: 'Alert ended',
    lifecycle_changed: 'Retired or taken up again',
  },
  fields: { thresholdMs: 'Threshold in ms', sloType: 'Type' },
  enums: ['sloType', 'source', 'lifecycle', 'pair'],
  value: (field, value) => (field === 'period' ? periodText(value) : undefined),
});
