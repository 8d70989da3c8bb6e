import classes from './Boot.module.css';

/** While the session is being restored: the frame of the page, so that nothing jumps when it arrives. */
export function Boot() {
  return (
    <div className={classes.frame} aria-busy="true">
      <div className={classes.side} />
      <div className={classes.main}>
        <PageSkeleton />
      </div>
      <p className="visually-hidden" role="status">
        Restoring your session
      </p>
    </div>
  );
}

const rows = Array.from({ length: 9 }, (_, index) => `row-${index}`);

export function PageSkeleton() {
  return (
    <div aria-hidden="true" className={classes.page}>
      <div className={classes.bar} />
      <div className={classes.strip} />
      {rows.map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton width={70} />
          <Skeleton width="min(340px, 50%)" />
          <Skeleton width={90} />
        </div>
      ))}
    </div>
  );
}

export function Skeleton({ width, height = 10 }: { width: number | string; height?: number }) {
  return <span className={classes.skeleton} style={{ width, height }} />;
}
