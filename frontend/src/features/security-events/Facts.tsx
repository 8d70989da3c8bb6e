import { Fragment, type ReactNode } from 'react';
import type { SecurityEvent } from '@/api/types';
import { usePerson } from '@/auth/context';
import { CopyText } from '@/components/CopyText';
import classes from '@/components/Detail.module.css';
import { PersonField } from '@/components/PersonField';
import { ExactTime, RelativeTime } from '@/components/Time';
import { number, words } from '@/lib/format';
import { IncidentOf } from './IncidentOf';
import type { Change } from './use-change';

/** What is known about the event; what is not known and means nothing by its absence is left out. */
export function Facts({ event, change }: { event: SecurityEvent; change: Change }) {
  const person = usePerson();
  const rows: [string, ReactNode][] = [['Occurred', <ExactTime key="t" at={event.occurredAt} />]];
  const add = (name: string, value: ReactNode) => rows.push([name, value]);
  if (event.detectedAt !== event.occurredAt) add('Detected', <ExactTime at={event.detectedAt} />);
  if (event.awareAt !== event.detectedAt) add('Aware', <ExactTime at={event.awareAt} />);
  if (event.occurrences > 1) {
    add(
      'Seen',
      <>
        {number(event.occurrences)} times, last <RelativeTime at={event.lastSeenAt} />
      </>,
    );
  }
  add('Type', words(event.eventType));
  add('Source', event.source);
  if (event.sourceIp) add('Source IP', <CopyText text={event.sourceIp} label="source IP" />);
  if (event.actor) add('Actor', <CopyText text={event.actor} label="actor" />);
  if (event.resource) add('Resource', <CopyText text={event.resource} label="resource" />);
  add(
    'Assignee',
    <PersonField
      label="Assignee"
      record={event}
      name={(one) => one.assignee}
      mayChange={person.may.changeSecurityEvents}
      busy={change.isPending}
      onAssign={(seen, assignee) => change.mutate({ seen, change: { kind: 'edit', fields: { assignee } } })}
    />,
  );
  if (event.incidentId) add('Incident', <IncidentOf id={event.incidentId} />);
  if (event.personalData || event.dataAssets.length > 0 || event.subjectsAffected !== null) {
    const subjects =
      event.subjectsAffected === null ? 'people not counted yet' : `${number(event.subjectsAffected)} people`;
    add('Personal data', event.personalData ? `Affected, ${subjects}` : 'Not affected');
  }
  if (event.dataAssets.length > 0) add('Data assets', event.dataAssets.join(', '));
  if (event.riskAssessment) add('Risk', event.riskAssessment);
  if (event.resolution) add('Resolution', event.resolution);
  const metadata = Object.keys(event.metadata ?? {}).length > 0;

  return (
    <>
      {event.description && <p className={classes.description}>{event.description}</p>}
      <dl className={classes.facts}>
        {rows.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {metadata && (
        <details className={classes.section}>
          <summary>Metadata</summary>
          <pre className={classes.metadata}>{JSON.stringify(event.metadata, null, 2)}</pre>
        </details>
      )}
    </>
  );
}
