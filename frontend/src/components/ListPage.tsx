import { Skeleton } from './Boot';
import classes from './ListPage.module.css';

// The layout itself is ListPage.module.css: a list that scrolls, with a docked panel beside it.

/** Rows to come, in the place they will take. */
export function LoadingRows({ rows = 12 }: { rows?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => index).map((row) => (
        <div key={row} className={classes.loading}>
          <Skeleton width={64} />
          <Skeleton width={`${28 + ((row * 7) % 20)}%`} />
          <Skeleton width={80} />
        </div>
      ))}
    </div>
  );
}
