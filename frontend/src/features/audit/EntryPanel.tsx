import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { PersonName } from '@/components/PersonName';
import { EmptyState, ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime } from '@/components/Time';
import { authorName, number, shortId } from '@/lib/format';
import { recordPage } from '@/lib/record-pages';
import { Changes } from './Changes';
import type { OnSearch } from './Page';
import { ProofSection, useProof } from './ProofSection';
import { type EntryRow, entryAt, stateAt } from './queries';
import { type AuditSearch, NO_FILTER } from './search';
import { entryTitle, kindName, pathName, shownValue } from './words';

interface Props {
  position: string;
  listed: EntryRow | undefined;
  search: AuditSearch;
  onSearch: OnSearch;
  onClose: () => void;
}

/** One entry whole: who did what to which record, what it changed, and its proof. */
export function EntryPanel({ position, listed, search, onSearch, onClose }: Props) {
  const { may } = usePerson();
  const read = useQuery({
    ...entryAt(useApi(), position, search, may.readLedger),
    enabled: listed === undefined,
  });
  const entry = listed ?? read.data;
  return (
    <PeekPanel
      label="Entry detail"
      record={position}
      onClose={onClose}
      heading={
        <>
          {entry && <Proved entry={entry} />}
          <strong className="figures">Entry {/^\d+$/.test(position) ? number(Number(position)) : ''}</strong>
          {entry?.leafSha256 && (
            <CopyText text={entry.leafSha256} shown={`${entry.leafSha256.slice(0, 12)}…`} label="leaf hash" />
          )}
        </>
      }
    >
      {entry ? (
        <Detail key={position} entry={entry} onSearch={onSearch} />
      ) : read.error ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.data === null ? (
        <EmptyState title="There is no such entry here">
          <p>It may be of another record, or newer than what has a place in the ledger.</p>
        </EmptyState>
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

const standing = { checked: 'proved', failed: 'proof_fails', believed: 'proved', open: 'not_checked' };

/** The proof's outcome, before anybody scrolls to it. */
function Proved({ entry }: { entry: EntryRow }) {
  const proof = useProof(entry);
  if (entry.position === null) return null;
  if (proof.isFetching) return <StatusBadge status="checking" />;
  return <StatusBadge status={proof.data ? standing[proof.data.state] : 'not_checked'} />;
}

function Detail({ entry, onSearch }: { entry: EntryRow; onSearch: OnSearch }) {
  const { may } = usePerson();
  const narrow = (filter: Partial<AuditSearch>) =>
    onSearch({ ...NO_FILTER, ...filter, view: undefined }, { replace: false });
  const name = authorName(entry.actor);
  const page = entry.recordId ? recordPage(entry.recordType, entry.recordId) : undefined;
  return (
    <>
      <h2 className={detail.title}>{entryTitle(entry)}</h2>
      {entry.reason && <p className={detail.description}>“{entry.reason}”</p>}
      <dl className={detail.facts}>
        <dt>When</dt>
        <dd>
          <ExactTime at={entry.occurredAt} />
        </dd>
        <dt>Who</dt>
        <dd className={detail.inline}>
          <PersonName name={name} />
          {may.readLedger && (
            <button
              type="button"
              className={detail.linkish}
              onClick={() => narrow({ actor: [entry.actor.subject] })}
            >
              All by {name}
            </button>
          )}
        </dd>
        <dt>Record</dt>
        <dd className={detail.inline}>
          {page ? (
            <Link to={page.to} search={page.search as never} className={detail.link}>
              {kindName(entry.recordType)} {shortId(entry.recordId ?? '')}
            </Link>
          ) : entry.recordId ? (
            <CopyText
              text={entry.recordId}
              shown={`${kindName(entry.recordType)} ${shortId(entry.recordId)}`}
              label="record id"
            />
          ) : entry.batch ? (
            `${number(entry.batch.count)} of kind ${kindName(entry.recordType).toLowerCase()}`
          ) : (
            <span className="dim">None</span>
          )}
          {entry.recordId && (
            <button
              type="button"
              className={detail.linkish}
              onClick={() => narrow({ kind: [entry.recordType], record: entry.recordId ?? undefined })}
            >
              Its history
            </button>
          )}
        </dd>
        {entry.recordVersion !== null && (
          <>
            <dt>Version</dt>
            <dd>{number(entry.recordVersion)}</dd>
          </>
        )}
        {entry.batch && entry.batch.index !== null && (
          <>
            <dt>Batch</dt>
            <dd>
              Row {number(entry.batch.index + 1)} of {number(entry.batch.count)}
            </dd>
          </>
        )}
        {entry.clientAddress && (
          <>
            <dt>From</dt>
            <dd>
              <code>{entry.clientAddress}</code>
            </dd>
          </>
        )}
        {entry.requestId && (
          <>
            <dt>Request</dt>
            <dd>
              <CopyText
                text={entry.requestId}
                shown={`${entry.requestId.slice(0, 16)}…`}
                label="request id"
              />
            </dd>
          </>
        )}
      </dl>
      <section className={detail.section} aria-label="Change">
        <div className={detail.sectionHead}>
          <h3>{entry.stateSha256 || entry.batch ? 'What it changed' : 'What it says'}</h3>
          <span className="dim">before and after, as the ledger has it</span>
        </div>
        {entry.batch && entry.batch.index === null ? (
          <p className={detail.text}>
            A batch: each record's own change stands in its history, with a proof of its row.
          </p>
        ) : (
          <Changes change={entry.change} />
        )}
        {entry.recordId && entry.stateSha256 && entry.position !== null && (
          <WholeState
            recordType={entry.recordType}
            recordId={entry.recordId}
            position={entry.position}
            digest={entry.stateSha256}
          />
        )}
      </section>
      {entry.position === null ? (
        <section className={detail.section}>
          <p className={detail.text}>It is getting its place in the ledger. Open it again in a moment.</p>
        </section>
      ) : (
        <ProofSection entry={entry} position={entry.position} />
      )}
    </>
  );
}

interface StateProps {
  recordType: string;
  recordId: string;
  position: number;
  digest: string;
}

/** The record as it was right after this entry: what did not change, too. */
function WholeState({ recordType, recordId, position, digest }: StateProps) {
  const [isOpen, setOpen] = useState(false);
  const state = useQuery({ ...stateAt(useApi(), recordType, recordId, position), enabled: isOpen });
  if (!isOpen)
    return (
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        Show the whole record as it was then
      </Button>
    );
  if (state.error) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data) return <Skeleton width="70%" />;
  const fields = Object.entries(state.data.state as Record<string, unknown>);
  return (
    <>
      <dl className={detail.facts} aria-label="The whole record">
        {fields.map(([field, value]) => (
          <Fragment key={field}>
            <dt>{pathName(field)}</dt>
            <dd className={detail.prose}>{shownValue(value)}</dd>
          </Fragment>
        ))}
      </dl>
      {state.data.erased.length > 0 && (
        <p className={detail.text}>Erased by two people: {state.data.erased.join(', ')}.</p>
      )}
      <p className={detail.text}>
        State digest <CopyText text={digest} shown={`${digest.slice(0, 16)}…`} label="state digest" />
      </p>
    </>
  );
}
