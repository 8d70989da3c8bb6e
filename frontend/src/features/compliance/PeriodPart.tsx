import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Coverage, Framework } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import { Segments } from '@/components/Segments';
import { ErrorState } from '@/components/States';
import { number, shortId, utcDay } from '@/lib/format';
import { coveredPeriod } from './queries';
import classes from './Report.module.css';
import type { Period } from './search';
import { keyOf } from './words';

interface Props {
  framework: Framework;
  period: Period | undefined;
  onPeriod: (period: Period | undefined) => void;
}

const periods = [
  { value: 'now', text: 'Now only' },
  { value: 'P90D', text: '90 days' },
  { value: 'P180D', text: '180 days' },
  { value: 'P365D', text: '365 days' },
] as const;

/** Day by day, as a Type II report asks: which controls were uncovered when, and what to look at. */
export function PeriodPart({ framework, period, onPeriod }: Props) {
  return (
    <section aria-label="Over a period" className={period ? undefined : classes.screenOnly}>
      <div className={classes.row}>
        <h3 className={classes.heading}>Over a period</h3>
        <Segments
          label="Period"
          options={periods}
          value={period ?? 'now'}
          onChange={(value) => onPeriod(value === 'now' ? undefined : value)}
        />
      </div>
      {period && <Days framework={framework} period={period} />}
    </section>
  );
}

type Days = NonNullable<Coverage['period']>;

function Days({ framework, period }: { framework: Framework; period: Period }) {
  const found = useQuery(coveredPeriod(useApi(), framework, period));
  if (found.error && !found.data)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton width="60%" />;
  const days = found.data;
  const always = days.controls.filter((one) => one.uncoveredDays === 0).length;
  return (
    <>
      <p className={classes.note}>
        {utcDay(days.from)} to {utcDay(days.to)}, {number(days.days)} days in UTC. Covered on every day:{' '}
        {number(always)} of {number(days.controls.length)} controls.
      </p>
      <Gaps framework={framework} days={days} />
      <p className={classes.note}>
        Evidence that counted: {number(days.population.count)}, under SHA-256{' '}
        <CopyText
          text={days.population.sha256}
          shown={`${days.population.sha256.slice(0, 16)}…`}
          label="population digest"
        />
        . Drawn to be looked at with seed {days.sample.seed}:{' '}
        {days.sample.items.length === 0 ? 'none' : number(days.sample.items.length)}.
      </p>
      {days.sample.items.length > 0 && (
        <ul className={classes.sample}>
          {days.sample.items.map((one) => (
            <li key={`${one.evidenceId}:${one.revision}`}>
              <Link
                from="/compliance/controls"
                to="/compliance/controls"
                search={(now) => ({ ...now, evidence: one.evidenceId, control: undefined })}
                className={classes.link}
              >
                {shortId(one.evidenceId)}, revision {one.revision}
              </Link>{' '}
              <span className="dim">{one.controlIds.join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const SHOWN = 12;

/** Controls that were covered on some days and not on others: those say most. */
function Gaps({ framework, days }: { framework: Framework; days: Days }) {
  const partly = days.controls
    .filter((one) => one.uncoveredDays > 0 && one.uncoveredDays < days.days)
    .sort((a, b) => b.uncoveredDays - a.uncoveredDays);
  const never = days.controls.filter((one) => one.uncoveredDays === days.days).length;
  return (
    <>
      {partly.length > 0 && (
        <table className={classes.table}>
          <caption className="visually-hidden">Controls that were uncovered on some days</caption>
          <thead>
            <tr>
              <th scope="col">Control</th>
              <th scope="col">Days uncovered</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {partly.slice(0, SHOWN).map((one) => (
              <tr key={one.controlId}>
                <th scope="row">
                  <Link
                    from="/compliance/controls"
                    to="/compliance/controls"
                    search={(now) => ({
                      ...now,
                      control: keyOf({ framework, controlId: one.controlId }),
                      evidence: undefined,
                    })}
                    className={classes.link}
                  >
                    {one.controlId}
                  </Link>
                </th>
                <td>
                  {number(one.uncoveredDays)} of {number(days.days)}
                </td>
                <td>
                  {one.gaps
                    .slice(0, 3)
                    .map((gap) => `${utcDay(gap.from)} to ${utcDay(gap.to)}`)
                    .join('; ')}
                  {one.gaps.length > 3 && ` and ${one.gaps.length - 3} more`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={classes.note}>
        {partly.length > SHOWN && `${number(partly.length - SHOWN)} more were uncovered on some days. `}
        Uncovered on every day: {number(never)}.
      </p>
    </>
  );
}
