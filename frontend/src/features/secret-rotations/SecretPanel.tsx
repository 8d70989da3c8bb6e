import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import type { DueRotation, SecretRotation } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { PersonName } from '@/components/PersonName';
import { RecordHistory } from '@/components/RecordHistory';
import { EmptyState, ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime, RelativeTime } from '@/components/Time';
import { shortId, utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { Attempts } from './Attempts';
import { limitFor } from './form';
import { attemptsOf, dueRotations, RECORD_TYPE, rotationPolicy, rotationRecord } from './queries';
import classes from './SecretPanel.module.css';
import { useEnding } from './use-ending';
import { dueText, endLabel, everyDays, rotationWords, typeName } from './words';

const EndDialog = lazy(async () => ({ default: (await import('./EndDialog')).EndDialog }));
const LostRace = lazy(async () => ({ default: (await import('./LostRace')).LostRace }));

interface Props {
  /** A secret by its name, or one attempt to renew it by its id. */
  secret: string | undefined;
  rotation: string | undefined;
  /** The row's state from the list, shown at once while the record itself is read. */
  listed: SecretRotation | undefined;
  onClose: () => void;
  onLog: ((previous?: SecretRotation) => void) | undefined;
}

export function SecretPanel({ secret, rotation, listed, onClose, onLog }: Props) {
  const api = useApi();
  const record = useQuery({
    ...rotationRecord(api, rotation ?? ''),
    enabled: rotation !== undefined,
    placeholderData: listed?.id === rotation ? listed : undefined,
  });
  const name = secret ?? record.data?.secretName;
  const attempts = useQuery({ ...attemptsOf(api, name ?? ''), enabled: name !== undefined });
  const due = useQuery(dueRotations(api)).data?.items.find((one) => one.secretName === name);
  const newest = attempts.data?.items[0] ?? (listed?.secretName === name ? listed : undefined);
  const subject = rotation === undefined ? newest : record.data;
  const error = record.error ?? attempts.error;
  const isUnknown = attempts.data?.items.length === 0;
  const retired = attempts.data?.items.some((one) => one.retired) && !due;
  return (
    <PeekPanel
      label="Secret detail"
      record={rotation ?? secret ?? ''}
      onClose={onClose}
      heading={
        <>
          {due && <StatusBadge status={due.state} />}
          {retired && <StatusBadge status="retired" />}
          {subject && <CopyText text={subject.id} shown={shortId(subject.id)} label="rotation id" />}
        </>
      }
    >
      {subject && name ? (
        // By name: an attempt that arrives meanwhile must not take a dialog away.
        <Detail key={name} name={name} subject={subject} newest={newest ?? subject} due={due} onLog={onLog}>
          <Attempts name={name} page={attempts.data} shown={subject.id} />
        </Detail>
      ) : error ? (
        <ErrorState
          error={error}
          onRetry={() => void (record.error ? record.refetch() : attempts.refetch())}
        />
      ) : isUnknown ? (
        <EmptyState title="No rotation of this secret was ever logged">
          <p>The link may be mistyped: names are matched letter by letter.</p>
        </EmptyState>
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="80%" height={18} />
          <Skeleton width="55%" />
          <Skeleton width="65%" />
          <Skeleton width="40%" />
        </div>
      )}
    </PeekPanel>
  );
}

interface DetailProps {
  name: string;
  /** The attempt the panel is about. */
  subject: SecretRotation;
  newest: SecretRotation;
  /** The secret as it stands; undefined once it is retired. */
  due: DueRotation | undefined;
  onLog: ((previous?: SecretRotation) => void) | undefined;
  children: ReactNode;
}

function Detail({ name, subject, newest, due, onLog, children }: DetailProps) {
  const ending = useEnding();
  // The dialog keeps the rotation as it was when it opened: a change that arrives meanwhile is a lost race to
  // show, not something to slip past the person.
  const [asking, setAsking] = useState<{ to: 'succeeded' | 'failed'; seen: SecretRotation }>();
  const moves = (['succeeded', 'failed'] as const).filter((to) => subject.nextStatuses.includes(to));
  const close = () => {
    ending.reset();
    setAsking(undefined);
  };
  return (
    <>
      <h2 className={`${detail.title} ${classes.name}`}>{name}</h2>
      {moves.length > 0 && (
        <p className={classes.running}>
          A rotation began <RelativeTime at={subject.createdAt} />
          {onLog ? '. How did it end?' : ' and has not ended yet.'}
        </p>
      )}
      {onLog && (
        <div className={detail.actions}>
          {moves.map((to, index) => (
            <Button
              key={to}
              size="xs"
              variant={index === 0 ? 'filled' : 'default'}
              onClick={() => {
                ending.reset();
                setAsking({ to, seen: subject });
              }}
            >
              {endLabel(to)}
            </Button>
          ))}
          <Button size="xs" variant={moves.length > 0 ? 'default' : 'filled'} onClick={() => onLog(newest)}>
            Log the next rotation
          </Button>
        </div>
      )}
      <Facts subject={subject} newest={newest} due={due} />
      {children}
      <RecordHistory recordType={RECORD_TYPE} id={subject.id} words={rotationWords} />
      <Suspense>
        {asking && (
          <EndDialog
            to={asking.to}
            subject={name}
            busy={ending.isPending}
            error={ending.error}
            onClose={close}
            onConfirm={(change) =>
              ending.mutate({ seen: asking.seen, change }, { onSuccess: () => setAsking(undefined) })
            }
          />
        )}
        {ending.race && <LostRace race={ending.race} change={ending} />}
      </Suspense>
    </>
  );
}

/** The secret as it stands: what is due when, how often, and who answers for it. */
function Facts({ subject, newest, due }: Pick<DetailProps, 'subject' | 'newest' | 'due'>) {
  const policy = useQuery(rotationPolicy(useApi())).data;
  const type = due?.secretType ?? newest.secretType;
  const limit = limitFor(policy, type);
  const days = due?.rotationIntervalDays ?? newest.rotationIntervalDays;
  const event = due?.violationEventId ?? subject.violationEventId;
  const rows: [string, ReactNode][] = [];
  const add = (label: string, value: ReactNode) => rows.push([label, value]);
  if (due) {
    add('Due', due.nextRotationDueAt ? <DueAt due={due} /> : 'From its first success on');
    add(
      'Last rotated',
      due.lastRotatedAt ? <ExactTime at={due.lastRotatedAt} /> : <span className="dim">Never</span>,
    );
  } else {
    add('Due', 'Never again: the secret is retired');
  }
  add('Interval', <Interval days={days} limit={limit} />);
  add('Type', typeName(type));
  add('Owner', <PersonName name={due?.owner ?? newest.owner} />);
  if (event) {
    add(
      'Violation',
      <Link to="/security/events" search={{ event }} className={classes.link}>
        Security event {shortId(event)}
      </Link>,
    );
  }
  return (
    <dl className={detail.facts}>
      {rows.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function DueAt({ due }: { due: DueRotation }) {
  const now = useNow();
  if (!due.nextRotationDueAt) return null;
  return (
    <span className={detail.inline}>
      <time dateTime={due.nextRotationDueAt} className="figures">
        {utcThisYear(due.nextRotationDueAt, now)}
      </time>
      <strong className={detail.state} data-tone={tones[due.state]}>
        {dueText(due.nextRotationDueAt, now)}
      </strong>
    </span>
  );
}

function Interval({ days, limit }: { days: number; limit: number | undefined }) {
  return (
    <span className={detail.inline}>
      {everyDays(days)}
      {limit !== undefined &&
        (days <= limit ? (
          <span className="dim">within the policy's {limit}</span>
        ) : (
          <span className={detail.state} data-tone="warn">
            longer than the policy's {limit}
          </span>
        ))}
    </span>
  );
}

const tones = { overdue: 'bad', never_rotated: 'warn', due: 'plain', on_time: 'good' } as const;
