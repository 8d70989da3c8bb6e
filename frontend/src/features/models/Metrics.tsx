import type { ModelVersion } from '@/api/types';
import detail from '@/components/Detail.module.css';
import { IconArrowDown, IconArrowUp } from '@/components/icons';
import { camelWords } from '@/lib/record-words';
import { compareMetrics, type MetricRow } from './compare';
import classes from './Metrics.module.css';
import { figure } from './words';

/** What was measured of a version, beside the version it is held against. */
export function Metrics({ version, against }: { version: ModelVersion; against: ModelVersion | undefined }) {
  const rows = compareMetrics(version.evaluationMetrics, against?.evaluationMetrics);
  if (rows.length === 0)
    return <p className={detail.text}>Nothing was measured in training, or nobody wrote it down.</p>;
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">{version.modelVersion}</th>
            {against && (
              <th scope="col">{against.name === version.name ? against.modelVersion : against.name}</th>
            )}
            {against && <th scope="col">Difference</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name.split('.').map(camelWords).join(', ')}</th>
              <td>{shown(row.here)}</td>
              {against && <td>{shown(row.there)}</td>}
              {against && (
                <td>
                  <Difference row={row} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shown(value: number | string | undefined) {
  if (value === undefined) return <span className="dim">–</span>;
  return typeof value === 'number' ? figure(value) : value;
}

function Difference({ row }: { row: MetricRow }) {
  const { difference, means } = row;
  if (difference === undefined) return <span className="dim">–</span>;
  if (difference === 0) return <span className="dim">the same</span>;
  const Icon = difference > 0 ? IconArrowUp : IconArrowDown;
  return (
    <span className={classes.difference} data-means={means}>
      <Icon size={13} stroke={2.25} aria-hidden />
      {difference > 0 ? '+' : ''}
      {figure(difference)}
      {means && <span>{means}</span>}
    </span>
  );
}
