import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ScoreMoment, TrustOverview, TrustScore, TrustState } from '@/api/types';
import { usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { NeedsMeList } from '@/components/NeedsMeList';
import { number, utc, words } from '@/lib/format';
import { ScoreBar } from './ScoreBar';
import { changeOf, isEmpty, overall, sinceWhen, splitOfAll } from './standing';
import classes from './Trust.module.css';
import { changeText, points, roughly, sinceText, verdict } from './words';

interface Props {
  /** The history, under the verdict. */
  children: ReactNode;
  score: TrustScore;
  isPast: boolean;
  moments: readonly ScoreMoment[];
  overview: TrustOverview | undefined;
  overviewFailed: boolean;
  onPresent: () => void;
}

/** The answer at a glance: whether all can be trusted, since when, and what needs whoever looks. */
export function Hero({ children, score, isPast, moments, overview, overviewFailed, onPresent }: Props) {
  const state = overall(score.domains);
  const empty = isEmpty(score);
  const counts: Record<TrustState, number> = { failing: 0, unproved: 0, proved: 0 };
  for (const domain of score.domains) counts[domain.state]++;
  const since = sinceText(
    sinceWhen(moments, state, (moment) => overall(moment.domains), score.at),
    score.at,
  );
  const change = empty ? undefined : changeOf(moments, score.score, Date.parse(score.at));
  return (
    <div className={classes.hero}>
      <div className={classes.left}>
        <section className={classes.answer} aria-label="Verdict" data-testid="verdict">
          {isPast && (
            <p className={classes.past}>
              <span>
                As of <strong>{utc(score.at)}</strong>, recomputed from the ledger up to position{' '}
                {number(score.position)}.
              </span>
              <Button size="compact-xs" variant="default" onClick={onPresent}>
                Back to now
              </Button>
            </p>
          )}
          <h2 className={classes.verdict} data-state={empty ? 'empty' : state}>
            {verdict(counts, empty)}
            {since && !empty && <span className={classes.since}>{since}</span>}
          </h2>
          <div className={classes.score}>
            <p className={classes.figure} data-testid="score">
              {empty ? '–' : points(score.score)}
              <span>of 100</span>
            </p>
            <div className={classes.scoreParts}>
              <ScoreBar split={splitOfAll(score.domains)} size="large" />
              <Legend score={score} />
              <p className={classes.meaning}>
                {empty
                  ? 'No record shows anything yet, good or bad. Each area below says what would begin to prove it.'
                  : 'A point counts when records prove it. What is not known never counts as good.'}
                {change && (
                  <>
                    {' '}
                    <span className={classes.change}>
                      {changeText(change.points)} in {change.days === 1 ? '24 hours' : `${change.days} days`}.
                    </span>
                  </>
                )}
              </p>
            </div>
          </div>
        </section>
        {children}
      </div>
      <NeedsYou overview={overview} failed={overviewFailed} isPast={isPast} />
    </div>
  );
}

function Legend({ score }: { score: TrustScore }) {
  const { proved, bad, unknown } = splitOfAll(score.domains);
  return (
    <ul className={classes.legend}>
      <li data-part="proved">
        <b>{roughly(proved)}</b> proved
      </li>
      <li data-part="bad">
        <b>{roughly(bad)}</b> lost to what is bad
      </li>
      <li data-part="unknown">
        <b>{roughly(unknown)}</b> not known
      </li>
    </ul>
  );
}

function NeedsYou({
  overview,
  failed,
  isPast,
}: {
  overview: TrustOverview | undefined;
  failed: boolean;
  isPast: boolean;
}) {
  const person = usePerson();
  const tasks = overview?.needsMe ?? [];
  return (
    <section className={classes.needs} aria-labelledby="needs-you" data-testid="needs-you">
      <h2 id="needs-you">{isPast ? 'Needs you now' : 'Needs you'}</h2>
      {!overview ? (
        failed ? (
          <p className="dim">What waits for you could not be read. It is tried again in a minute.</p>
        ) : (
          <Skeleton width="80%" />
        )
      ) : tasks.length > 0 ? (
        <NeedsMeList tasks={tasks} />
      ) : (
        <p className="dim">
          {person.may.haveTasks
            ? 'Nothing waits for you.'
            : `Nothing waits for you: ${person.roles.map(words).join(' and ').toLowerCase()} is a role that reads.`}
        </p>
      )}
    </section>
  );
}
