import { Button, TextInput } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import type { SecurityEvent } from '@/api/types';
import { usePerson } from '@/auth/context';
import { CopyText } from '@/components/CopyText';
import { Dropdown } from '@/components/Dropdown';
import { ExactTime, RelativeTime } from '@/components/Time';
import { number, words } from '@/lib/format';
import { AssigneeName } from './columns';
import classes from './DetailPanel.module.css';
import type { Change } from './use-change';

/** What is known about the event; what is not known and means nothing by its absence is left out. */
export function Facts({ event, change }: { event: SecurityEvent; change: Change }) {
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
  add('Assignee', <Assignee event={event} change={change} />);
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

function Assignee({ event, change }: { event: SecurityEvent; change: Change }) {
  const person = usePerson();
  if (!person.may.changeSecurityEvents) return <AssigneeName assignee={event.assignee} />;
  return (
    <span className={classes.inline}>
      <AssigneeName assignee={event.assignee} />
      {event.assignee !== person.name && (
        <button
          type="button"
          className={classes.linkish}
          disabled={change.isPending}
          onClick={() =>
            change.mutate({ seen: event, change: { kind: 'edit', fields: { assignee: person.name } } })
          }
        >
          Assign to me
        </button>
      )}
      <Dropdown
        label="Change assignee"
        trigger={(props) => (
          <button type="button" className={classes.linkish} {...props}>
            Change
          </button>
        )}
      >
        {(close) => (
          <AssigneeForm
            event={event}
            onAssign={(seen, assignee) => {
              close();
              change.mutate({ seen, change: { kind: 'edit', fields: { assignee } } });
            }}
          />
        )}
      </Dropdown>
    </span>
  );
}

interface FormProps {
  event: SecurityEvent;
  onAssign: (seen: SecurityEvent, assignee: string | null) => void;
}

function AssigneeForm({ event: present, onAssign }: FormProps) {
  // As it was when the form opened: what arrives meanwhile is a lost race to show.
  const [seen] = useState(present);
  const [name, setName] = useState(seen.assignee ?? '');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAssign(seen, name.trim() || null);
      }}
    >
      <TextInput
        label="Assignee"
        value={name}
        maxLength={200}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={classes.formButtons}>
        {seen.assignee && (
          <Button size="xs" variant="default" onClick={() => onAssign(seen, null)}>
            Unassign
          </Button>
        )}
        <Button size="xs" type="submit">
          Save
        </Button>
      </div>
    </form>
  );
}
