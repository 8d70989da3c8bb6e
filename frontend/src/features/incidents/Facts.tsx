import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import type { Incident } from '@/api/types';
import { usePerson } from '@/auth/context';
import classes from '@/components/Detail.module.css';
import { PersonField } from '@/components/PersonField';
import { ExactTime } from '@/components/Time';
import { authorName, words } from '@/lib/format';
import type { Change } from './use-change';

const EditDialog = lazy(async () => ({ default: (await import('./EditDialog')).EditDialog }));

/** What is known of the incident, and who leads it; what is not known yet is left out or asked for. */
export function Facts({ incident, change }: { incident: Incident; change: Change }) {
  const person = usePerson();
  const may = person.may.changeIncidents;
  const [editing, setEditing] = useState(false);
  const rows: [string, ReactNode][] = [
    [
      'Commander',
      <PersonField
        key="c"
        label="Commander"
        record={incident}
        name={(one) => one.commander}
        nobody="Nobody leads"
        toMe="Take the lead"
        toNobody="Nobody"
        mayChange={may}
        busy={change.isPending}
        onAssign={(seen, commander) =>
          change.mutate({ seen, change: { kind: 'edit', fields: { commander } } })
        }
      />,
    ],
    ['Service', incident.service],
  ];
  const add = (name: string, value: ReactNode) => rows.push([name, value]);
  if (incident.affectedServices.length > 0) add('Also affected', incident.affectedServices.join(', '));
  add('Type', words(incident.incidentType));
  add(
    'Opened',
    <>
      <ExactTime at={incident.createdAt} /> by {authorName(incident.createdBy)}
    </>,
  );
  if (incident.rootCause) add('Root cause', incident.rootCause);
  return (
    <section aria-label="Facts">
      {incident.summary ? (
        <p className={classes.description}>{incident.summary}</p>
      ) : (
        <p className={classes.text}>No summary yet: what happens, and whom does it touch?</p>
      )}
      <dl className={classes.facts}>
        {rows.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd className={name === 'Root cause' ? classes.prose : undefined}>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {may && (
        <button
          type="button"
          className={`${classes.linkish} ${classes.below}`}
          onClick={() => {
            change.reset();
            setEditing(true);
          }}
        >
          Edit facts, severity and root cause
        </button>
      )}
      <Suspense>
        {editing && <EditDialog incident={incident} change={change} onClose={() => setEditing(false)} />}
      </Suspense>
    </section>
  );
}
