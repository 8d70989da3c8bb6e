import type { Split } from './standing';
import classes from './Trust.module.css';
import { points } from './words';

/** Where points are, as one bar: proved, lost to what is bad, not known. Figures stand beside it or are read out. */
export function ScoreBar({ split, size = 'small' }: { split: Split; size?: 'small' | 'large' }) {
  const { proved, bad, unknown, maximum } = split;
  const share = (part: number) => `${(part / (maximum || 1)) * 100}%`;
  return (
    <span
      className={classes.bar}
      data-size={size}
      role="img"
      aria-label={`Of ${points(maximum)} points ${points(proved)} are proved, ${points(bad)} are lost to what is bad, ${points(unknown)} are not known`}
    >
      {proved > 0 && <span data-part="proved" style={{ width: share(proved) }} />}
      {bad > 0 && <span data-part="bad" style={{ width: share(bad) }} />}
      {unknown > 0 && <span data-part="unknown" style={{ width: share(unknown) }} />}
    </span>
  );
}
