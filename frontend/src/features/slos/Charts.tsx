import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Slo, SloAlerts, SloSeries, SloState } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { type MarkedSpan, type Threshold, TimeSeries } from '@/components/chart/TimeSeries';
import detail from '@/components/Detail.module.css';
import { Segments } from '@/components/Segments';
import { ProblemNote } from '@/components/States';
import { number, utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { projection, worstOf, worstOfStretches } from './budget';
import classes from './Charts.module.css';
import { sloAlerts, sloSeries, sloState } from './queries';
import type { Range } from './search';
import { left, pairName, periodText, times, windowText } from './words';

interface Props {
  slo: Slo;
  range: Range;
  onRange: (range: Range) => void;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** How fast the budget burned and what was left of it, over the same time. */
export function Charts({ slo, range, onRange }: Props) {
  const api = useApi();
  // To the minute: else each tick of the clock would ask anew.
  const now = Math.ceil(useNow() / MINUTE) * MINUTE;
  const begin =
    range === '24h' ? now - DAY : range === '7d' ? now - 7 * DAY : Date.parse(slo.standing.periodStart);
  const from = new Date(Math.floor(begin / MINUTE) * MINUTE).toISOString();
  const to = new Date(now).toISOString();
  const series = useQuery(sloSeries(api, slo.id, from, to));
  const alerts = useQuery(sloAlerts(api, slo.id));
  const state = useQuery(sloState(api, slo.id));
  return (
    <section className={classes.charts} aria-label="Charts">
      <div className={classes.range}>
        <Segments
          label="Time shown"
          value={range}
          options={[
            { value: '24h', text: '24 h' },
            { value: '7d', text: '7 d' },
            { value: 'period', text: periodText(slo.period) },
          ]}
          onChange={onRange}
        />
        {series.data?.sampled && <span className="dim">Of each stretch the worst measurement.</span>}
      </div>
      {series.error && !series.data ? (
        <ProblemNote error={series.error} />
      ) : series.data ? (
        <Drawn slo={slo} series={series.data} alerts={alerts.data} to={to} />
      ) : (
        <Skeleton width="100%" height={340} />
      )}
      {state.data && <Gaps state={state.data} />}
    </section>
  );
}

interface DrawnProps {
  slo: Slo;
  series: SloSeries;
  alerts: SloAlerts | undefined;
  to: string;
}

function Drawn({ slo, series, alerts, to }: DrawnProps) {
  const thresholds = useMemo(() => thresholdsOf(alerts), [alerts]);
  const spans = useMemo(() => spansOf(series, alerts), [series, alerts]);
  const burn = useMemo(
    () => [
      {
        key: 'burn' as const,
        label: 'Burn rate',
        color: 'var(--tf-accent)',
        points: series.sampled
          ? worstOfStretches(series.burnRate, Date.parse(series.from), Date.parse(to))
          : series.burnRate,
      },
    ],
    [series, to],
  );
  const ahead = useMemo(
    () => projection(slo.standing, Date.parse(to) - Date.parse(series.from)),
    [slo.standing, series, to],
  );
  const budget = useMemo(() => budgetLines(series, ahead.points), [series, ahead]);
  const worst = worstOf(series);
  const last = slo.standing.figures.remaining;
  return (
    <>
      <TimeSeries
        title="Burn rate"
        summary={
          worst === undefined
            ? 'Nothing was measured in this time.'
            : `The budget burned at ${times(worst)} at most. ${alerts?.episodes.length ?? 0} alerts fired.`
        }
        from={series.from}
        to={to}
        lines={burn}
        text={times}
        thresholds={thresholds}
        spans={spans}
        scale="log"
        least={thresholds[0]?.value ?? 2}
        nothing="Nothing was measured in this time"
        height={190}
      />
      <TimeSeries
        title="Budget left"
        summary={last === null ? 'Nothing is known.' : `${left(last)} of the budget is left.`}
        from={series.from}
        to={new Date(Math.max(Date.parse(to), ahead.until)).toISOString()}
        lines={budget}
        text={left}
        thresholds={budgetThresholds}
        spans={spans.filter((span) => span.hatched)}
        least={1}
        nothing="Nothing was measured in this time"
        height={170}
        left={52}
      />
    </>
  );
}

const budgetThresholds: Threshold[] = [{ value: 0.25, label: 'at risk', tone: 'warn' }];

/** One line for each factor: pairs with the same one share it. */
function thresholdsOf(alerts: SloAlerts | undefined): Threshold[] {
  const able = alerts?.pairs.filter((pair) => pair.evaluation !== 'cannot_fire') ?? [];
  return able
    .toSorted((one, other) => other.factor - one.factor)
    .map((pair) => ({
      value: pair.factor,
      label: `${times(pair.factor)} ${pairName(pair).toLowerCase()}`,
      tone: pair.severity === 'page' ? ('bad' as const) : ('warn' as const),
    }));
}

function spansOf(series: SloSeries, alerts: SloAlerts | undefined): MarkedSpan[] {
  return [
    ...series.exclusions.map((one) => ({
      from: one.startsAt,
      to: one.endsAt,
      label: `Excluded: ${one.reason}`,
      tone: 'plain' as const,
      hatched: true,
    })),
    ...(alerts?.episodes ?? []).map((one) => ({
      from: one.startedAt,
      to: one.endedAt,
      label: `${pairName(one)} fired`,
      tone: one.severity === 'page' ? ('bad' as const) : ('warn' as const),
    })),
  ];
}

function budgetLines(series: SloSeries, ahead: ReturnType<typeof projection>['points']) {
  const differs = series.exclusions.length > 0;
  return [
    { key: 'left' as const, label: 'Left', color: 'var(--tf-accent)', points: series.remaining },
    ...(differs
      ? [
          {
            key: 'without' as const,
            label: 'Without exclusions',
            color: 'var(--tf-line-strong)',
            points: series.remainingWithoutExclusions,
          },
        ]
      : []),
    ...(ahead.length > 0
      ? [
          {
            key: 'ahead' as const,
            label: 'If it burns on as now',
            color: 'var(--tf-high)',
            broken: true,
            points: ahead,
          },
        ]
      : []),
  ];
}

/** Time of which nothing is known: it counts neither for nor against the objective. */
function Gaps({ state }: { state: SloState }) {
  const now = useNow();
  const { gaps, pull } = state;
  return (
    <>
      {gaps.count > 0 && (
        <details className={classes.gaps}>
          <summary>
            {number(gaps.count)} {gaps.count === 1 ? 'gap' : 'gaps'}, {windowText(gaps.total)} not measured
          </summary>
          <ul>
            {gaps.longest.map((gap) => (
              <li key={gap.from} className="figures">
                {utcThisYear(gap.from, now)} – {utcThisYear(gap.to, now)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {pull && typeof pull === 'object' && 'failure' in pull && Boolean(pull.failure) && (
        <p className={detail.warning}>Prometheus could not be read: {String(pull.failure)}</p>
      )}
    </>
  );
}
