import { lazy, Suspense, useState } from 'react';
import type { Incident } from '@/api/types';
import { usePerson } from '@/auth/context';
import classes from '@/components/Detail.module.css';
import { isoMilliseconds, spanText, utc, utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import own from './ClockSection.module.css';
import type { Figure } from './search';
import type { Change } from './use-change';
import { CLOCK, type ClockField, figureWords } from './words';

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
      <table className={own.clock}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Taken at</th>
            <th scope="col">Figure</th>
          </tr>
        </thead>
        <tbody>
          {CLOCK.map(([field, name]) => {
            const at = incident[field];
            const figure = figureOf[field];
            return (
              <tr key={field}>
                <th scope="row">{name}</th>
                <td>
                  {at ? (
                    <time dateTime={at} title={utc(at)}>
                      {utcThisYear(at, now).replace(/ UTC$/, '')}
                    </time>
                  ) : (
                    <span className="dim">{field === 'startedAt' ? 'unknown' : '–'}</span>
                  )}
                </td>
                <td>{figure && <Took incident={incident} figure={figure} />}</td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">Duration</th>
            <td className="dim">started to resolved</td>
            <td>
              <Took incident={incident} figure="duration" />
            </td>
          </tr>
        </tbody>
      </table>
      <Suspense>
        {correcting && (
          <ClockDialog incident={incident} change={change} onClose={() => setCorrecting(false)} />
        )}
      </Suspense>
    </section>
  );
}

/** The figure that a step completes. */
const figureOf: Partial<Record<ClockField, Figure>> = {
  detectedAt: 'timeToDetect',
  acknowledgedAt: 'timeToAcknowledge',
  mitigatedAt: 'timeToMitigate',
  resolvedAt: 'timeToResolve',
};

function Took({ incident, figure }: { incident: Incident; figure: Figure }) {
  const took = isoMilliseconds(incident.times[figure]);
  const { short, text } = figureWords[figure];
  return (
    <span className={own.took} title={text} data-none={took === null || undefined}>
      {figure !== 'duration' && <abbr title={text}>{short}</abbr>}
      <strong>{took === null ? '–' : spanText(took)}</strong>
    </span>
  );
}
