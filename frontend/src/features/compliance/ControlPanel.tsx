import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import type { ControlDetail, ServedControl, ServingEvidence } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { PersonName } from '@/components/PersonName';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime, RelativeTime } from '@/components/Time';
import { words } from '@/lib/format';
import classes from './Panel.module.css';
import { allControls, CONTROL_TYPE, controlRecord, frameworks } from './queries';
import { controlName, controlWords, frameworkName, keyOf, stateSentence, typeName } from './words';

const ControlDialog = lazy(async () => ({ default: (await import('./ControlDialog')).ControlDialog }));

interface Props {
  control: ServedControl;
  onDraft: (control: ServedControl) => void;
  onClose: () => void;
}

export function ControlPanel({ control, onDraft, onClose }: Props) {
  const record = useQuery(controlRecord(useApi(), control));
  const key = keyOf(control);
  return (
    <PeekPanel
      label="Control detail"
      record={key}
      onClose={onClose}
      heading={
        <>
          {record.data && <StatusBadge status={record.data.control.state} />}
          <CopyText text={key} shown={controlName(control)} label="control id" />
        </>
      }
    >
      {record.data ? (
        <Detail key={key} found={record.data} onDraft={onDraft} />
      ) : record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="60%" height={18} />
          <Skeleton width="80%" />
          <Skeleton width="40%" />
        </div>
      )}
    </PeekPanel>
  );
}

function Detail({ found, onDraft }: { found: ControlDetail; onDraft: (control: ServedControl) => void }) {
  const person = usePerson();
  const { control, evidence, mappedEvidence } = found;
  const [editing, setEditing] = useState<ControlDetail['control']>();
  return (
    <>
      <h2 className={detail.title}>{control.title}</h2>
      <p className={detail.text}>{stateSentence(control)}</p>
      {person.may.manageCompliance && control.state !== 'by_specifications' && (
        <div className={detail.actions}>
          <Button size="xs" onClick={() => onDraft(control)}>
            Draft evidence
          </Button>
          <Button size="xs" variant="default" onClick={() => setEditing(control)}>
            Edit
          </Button>
        </div>
      )}
      <Facts control={control} />
      <section className={detail.section} aria-label="Evidence">
        <div className={detail.sectionHead}>
          <h3>Evidence</h3>
          <span className="dim">newest first</span>
        </div>
        <EvidenceRows items={evidence} nothing="No evidence names this control." />
      </section>
      {control.mapsTo.length > 0 && (
        <section className={detail.section} aria-label="Mapped controls">
          <div className={detail.sectionHead}>
            <h3>Mapped controls</h3>
            <span className="dim">cover nothing here</span>
          </div>
          <Mapped controls={control.mapsTo} />
          {mappedEvidence.length > 0 && (
            <>
              <p className={`${detail.text} ${classes.lead}`}>Their evidence:</p>
              <EvidenceRows items={mappedEvidence} nothing="" />
            </>
          )}
        </section>
      )}
      {control.id ? (
        <RecordHistory recordType={CONTROL_TYPE} id={control.id} words={controlWords} />
      ) : (
        <section className={detail.section} aria-label="History">
          <div className={detail.sectionHead}>
            <h3>History</h3>
          </div>
          <p className={detail.text}>
            Nobody has said anything of it yet: it counts as the framework has it. Its evidence has a history
            of its own.
          </p>
        </section>
      )}
      <Suspense>
        {editing && <ControlDialog control={editing} onClose={() => setEditing(undefined)} />}
      </Suspense>
    </>
  );
}

function Facts({ control }: { control: ControlDetail['control'] }) {
  const all = useQuery(frameworks(useApi())).data;
  const category = all
    ?.find((one) => one.framework === control.framework)
    ?.categories.find((one) => one.id === control.category);
  const rows: [string, ReactNode][] = [
    ['Framework', frameworkName(control.framework)],
    ['Category', category?.title ?? words(control.category)],
  ];
  if (control.obligation) rows.push(['Binds as', words(control.obligation)]);
  if (control.standard)
    rows.push([
      'Specifies',
      <span key="s" className="mono">
        {control.standard}
      </span>,
    ]);
  if (control.state !== 'by_specifications')
    rows.push(['Applies', control.applicable ? 'Yes' : 'No, as the organisation says']);
  if (control.applicabilityReason) rows.push(['Why', control.applicabilityReason]);
  rows.push(['Owner', <PersonName key="o" name={control.owner} nobody="Nobody named" />]);
  if (control.covering > 0)
    rows.push([
      'Covered until',
      control.coveredUntil ? <ExactTime key="u" at={control.coveredUntil} /> : 'No end is known',
    ]);
  if (control.nextReviewDueAt) rows.push(['Next review', <ExactTime key="n" at={control.nextReviewDueAt} />]);
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

function EvidenceRows({ items, nothing }: { items: readonly ServingEvidence[]; nothing: string }) {
  if (items.length === 0) return <p className={detail.text}>{nothing}</p>;
  return (
    <ol className={classes.rows}>
      {items.map((one) => (
        <li key={one.evidenceId}>
          <span className={classes.top}>
            <StatusBadge status={one.status} />
            <span className="dim">{typeName(one.evidenceType)}</span>
          </span>
          <Link
            from="/compliance/controls"
            to="/compliance/controls"
            search={(now) => ({ ...now, evidence: one.evidenceId })}
            className={classes.link}
          >
            {one.title}
          </Link>
          <span className={classes.about}>
            {one.effectiveTo ? (
              <>
                Valid until <RelativeTime at={one.effectiveTo} />
              </>
            ) : (
              'Valid without an end'
            )}
            , review due <RelativeTime at={one.nextReviewDueAt} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Mapped({ controls }: { controls: readonly ServedControl[] }) {
  const all = useQuery(allControls(useApi())).data;
  return (
    <ul className={classes.rows}>
      {controls.map((one) => {
        const known = all?.find((row) => row.id === keyOf(one));
        return (
          <li key={keyOf(one)}>
            <span className={classes.top}>
              <span>
                {frameworkName(one.framework)} <span className="mono">{one.controlId}</span>
              </span>
              {known && <StatusBadge status={known.state} />}
            </span>
            <Link
              from="/compliance/controls"
              to="/compliance/controls"
              search={(now) => ({ ...now, control: keyOf(one), evidence: undefined })}
              className={classes.link}
            >
              {known?.title ?? controlName(one)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
