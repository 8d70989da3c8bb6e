import type { ReactNode } from 'react';
import { Skeleton } from './Boot';
import classes from './StatStrip.module.css';

export interface Stat {
  label: string;
  /** Undefined while unknown: "no data" is never drawn as 0. */
  value: string | undefined;
  /** What the figure means or leads to. */
  hint?: string;
  tone?: 'critical' | 'high' | 'medium' | 'low' | 'bad' | 'warn';
  /** The figure's rows are what the list shows now. */
  active?: boolean;
  onClick: () => void;
}

export function StatStrip({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className={classes.strip} aria-label={label}>
      {children}
    </section>
  );
}

export function StatGroup({
  title,
  stats,
  loading,
}: {
  title: string;
  stats: readonly Stat[];
  loading: boolean;
}) {
  return (
    <div className={classes.group}>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.stats}>
        {stats.map((stat) => (
          <button
            key={stat.label}
            type="button"
            className={classes.stat}
            data-tone={stat.tone}
            data-zero={stat.value === '0' || undefined}
            aria-pressed={stat.active ?? false}
            title={stat.hint}
            onClick={stat.onClick}
          >
            <span className={classes.value}>
              {stat.value ?? (loading ? <Skeleton width={26} height={16} /> : '–')}
            </span>
            <span className={classes.label}>{stat.label}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
