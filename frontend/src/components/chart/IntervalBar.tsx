import classes from './IntervalBar.module.css';

interface Props {
  value: number;
  low: number;
  high: number;
  /** Where the axis begins, from 0 to 1: what is compared shares one. */
  from?: number;
  /** Stands back: it is shown and does not count. */
  faint?: boolean;
}

const HEIGHT = 14;

/** A share with how sure it is. The figures stand beside it in words, so readers of the screen need no second ones. */
export function IntervalBar({ value, low, high, from = 0, faint }: Props) {
  const x = (share: number) => `${((Math.max(from, share) - from) / (1 - from || 1)) * 100}%`;
  const width = `${((Math.max(from, high) - Math.max(from, low)) / (1 - from || 1)) * 100}%`;
  return (
    <svg className={classes.bar} height={HEIGHT} aria-hidden="true" data-faint={faint || undefined}>
      <rect x="0" y={HEIGHT / 2 - 0.5} width="100%" height={1} className={classes.axis} />
      <rect x={x(low)} y={HEIGHT / 2 - 2} width={width} height={4} rx={2} className={classes.interval} />
      <circle cx={x(value)} cy={HEIGHT / 2} r={4} className={classes.value} />
    </svg>
  );
}

/** Where an axis may begin so that every interval is on it: a round tenth. */
export const axisFrom = (lows: readonly number[]) =>
  Math.max(0, Math.floor((Math.min(1, ...lows) - 0.02) * 10) / 10);
