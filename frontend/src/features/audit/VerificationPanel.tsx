import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Verification } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { PersonName } from '@/components/PersonName';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { StatusTrack } from '@/components/StatusTrack';
import { ExactTime } from '@/components/Time';
import { authorName, number, shortId, spanText, words } from '@/lib/format';
import { recordPage } from '@/lib/record-pages';
import classes from './audit.module.css';
import { VERIFICATION_TYPE, verificationRecord } from './queries';
import { CHECKS, checkName, kindName, progressText, verificationWords } from './words';

interface Props {
  id: string;
  listed: Verification | undefined;
  onClose: () => void;
}

/** One verification: how far it is, or the first bad place, or what it held against what. */
export function VerificationPanel({ id, listed, onClose }: Props) {
  const record = useQuery({ ...verificationRecord(useApi(), id), placeholderData: listed });
  const one = record.data;
  return (
    <PeekPanel
      label="Verification detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {one && <StatusBadge status={one.status} />}
          <CopyText text={id} shown={shortId(id)} label="verification id" />
        </>
      }
    >
      {one ? (
        <Detail one={one} />
      ) : record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="60%" height={18} />
          <Skeleton width="80%" />
        </div>
      )}
    </PeekPanel>
  );
}

const titles: Record<Verification['status'], string> = {
  running: 'Everything is being read again',
  verified: 'Everything is what was written',
  failed: 'Something is not what was written',
  aborted: 'Not finished',
};

function Detail({ one }: { one: Verification }) {
  return (
    <>
      <h2 className={detail.title}>{titles[one.status]}</h2>
      {one.status === 'running' && <Progress one={one} />}
      {one.status === 'aborted' && (
        <p className={detail.description}>
          The process that ran it ended, or said nothing for two minutes. It says nothing of the ledger.
        </p>
      )}
      {one.finding && <Finding finding={one.finding} securityEventId={one.securityEventId} />}
      <dl className={detail.facts}>
        <dt>Begun</dt>
        <dd>
          <ExactTime at={one.createdAt} />
        </dd>
        <dt>By</dt>
        <dd>
          <PersonName name={authorName(one.createdBy)} />
        </dd>
        <dt>Cause</dt>
        <dd>{words(one.cause)}</dd>
        {one.completedAt && (
          <>
            <dt>Took</dt>
            <dd>{spanText(Date.parse(one.completedAt) - Date.parse(one.createdAt))}</dd>
          </>
        )}
        <Figure label="Lines" value={one.lineCount} what="hashed, compared with what is kept beside" />
        <Figure label="Batch rows" value={one.batchRowCount} what="held against their batch's root" />
        <Figure label="Checkpoints" value={one.checkpointCount} what="signatures and roots computed anew" />
        <Figure label="Records" value={one.recordCount} what="held against their last line" />
        <Figure label="Erased" value={one.withoutValueCount} what="personal values, by two people each" />
      </dl>
      <RecordHistory recordType={VERIFICATION_TYPE} id={one.id} words={verificationWords} />
    </>
  );
}

const Figure = ({ label, value, what }: { label: string; value: number | null; what: string }) =>
  value === null ? null : (
    <>
      <dt>{label}</dt>
      <dd>
        <span className="figures">{number(value)}</span> <span className="dim">{what}</span>
      </dd>
    </>
  );

function Progress({ one }: { one: Verification }) {
  const { progress } = one;
  const share =
    progress?.check === 'lines' && progress.lines > 0
      ? Math.min(1, progress.done / progress.lines)
      : undefined;
  return (
    <div className={detail.waiting} role="status">
      <StatusTrack
        label="What is looked at"
        steps={CHECKS.map((check) => words(check))}
        at={progress ? CHECKS.indexOf(progress.check) : -1}
      />
      {/* Records are not counted beforehand: without a value the bar says only that it goes on. */}
      <progress className={classes.progress} max={1} value={share} aria-label={progressText(one)} />
      <span className="figures">{progressText(one)}</span>
    </div>
  );
}

interface FindingProps {
  finding: NonNullable<Verification['finding']>;
  securityEventId: string | null;
}

/** The first bad place; by digests and names, never by personal values. */
function Finding({ finding, securityEventId }: FindingProps) {
  const page = finding.recordType && finding.recordId && recordPage(finding.recordType, finding.recordId);
  return (
    <section className={classes.finding} aria-label="The first bad place">
      <h3>{finding.problem}</h3>
      <dl className={detail.facts}>
        <dt>Where</dt>
        <dd className={detail.inline}>
          {finding.position === null ? (
            finding.place
          ) : (
            <Link
              to="/audit/ledger"
              search={{ entry: String(finding.position) } as never}
              className={detail.link}
            >
              Entry {number(finding.position)}
            </Link>
          )}
          {page && (
            <Link to={page.to} search={page.search as never} className={detail.link}>
              {kindName(finding.recordType ?? '')} {shortId(finding.recordId ?? '')}
            </Link>
          )}
        </dd>
        <dt>Found at</dt>
        <dd>{checkName(finding.check)}</dd>
        {finding.expected !== null && (
          <>
            <dt>Expected</dt>
            <dd>
              <code>{finding.expected}</code>
            </dd>
          </>
        )}
        {finding.actual !== null && (
          <>
            <dt>Is</dt>
            <dd>
              <code>{finding.actual}</code>
            </dd>
          </>
        )}
        {securityEventId && (
          <>
            <dt>Event</dt>
            <dd>
              <Link
                to="/security/events"
                search={{ event: securityEventId } as never}
                className={detail.link}
              >
                Critical security event {shortId(securityEventId)}
              </Link>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
