import type { SecurityEventSummary } from '@/api/types';
import { StackedBars } from '@/components/chart/StackedBars';
import { count, utcClock, utcDay, words } from '@/lib/format';
import { SEVERITIES } from './search';

// From the bottom of a bar upwards: what is critical stands on top, where the eye goes first.
const series = [...SEVERITIES]
  .reverse()
  .map((key) => ({ key, label: words(key), color: `var(--tf-${key}-fill)` }));

const none: SecurityEventSummary['series'] = [];

/** The last day's events by time of occurrence. Its own chunk: the chart's scales come with it. */
export default function Course({
  summary,
  onPick,
}: {
  summary: SecurityEventSummary | undefined;
  onPick: (from: string, to: string) => void;
}) {
  const points = summary?.series ?? none;
  const total = points.reduce((sum, point) => sum + SEVERITIES.reduce((all, key) => all + point[key], 0), 0);
  return (
    <StackedBars
      title="Events in the last 24 hours"
      aside={
        <span className="dim">
          {summary ? `${count(total, true)} by time of occurrence, UTC` : 'By time of occurrence, UTC'}
        </span>
      }
      summary={summary ? `${total} events in the last 24 hours, by severity.` : 'Loading.'}
      points={points}
      end={summary?.to ?? ''}
      series={series}
      unit="events"
      tick={utcClock}
      span={(from, until) => `${utcDay(from)}, ${utcClock(from)} – ${utcClock(until)} UTC`}
      onPick={onPick}
    />
  );
}
