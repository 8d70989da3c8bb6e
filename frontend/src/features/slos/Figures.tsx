import type { SloStanding } from '@/api/types';
import { number } from '@/lib/format';
import classes from './Figures.module.css';
import { exhaustionText, left, percent, times } from './words';

/** The four figures that matter, each with what it is of; the budget without exclusions always beside. */
export function Figures({ standing }: { standing: SloStanding }) {
  const { figures, withoutExclusions } = standing;
  const differs = figures.remaining !== withoutExclusions.remaining;
  const runsOut = exhaustionText(standing.timeToExhaustion);
  return (
    <dl className={classes.figures}>
      <div>
        <dt>Measured</dt>
        <dd>{figures.sli === null ? <span className="dim">No data</span> : percent(figures.sli, 4)}</dd>
        <dd className={classes.of}>
          {figures.totalEvents === null
            ? 'by duration'
            : `${number(figures.goodEvents ?? 0)} of ${number(figures.totalEvents)}`}
        </dd>
      </div>
      <div data-tone={figures.remaining !== null && figures.remaining < 0.25 ? 'bad' : undefined}>
        <dt>Budget left</dt>
        <dd>{figures.remaining === null ? <span className="dim">No data</span> : left(figures.remaining)}</dd>
        <dd className={classes.of}>
          {differs && withoutExclusions.remaining !== null
            ? `${left(withoutExclusions.remaining)} without exclusions`
            : 'nothing excluded'}
        </dd>
      </div>
      <div>
        <dt>Burns now</dt>
        <dd>
          {standing.presentBurnRate === null ? (
            <span className="dim">No data</span>
          ) : (
            times(standing.presentBurnRate)
          )}
        </dd>
        <dd className={classes.of}>1× lasts exactly the period</dd>
      </div>
      <div>
        <dt>Runs out</dt>
        <dd>
          {figures.remaining !== null && figures.remaining <= 0 ? (
            'Used up'
          ) : runsOut ? (
            runsOut
          ) : (
            <span className="dim">{figures.remaining === null ? 'No data' : 'Not at this rate'}</span>
          )}
        </dd>
        <dd className={classes.of}>
          {standing.coverage === null
            ? 'nothing measured'
            : `${percent(standing.coverage, 1)} of the time measured`}
        </dd>
      </div>
    </dl>
  );
}
