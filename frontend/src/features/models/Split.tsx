import type { ModelShare } from '@/api/types';
import { VersionLink } from './columns';
import classes from './Split.module.css';

/** How production is shared, as one bar; the figures stand below it. */
export function Split({ split, shown }: { split: readonly ModelShare[]; shown?: string }) {
  if (split.length === 0) return <p className={classes.none}>Nothing of this model is in production.</p>;
  return (
    <>
      <div className={classes.bar} aria-hidden="true">
        {split.map((one) =>
          one.rolloutPercentage > 0 ? (
            <span
              key={one.id}
              style={{ flexGrow: one.rolloutPercentage }}
              data-shown={one.id === shown || undefined}
            />
          ) : null,
        )}
      </div>
      <ul className={classes.shares} aria-label="Shares of production">
        {split.map((one) => (
          <li key={one.id}>
            <span className={classes.swatch} data-shown={one.id === shown || undefined} aria-hidden="true" />
            {one.id === shown ? (
              <strong>{one.modelVersion}</strong>
            ) : (
              <VersionLink id={one.id} className={classes.link}>
                {one.modelVersion}
              </VersionLink>
            )}
            <span className="figures">{one.rolloutPercentage} %</span>
          </li>
        ))}
      </ul>
    </>
  );
}
