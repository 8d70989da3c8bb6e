import { lazy, Suspense, useState } from 'react';
import type { Incident } from '@/api/types';
import { usePerson } from '@/auth/context';
import classes from '@/components/Detail.module.css';
import { isoMilliseconds, spanText, utc, utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import own from './ClockSection.module.css';
import { FIGURES } from './search';
import type { Change } from './use-change';
import { CLOCK, figureWords } from './words';

const ClockDialog = lazy(async () => ({ default: (await import('./ClockDialog')).ClockDialog }));

/** When each step was taken, and the figures that follow from it; what is not known has none. */
export function ClockSection({ incident, change }: { incident: Incident; change: Change }) {
  const person = usePerson();
  const now = useNow();
  const [correcting, setCorrecting] = useState(false);
  return (
    <section className={classes.section} aria-label="Clock">
      <div className={classes.sectionHead}>
        <h3>Clock</h3>
        <span className="dim">UTC</span>
        {person.may.changeIncidents && (
          <button
            type="button"
            className={`${classes.linkish} ${classes.end}`}
            onClick={() => {
              change.reset();
              setCorrecting(true);
            }}
          >
            Correct times
          </button>
        )}
      </div>
      <dl className={own.figures}>
        {FIGURES.map((key) => {
          const took = isoMilliseconds(incident.times[key]);
          return (
            <div key={key} title={figureWords[key].text}>
              <dt>
                {figureWords[key].short}
                <span className="visually-hidden">, {figureWords[key].text}</span>
              </dt>
              <dd data-none={took === null || undefined}>{took === null ? '–' : spanText(took)}</dd>
            </div>
          );
        })}
      </dl>
      <dl className={classes.facts}>
        {CLOCK.map(([field, name]) => {
          const at = incident[field];
          return (
            <div key={field} className={own.step}>
              <dt>{name}</dt>
              <dd>
                {at ? (
                  <time dateTime={at} title={utc(at)} className="figures">
                    {utcThisYear(at, now).replace(/ UTC$/, '')}
                  </time>
                ) : (
                  <span className="dim">{field === 'startedAt' ? 'unknown' : '–'}</span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      <Suspense>
        {correcting && (
          <ClockDialog incident={incident} change={change} onClose={() => setCorrecting(false)} />
        )}
      </Suspense>
    </section>
  );
}
