import { useMemo } from 'react';
import type { IncidentMetrics } from '@/api/types';
import { Trend } from '@/components/chart/Trend';
import { spanText, utcDay } from '@/lib/format';
import { weekPoints } from './metrics';
import type { Figure } from './search';
import { counted, figureWords } from './words';

const series = [
  { key: 'median', label: 'Median', color: 'var(--tf-accent)' },
  { key: 'p90', label: 'p90', color: 'var(--tf-high-fill)', broken: true },
] as const;

/** A figure week by week. Its own chunk: the chart's scales come with it. */
export default function Weeks({ metrics, figure }: { metrics: IncidentMetrics | undefined; figure: Figure }) {
  const points = useMemo(() => weekPoints(metrics, figure), [metrics, figure]);
  const { text } = figureWords[figure];
  const measured = points.filter((point) => point.n > 0).length;
  return (
    <Trend
      title={`${text} by week`}
      aside={<span className="dim">by week of detection, UTC; a gap is a week without data</span>}
      summary={
        metrics ? `${text} in ${counted(points.length, 'week')}, of which ${measured} have data.` : 'Loading.'
      }
      points={points}
      series={series}
      name={(at) => `Week of ${utcDay(at)}`}
      tick={utcDay}
      text={spanText}
      nothing="no data"
    />
  );
}
