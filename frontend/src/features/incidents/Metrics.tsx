import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { IncidentFigures } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { Segments } from '@/components/Segments';
import { isoMilliseconds, number, spanText, words } from '@/lib/format';
import { problemOf } from '@/lib/problem';
import classes from './Metrics.module.css';
import type { PageProps } from './Page';
import { incidentMetrics } from './queries';
import { DEFAULT_FIGURE, DEFAULT_PERIOD, FIGURES, type Figure, type IncidentSearch, PERIODS } from './search';
import { figureWords, formulaText } from './words';

const Weeks = lazy(() => import('./Weeks'));

const periods = PERIODS.map((value) => ({ value, text: `${Number.parseInt(value, 10)} weeks` }));

/** Which incidents the figures are taken over. */
function scope(search: IncidentSearch): string {
  const parts = [
    ...(search.severity ?? []).map((one) => one.toUpperCase()),
    ...(search.type ?? []).map(words),
    ...(search.service ?? []),
  ];
  return parts.length > 0 ? `Only ${parts.join(', ')}` : 'All incidents';
}

/** How fast incidents are detected, acknowledged, mitigated and resolved, and how that went week by week. */
export function Metrics({ search, onSearch, chart }: PageProps & { chart: boolean }) {
  const metrics = useQuery({ ...incidentMetrics(useApi(), search), placeholderData: keepPreviousData });
  const data = metrics.data;
  const figure = search.figure ?? DEFAULT_FIGURE;
  return (
    <section className={classes.metrics} aria-label="Response times">
      <div className={classes.head}>
        <h2 className={classes.title}>Response times</h2>
        <span className={classes.scope}>
          {scope(search)}
          {data && ` · ${number(data.overall.incidents)} detected, ${number(data.overall.open)} still open`}
        </span>
        <Segments
          label="Period"
          value={search.period ?? DEFAULT_PERIOD}
          options={periods}
          onChange={(period) => onSearch({ period: period === DEFAULT_PERIOD ? undefined : period })}
        />
      </div>
      {metrics.error && !data ? (
        <p className={classes.failed} role="status">
          The figures could not be read: {problemOf(metrics.error).title}.{' '}
          <button type="button" onClick={() => void metrics.refetch()}>
            Try again
          </button>
        </p>
      ) : (
        <>
          <div className={classes.figures} data-stale={metrics.isPlaceholderData || undefined}>
            {FIGURES.map((key) => (
              <FigureButton
                key={key}
                figure={key}
                figures={data?.overall}
                loading={metrics.isPending}
                hint={formulaText(key, data?.formulas)}
                formula={data?.formulas[key]}
                active={chart && key === figure}
                onClick={
                  chart ? () => onSearch({ figure: key === DEFAULT_FIGURE ? undefined : key }) : undefined
                }
              />
            ))}
          </div>
          {chart && (
            <Suspense fallback={<div className={classes.place} />}>
              <Weeks metrics={data} figure={figure} />
            </Suspense>
          )}
        </>
      )}
    </section>
  );
}

interface FigureProps {
  figure: Figure;
  figures: IncidentFigures | undefined;
  loading: boolean;
  hint: string;
  formula: string | undefined;
  active: boolean;
  onClick: (() => void) | undefined;
}

/** The median large; what it leaves out (p90, how many) beside it, and what it is on hover and below. */
function FigureButton({ figure, figures, loading, hint, formula, active, onClick }: FigureProps) {
  const { mean, text } = figureWords[figure];
  const spread = figures?.[figure];
  const median = isoMilliseconds(spread?.median);
  const p90 = isoMilliseconds(spread?.p90);
  const content = (
    <>
      <span className={classes.name}>
        <abbr title={hint}>{mean}</abbr>
        <span className={classes.long}>{text}</span>
      </span>
      <span className={classes.value}>
        {loading ? <Skeleton width={64} height={16} /> : median === null ? '–' : spanText(median)}
      </span>
      <span className={classes.beside}>
        {spread && median === null && 'no data'}
        {spread && median !== null && (
          <>
            <span>p90 {p90 === null ? '–' : spanText(p90)}</span>
            <span>n {number(spread.n)}</span>
          </>
        )}
      </span>
      <span className={classes.formula}>{formula}</span>
    </>
  );
  return onClick ? (
    <button
      type="button"
      className={classes.figure}
      data-figure={figure}
      title={hint}
      aria-pressed={active}
      onClick={onClick}
    >
      {content}
    </button>
  ) : (
    <div className={classes.figure} data-figure={figure} title={hint}>
      {content}
    </div>
  );
}
