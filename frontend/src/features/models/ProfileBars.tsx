import type { DriftDetection } from '@/api/types';
import { utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import classes from './Drift.module.css';
import type { Cell } from './drift';
import { figure, percent } from './words';

const HEIGHT = 76;
/** Of a cell's width what its bars take, in parts of one. */
const WIDE = 0.86;
const NARROW = 0.44;

/** Two samples over the same cells: the reference wide and pale behind, the current one narrow in front. */
export function ProfileBars({ name, cells }: { name: string; cells: readonly Cell[] }) {
  const most = Math.max(...cells.flatMap((one) => [one.reference, one.current])) || 1;
  const width = 100 / cells.length;
  const bar = (index: number, share: number, part: number) => {
    const height = Math.max(share > 0 ? 1.5 : 0, (share / most) * (HEIGHT - 4));
    return {
      x: `${(index + (1 - part) / 2) * width}%`,
      width: `${part * width}%`,
      y: HEIGHT - height,
      height,
    };
  };
  return (
    <figure className={classes.profile}>
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        {cells.map((one, index) => (
          <g key={one.label}>
            <rect x={`${index * width}%`} width={`${width}%`} y={0} height={HEIGHT} className={classes.hit} />
            <rect {...bar(index, one.reference, WIDE)} className={classes.reference} />
            <rect {...bar(index, one.current, NARROW)} className={classes.current} />
            <title>{said(one)}</title>
          </g>
        ))}
        <line x1="0" x2="100%" y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={classes.base} />
      </svg>
      <figcaption className={classes.ends} aria-hidden="true">
        <span>{cells[0]?.label}</span>
        {cells.length > 1 && <span>{cells.at(-1)?.label}</span>}
      </figcaption>
      <ul className="visually-hidden" aria-label={`${name}: share by cell, reference against current`}>
        {cells.map((one) => (
          <li key={one.label}>{said(one)}</li>
        ))}
      </ul>
    </figure>
  );
}

const said = (one: Cell) => `${one.label}: ${percent(one.reference)} before, ${percent(one.current)} now`;

const LINE = 30;

/** How the statistic went from look to look, against its threshold. Looks by another method are another line. */
export function StatisticLine({ looks }: { looks: readonly DriftDetection[] }) {
  const now = useNow();
  const newest = looks[0];
  const same = looks.filter((one) => one.method === newest?.method).toReversed();
  if (!newest || same.length < 2) return null;
  const most = Math.max(newest.threshold, ...same.map((one) => one.statistic)) || 1;
  const y = (value: number) => LINE - 2 - (Math.max(0, value) / most) * (LINE - 4);
  const points = same.map((one, index) => `${(index / (same.length - 1)) * 100},${y(one.statistic)}`);
  const first = same[0];
  return (
    <figure className={classes.trend}>
      <svg
        width="100%"
        height={LINE}
        viewBox={`0 0 100 ${LINE}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Statistic over ${same.length} looks: ${same.map((one) => figure(one.statistic)).join(', ')}`}
      >
        <line
          x1={0}
          x2={100}
          y1={y(newest.threshold)}
          y2={y(newest.threshold)}
          className={classes.threshold}
          vectorEffect="non-scaling-stroke"
        />
        <polyline points={points.join(' ')} className={classes.line} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption className={classes.ends}>
        Statistic over {same.length} looks since {first && utcThisYear(first.createdAt, now)}
      </figcaption>
    </figure>
  );
}
