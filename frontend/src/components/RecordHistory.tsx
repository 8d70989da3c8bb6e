import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { LedgerEntry } from '@/api/types';
import { useApi } from '@/auth/context';
import { authorName, number } from '@/lib/format';
import { recordHistory } from '@/lib/ledger';
import type { RecordWords } from '@/lib/record-words';
import { Skeleton } from './Boot';
import { CopyText } from './CopyText';
import detail from './Detail.module.css';
import { changedFields } from './history-fields';
import classes from './RecordHistory.module.css';
import { ErrorState } from './States';
import { RelativeTime } from './Time';

interface Props {
  /** As the ledger names it: `security_event`. */
  recordType: string;
  id: string;
  words: RecordWords;
}

/** A record's own lines of the ledger: who did what when and why, with the hash that proves it. */
export function RecordHistory({ recordType, id, words }: Props) {
  const history = useInfiniteQuery(recordHistory(useApi(), recordType, id));
  const entries = (history.data?.pages.flatMap((page) => page.items) ?? []) as LedgerEntry[];
  return (
    <section className={detail.section} aria-label="History">
      <div className={detail.sectionHead}>
        <h3>History</h3>
        <span className="dim">from the audit ledger</span>
      </div>
      {history.isPending && <Skeleton width="70%" />}
      {history.error && !history.data && (
        <ErrorState error={history.error} onRetry={() => void history.refetch()} />
      )}
      <ol className={classes.entries}>
        {entries.map((entry, index) => (
          <Entry
            key={entry.position ?? `${entry.occurredAt}-${index}`}
            entry={entry}
            words={words}
            record={{ kind: [recordType], record: id }}
          />
        ))}
      </ol>
      {history.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          Show earlier entries
        </Button>
      )}
    </section>
  );
}

function batchPlace({ index, count }: { index: number | null; count: number | null }): string {
  const all = count === null ? 'a batch' : `a batch of ${number(count)}`;
  return index === null ? `, in ${all}` : `, row ${number(index + 1)} of ${all}`;
}

interface EntryProps {
  entry: LedgerEntry;
  words: RecordWords;
  /** The record, as the Audit page's address names it. */
  record: { kind: string[]; record: string };
}

function Entry({ entry, words, record }: EntryProps) {
  const fields = changedFields(entry, words.silent);
  return (
    <li className={classes.entry}>
      <div className={classes.head}>
        <strong>{words.action(entry.action)}</strong>
        <RelativeTime at={entry.occurredAt} className={classes.time ?? ''} />
      </div>
      <div className={classes.who}>
        {authorName(entry.actor)}
        {entry.batch ? batchPlace(entry.batch) : ''}
      </div>
      {entry.reason && <q className={classes.reason}>{entry.reason}</q>}
      {fields.length > 0 && (
        <dl className={classes.fields}>
          {fields.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{words.field(field)}</dt>
              <dd>
                {/* What was nothing before needs no crossing out. */}
                {before !== null && before !== undefined && (
                  <>
                    <s>{words.value(field, before)}</s>
                    <span className="visually-hidden"> became </span>
                    <span aria-hidden="true"> → </span>
                  </>
                )}
                {words.value(field, after)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className={classes.proof}>
        {entry.position === null ? (
          'Getting its place in the ledger…'
        ) : (
          <>
            Entry {number(entry.position)}
            {entry.leafSha256 && (
              <CopyText
                text={entry.leafSha256}
                shown={`${entry.leafSha256.slice(0, 16)}…`}
                label="leaf hash"
                withIcon
              />
            )}
            <Link
              to="/audit/ledger"
              search={{ ...record, entry: String(entry.position) } as never}
              className={detail.link}
            >
              Prove
            </Link>
          </>
        )}
      </div>
    </li>
  );
}
