import { useMemo, useState } from 'react';
import type { SuiteRun } from '@/api/types';
import { TimeSeries } from '@/components/chart/TimeSeries';
import detail from '@/components/Detail.module.css';
import { RelativeTime } from '@/components/Time';
import { number } from '@/lib/format';
import classes from './Runs.module.css';
import { failing } from './standing';
import { rateText, timeText } from './words';

interface Props {
  trend: readonly SuiteRun[];
  runId: string;
  onRun: (run: string) => void;
}

const SHOWN = 10;

/** How the suite went, run by run. */
export function Runs({ trend, runId, onRun }: Props) {
  const [all, setAll] = useState(false);
  const lines = useMemo(
    () => [
      {
        key: 'rate' as const,
        label: 'Pass rate',
        color: 'var(--tf-accent)',
        points: trend.map((run) => ({ at: run.at, value: run.counts.passRate ?? null })),
        dots: true,
      },
    ],
    [trend],
  );
  const [first, last] = [trend[0], trend.at(-1)];
  if (!first || !last) return null;
  const newest = trend.toReversed();
  const shown = all ? newest : newest.slice(0, SHOWN);
  return (
    <section className={detail.section} aria-label="Runs">
      <div className={detail.sectionHead}>
        <h3>Runs</h3>
        <span className="dim">in the last 30 days{trend.length === 50 ? ', the newest 50' : ''}</span>
      </div>
      {trend.length > 1 && (
        <TimeSeries
          title="Pass rate"
          summary={`${number(trend.length)} runs; the newest passed ${last.counts.passRate === null ? 'nothing' : rateText(last.counts.passRate)}.`}
          from={first.at}
          to={last.at}
          lines={lines}
          text={rateText}
          tickText={(value) => `${Math.round(value * 100)} %`}
          ticks={shares}
          least={1}
          nothing="Every test was skipped"
          height={132}
        />
      )}
      <table className={classes.runs}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Passed</th>
            <th scope="col">Failed</th>
            <th scope="col">Took</th>
            <th scope="col">Ended</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((run) => (
            <tr key={run.runId} data-open={run.runId === runId || undefined}>
              <th scope="row">
                <button
                  type="button"
                  className={detail.linkish}
                  aria-current={run.runId === runId || undefined}
                  onClick={() => onRun(run.runId)}
                >
                  {run.runId}
                </button>
              </th>
              <td>{number(run.counts.passed)}</td>
              <td data-bad={failing(run.counts) > 0 || undefined}>{number(failing(run.counts))}</td>
              <td>{timeText(run.totalMs)}</td>
              <td>
                <RelativeTime at={run.at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {newest.length > shown.length && (
        <button type="button" className={detail.linkish} onClick={() => setAll(true)}>
          Show all {number(newest.length)} runs
        </button>
      )}
    </section>
  );
}

const shares = () => [0, 0.25, 0.5, 0.75, 1];
