import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ScoreHistory, TrustScore } from '@/api/types';
import { Skeleton } from '@/components/Boot';
import { type MarkedSpan, TimeSeries } from '@/components/chart/TimeSeries';
import { Segments } from '@/components/Segments';
import { ProblemNote } from '@/components/States';
import { utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import type { OnSearch } from './Page';
import { stretchOf } from './queries';
import type { Period, TrustSearch } from './search';
import { stepsBack } from './slider';
import { isEmpty } from './standing';
import classes from './Trust.module.css';
import { points } from './words';

interface Props {
  search: TrustSearch;
  hours: UseQueryResult<ScoreHistory>;
  days: UseQueryResult<ScoreHistory>;
  score: TrustScore;
  onSearch: OnSearch;
}

const periods = [
  { value: '24h', text: '24 h' },
  { value: '30d', text: '30 d' },
  { value: '90d', text: '90 d' },
  { value: '1y', text: '1 y' },
] as const satisfies readonly { value: Period; text: string }[];
/** Kept days that make a line worth looking at; until then the last day says more. */
const ENOUGH = 3;
const QUARTERS = () => [0, 25, 50, 75, 100];
const LEFT = 46;

/** The score over time, and under it the slider that takes the whole page to another moment. */
export function History({ search, hours, days, score, onSearch }: Props) {
  const now = useNow();
  const enough = (days.data?.items.length ?? 0) >= ENOUGH;
  const period = search.period ?? (enough ? '90d' : '24h');
  const history = period === '24h' ? hours : days;
  const { from } = stretchOf(period, now);
  const to = new Date(now).toISOString();
  const isPast = search.at !== undefined;
  const lines = useMemo(() => {
    const kept = (history.data?.items ?? []).map((moment) => ({ at: moment.at, value: moment.score }));
    // The line ends in the present, as far as it is what is looked at.
    const end = isPast || isEmpty(score) ? [] : [{ at: score.at, value: score.score }];
    return [{ key: 'score', label: 'Score', color: 'var(--tf-accent)', points: [...kept, ...end] }];
  }, [history.data, isPast, score]);
  const spans: MarkedSpan[] = search.at
    ? [{ from: search.at, to: search.at, label: 'looked at', tone: 'plain' }]
    : [];
  const count = history.data?.items.length ?? 0;
  return (
    <section className={classes.history} aria-label="History of the score">
      {history.error && !history.data ? (
        <ProblemNote error={history.error} />
      ) : history.isPending ? (
        <Skeleton width="100%" height={150} />
      ) : (
        <TimeSeries
          title="Score"
          summary={`The score at ${count} moments of the past.`}
          from={from}
          to={to}
          lines={lines}
          spans={spans}
          text={points}
          ticks={QUARTERS}
          left={LEFT}
          height={150}
          nothing="Nothing is kept of this time. The score is kept at each midnight (UTC)."
          aside={
            <>
              <span className="dim">
                {period === '24h' ? 'each half hour, recomputed' : 'at each midnight (UTC)'}
              </span>
              <span className={classes.periods}>
                <Segments
                  label="How far back"
                  options={periods}
                  value={period}
                  onChange={(chosen) => onSearch({ period: chosen })}
                />
              </span>
            </>
          }
        />
      )}
      <TimeSlider period={period} at={search.at} onAt={(at) => onSearch({ at })} />
    </section>
  );
}

/** How long a hand on the slider rests before the past is asked for. Milliseconds. */
const REST = 200;

function TimeSlider({
  period,
  at,
  onAt,
}: {
  period: Period;
  at: string | undefined;
  onAt: (at: string | undefined) => void;
}) {
  const now = useNow();
  const { most, placeOf, timeOf } = stepsBack(period, now);
  const [held, setHeld] = useState<number>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address has answered, whatever it says
  useEffect(() => setHeld(undefined), [at]);
  const value = held ?? placeOf(at);
  const said = held === undefined ? at : timeOf(held);
  return (
    <div className={classes.slider}>
      <input
        type="range"
        aria-label="As of"
        min={0}
        max={most}
        value={value}
        aria-valuetext={said ? utcThisYear(said, now) : 'now'}
        onChange={(event) => {
          const chosen = Number(event.currentTarget.value);
          setHeld(chosen);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            setHeld(undefined);
            onAt(timeOf(chosen));
          }, REST);
        }}
      />
      <output>
        {said
          ? `As of ${utcThisYear(said, now)}`
          : 'Move the slider to see this page as of a moment of the past.'}
      </output>
    </div>
  );
}
