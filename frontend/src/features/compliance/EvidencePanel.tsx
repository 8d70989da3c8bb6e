import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import type { Evidence, EvidenceRevision, EvidenceStatus, ServedControl } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { PersonName } from '@/components/PersonName';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState, ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime, RelativeTime } from '@/components/Time';
import { authorName, number, shortId, words } from '@/lib/format';
import { Files } from './Files';
import { whyNotApprove } from './four-eyes';
import classes from './Panel.module.css';
import { EVIDENCE_TYPE, evidenceRecord, revisions, rules } from './queries';
import { type EvidenceChange, useEvidenceChange } from './use-change';
import {
  controlName,
  endedText,
  evidenceWords,
  keyOf,
  moveName,
  recordPath,
  ruleOf,
  servedBy,
  statusSentence,
  typeName,
} from './words';

const EditDialog = lazy(async () => ({ default: (await import('./EditDialog')).EditDialog }));
const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog')).MoveDialog }));
const LostRace = lazy(async () => ({ default: (await import('./LostRace')).LostRace }));

interface Props {
  id: string;
  /** The control it was opened from. */
  back: ServedControl | undefined;
  onBack: () => void;
  onClose: () => void;
}

export function EvidencePanel({ id, back, onBack, onClose }: Props) {
  const record = useQuery(evidenceRecord(useApi(), id));
  const evidence = record.data;
  return (
    <PeekPanel
      label="Evidence detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {back && (
            <button type="button" className={classes.back} onClick={onBack}>
              ‹ {controlName(back)}
            </button>
          )}
          {evidence && <StatusBadge status={evidence.status} />}
          <CopyText text={id} shown={shortId(id)} label="evidence id" />
        </>
      }
    >
      {evidence ? (
        <Detail key={id} evidence={evidence} />
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

type Asking = { seen: Evidence; to?: { status: EvidenceStatus; reasonRequired: boolean } };

function Detail({ evidence }: { evidence: Evidence }) {
  const change = useEvidenceChange();
  // The dialog keeps the evidence as it was when it opened: a change that arrives meanwhile is a lost race to show,
  // and nobody approves what they did not read.
  const [asking, setAsking] = useState<Asking>();
  const ask = (next: Asking) => {
    change.reset();
    setAsking(next);
  };
  const close = () => {
    setAsking(undefined);
    // What was refused was shown where it was asked for.
    change.reset();
  };
  return (
    <>
      <h2 className={detail.title}>{evidence.title}</h2>
      <p className={detail.text}>{statusSentence(evidence)}</p>
      <Automatic evidence={evidence} />
      <Actions evidence={evidence} change={change} onAsk={ask} />
      {change.error && !asking && !change.race && <ProblemNote error={change.error} />}
      {evidence.description && <p className={detail.description}>{evidence.description}</p>}
      {evidence.rationale && (
        <>
          <p className={detail.text}>Not implemented, and why:</p>
          <p className={detail.description}>{evidence.rationale}</p>
        </>
      )}
      <Facts evidence={evidence} />
      <Serves evidence={evidence} />
      <Files evidence={evidence} change={change} />
      <Links evidence={evidence} />
      <Revisions evidence={evidence} />
      <RecordHistory recordType={EVIDENCE_TYPE} id={evidence.id} words={evidenceWords} />
      <Suspense>
        {asking && !asking.to && <EditDialog seen={asking.seen} change={change} onClose={close} />}
        {asking?.to && (
          <MoveDialog
            seen={asking.seen}
            to={asking.to.status}
            reasonRequired={asking.to.reasonRequired}
            change={change}
            onClose={close}
          />
        )}
        {change.race && <LostRace race={change.race} change={change} />}
      </Suspense>
    </>
  );
}

/** What drafted it, where no person did. */
function Automatic({ evidence }: { evidence: Evidence }) {
  const rule = ruleOf(evidence);
  const known = useQuery({ ...rules(useApi()), enabled: rule !== undefined }).data;
  if (!rule) return null;
  const of = known?.find((one) => one.id === rule);
  return (
    <div className={classes.auto}>
      <strong>Drafted automatically</strong> by the rule <span className="mono">{rule}</span> from{' '}
      {evidence.links.length === 1 ? 'one record' : `${number(evidence.links.length)} records`} of the ledger.
      {of && (
        <p>
          It takes {words(of.recordType).toLowerCase()} lines as they are written,{' '}
          {of.collect === 'month' ? 'a draft for each month' : 'a draft for each record'}. A person has to
          read and submit it, and another one to approve it.
        </p>
      )}
    </div>
  );
}

interface ActionProps {
  evidence: Evidence;
  change: EvidenceChange;
  onAsk: (asking: Asking) => void;
}

const FIRST: readonly EvidenceStatus[] = ['submitted', 'approved', 'draft'];

/** The steps that may follow. What four eyes forbid is not offered, and said why. */
function Actions({ evidence, onAsk }: ActionProps) {
  const person = usePerson();
  const isJudged = evidence.status === 'submitted';
  const found = useQuery({
    ...revisions(useApi(), evidence.id),
    enabled: isJudged && person.may.manageCompliance,
  });
  if (!person.may.manageCompliance) {
    return isJudged ? (
      <p className={classes.refused}>People of compliance and administrators approve evidence.</p>
    ) : null;
  }
  const refused = isJudged && found.data ? whyNotApprove(found.data.items, person) : undefined;
  const steps = [...evidence.nextStatuses]
    .filter(({ status }) => status !== 'approved' || (found.data !== undefined && refused === undefined))
    .sort((a, b) => Number(FIRST.includes(b.status)) - Number(FIRST.includes(a.status)));
  const isEditable = evidence.status === 'draft' || evidence.status === 'approved';
  if (steps.length === 0 && !isEditable) return null;
  return (
    <>
      <div className={detail.actions}>
        {steps
          .filter(({ status }) => FIRST.includes(status))
          .map((to) => (
            <Button key={to.status} size="xs" onClick={() => onAsk({ seen: evidence, to })}>
              {moveName(to.status)}
            </Button>
          ))}
        {isEditable && (
          <Button size="xs" variant="default" onClick={() => onAsk({ seen: evidence })}>
            Edit
          </Button>
        )}
        {steps
          .filter(({ status }) => !FIRST.includes(status))
          .map((to) => (
            <Button key={to.status} size="xs" variant="default" onClick={() => onAsk({ seen: evidence, to })}>
              {moveName(to.status)}
            </Button>
          ))}
      </div>
      {refused && (
        <p className={classes.refused} data-testid="own-evidence">
          {refused}
        </p>
      )}
    </>
  );
}

function Facts({ evidence }: { evidence: Evidence }) {
  const rows: [string, ReactNode][] = [
    ['Type', typeName(evidence.evidenceType)],
    ['Owner', <PersonName key="o" name={evidence.owner} nobody="Nobody named" />],
    ['True from', <ExactTime key="f" at={evidence.effectiveFrom} />],
    ['Until', evidence.effectiveTo ? <ExactTime key="t" at={evidence.effectiveTo} /> : 'No end is known'],
    ['Review due', <ExactTime key="r" at={evidence.nextReviewDueAt} />],
    ['Drafted by', <PersonName key="c" name={authorName(evidence.createdBy)} />],
  ];
  if (evidence.submittedBy)
    rows.push(['Submitted by', <PersonName key="s" name={authorName(evidence.submittedBy)} />]);
  if (evidence.approvedBy)
    rows.push(['Approved by', <PersonName key="a" name={authorName(evidence.approvedBy)} />]);
  if (evidence.approvedAt) rows.push(['Approved', <ExactTime key="at" at={evidence.approvedAt} />]);
  if (evidence.supersededById)
    rows.push([
      'Superseded by',
      <Link
        key="by"
        from="/compliance/controls"
        to="/compliance/controls"
        search={(now) => ({ ...now, evidence: evidence.supersededById ?? undefined })}
        className={detail.link}
      >
        Evidence {shortId(evidence.supersededById)}
      </Link>,
    ]);
  rows.push([
    'Content',
    <CopyText
      key="d"
      text={evidence.contentSha256}
      shown={`revision ${evidence.revision}, ${evidence.contentSha256.slice(0, 12)}…`}
      label="content digest"
    />,
  ]);
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

function Serves({ evidence }: { evidence: Evidence }) {
  return (
    <section className={detail.section} aria-label="Controls it serves">
      <div className={detail.sectionHead}>
        <h3>Controls it serves</h3>
      </div>
      <span className={detail.inline}>
        {servedBy(evidence).map((one) => (
          <Link
            key={keyOf(one)}
            from="/compliance/controls"
            to="/compliance/controls"
            search={(now) => ({ ...now, control: keyOf(one), evidence: undefined })}
            className={detail.link}
          >
            {controlName(one)}
          </Link>
        ))}
      </span>
    </section>
  );
}

const SHOWN = 8;

function Links({ evidence }: { evidence: Evidence }) {
  const [isWhole, setWhole] = useState(false);
  if (evidence.links.length === 0) return null;
  const shown = isWhole ? evidence.links : evidence.links.slice(0, SHOWN);
  return (
    <section className={detail.section} aria-label="Records that bear it out">
      <div className={detail.sectionHead}>
        <h3>Records that bear it out</h3>
        <span className="dim">in the state they had then</span>
      </div>
      <ul className={classes.rows}>
        {shown.map((one) => {
          const path = recordPath(one.recordType, one.recordId);
          const text = `${words(one.recordType)} ${shortId(one.recordId)}`;
          return (
            <li key={one.recordId}>
              <span className={classes.file}>
                {path ? (
                  <Link to={path.to} search={path.search as never} className={detail.link}>
                    {text}
                  </Link>
                ) : (
                  <CopyText text={one.recordId} shown={text} label="record id" />
                )}
                <span className={classes.about}>
                  version {one.recordVersion},{' '}
                  <CopyText
                    text={one.stateSha256}
                    shown={`${one.stateSha256.slice(0, 12)}…`}
                    label="state digest"
                  />
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      {evidence.links.length > SHOWN && !isWhole && (
        <button type="button" className={detail.linkish} onClick={() => setWhole(true)}>
          Show all {number(evidence.links.length)}
        </button>
      )}
    </section>
  );
}

function Revisions({ evidence }: { evidence: Evidence }) {
  const found = useQuery(revisions(useApi(), evidence.id));
  const [isWhole, setWhole] = useState(false);
  if (!found.data) return null;
  const { items, whole } = found.data;
  const shown = isWhole ? items : items.slice(0, 5);
  return (
    <section className={detail.section} aria-label="Revisions">
      <div className={detail.sectionHead}>
        <h3>Revisions</h3>
        <span className="dim">who wrote, submitted and approved each</span>
      </div>
      <ol className={classes.rows}>
        {shown.map((one) => (
          <Revision key={one.id} revision={one} />
        ))}
      </ol>
      {items.length > shown.length && (
        <button type="button" className={detail.linkish} onClick={() => setWhole(true)}>
          Show {whole ? 'all' : 'the newest'} {number(items.length)}
        </button>
      )}
    </section>
  );
}

function Revision({ revision }: { revision: EvidenceRevision }) {
  return (
    <li>
      <span className={classes.top}>
        <strong>Revision {revision.number}</strong>
        <CopyText
          text={revision.contentSha256}
          shown={`${revision.contentSha256.slice(0, 12)}…`}
          label="content digest"
        />
      </span>
      <span className={classes.about}>
        Written by {authorName(revision.author)} <RelativeTime at={revision.writtenAt} />
        {revision.submittedBy && `, submitted by ${authorName(revision.submittedBy)}`}
        {revision.approvedBy && `, approved by ${authorName(revision.approvedBy)}`}
        {revision.endedBecause && `, ${endedText(revision.endedBecause)}`}
      </span>
    </li>
  );
}
