import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import type { AccessItem, AccessReview } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { PersonName } from '@/components/PersonName';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime } from '@/components/Time';
import { authorName, shortId } from '@/lib/format';
import { useDeciding } from './deciding';
import { Advice } from './item-columns';
import { ITEM_TYPE, itemRecord } from './queries';
import classes from './Review.module.css';
import { DECISIONS } from './search';
import { actionText, decisionText, itemHandle, itemName, reviewWords, ruleName } from './words';

interface Props {
  review: AccessReview | undefined;
  id: string;
  listed: AccessItem | undefined;
  onClose: () => void;
}

export function ItemPanel({ review, id, listed, onClose }: Props) {
  const reviewId = review?.id ?? listed?.reviewId;
  const record = useQuery({
    ...itemRecord(useApi(), reviewId ?? '', id),
    enabled: reviewId !== undefined,
    placeholderData: listed,
  });
  const item = record.data;
  return (
    <PeekPanel
      label="Account detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {item?.decision && <StatusBadge status={item.decision} />}
          <CopyText text={id} shown={shortId(id)} label="item id" />
        </>
      }
    >
      {item ? (
        <Detail key={id} item={item} />
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

function Detail({ item }: { item: AccessItem }) {
  const deciding = useDeciding();
  const named = new Set(item.recommendationReasons.flatMap((one) => one.permissions));
  const left = item.newPermissions && new Set(item.newPermissions);
  const offered = DECISIONS.filter(
    (one) => one !== item.decision && (one === 'revoke' || !item.identityUnresolved),
  );
  return (
    <>
      <h2 className={detail.title}>
        {itemName(item)} {itemHandle(item) && <span className="dim">{itemHandle(item)}</span>}
      </h2>
      {deciding?.may(item) && (
        <div className={detail.actions}>
          {offered.map((decision) => (
            <Button
              key={decision}
              size="xs"
              variant={item.decision === null && decision === item.recommendation ? 'filled' : 'default'}
              loading={deciding.isSaving(item)}
              onClick={() => deciding.choose(item, decision)}
            >
              {decisionText(decision)}
            </Button>
          ))}
        </div>
      )}
      {deciding?.isOwn(item) && (
        <p className={detail.waiting}>This is your own access, so somebody else decides about it.</p>
      )}
      {item.decision && <Decided item={item} />}
      <section className={detail.section}>
        <div className={detail.sectionHead}>
          <h3>Recommended</h3>
          <Advice item={item} />
        </div>
        {item.recommendationReasons.length === 0 ? (
          <p className={detail.text}>No rule speaks against keeping it.</p>
        ) : (
          <ul className={classes.reasons}>
            {item.recommendationReasons.map((reason) => (
              <li key={reason.rule}>
                <strong>{ruleName(reason.rule)}</strong>
                <span className="dim">{reason.explanation}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className={detail.section}>
        <div className={detail.sectionHead}>
          <h3>May</h3>
          <span className="dim">when the review began</span>
        </div>
        {item.currentPermissions.length === 0 ? (
          <p className={detail.text}>It holds no permission.</p>
        ) : (
          <ul className={classes.held}>
            {item.currentPermissions.map((permission) => (
              <li
                key={permission}
                data-named={named.has(permission) || undefined}
                data-gone={item.decision === 'revoke' || (left && !left.has(permission)) || undefined}
              >
                {permission}
              </li>
            ))}
          </ul>
        )}
      </section>
      <Facts item={item} />
      <RecordHistory recordType={ITEM_TYPE} id={item.id} words={reviewWords} />
    </>
  );
}

function Rows({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
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

function Decided({ item }: { item: AccessItem }) {
  const rows: [string, ReactNode][] = [];
  if (item.decidedBy) rows.push(['Decided by', <PersonName key="by" name={authorName(item.decidedBy)} />]);
  if (item.decidedAt) rows.push(['Decided', <ExactTime key="at" at={item.decidedAt} />]);
  if (item.decisionReason) rows.push(['Because', item.decisionReason]);
  const action = actionText(item);
  if (action)
    rows.push([
      'Carried out',
      item.actionStatus === 'done'
        ? 'A later snapshot no longer holds it'
        : 'No later snapshot has proved it yet',
    ]);
  if (item.actionReference) rows.push(['Where', item.actionReference]);
  return <Rows rows={rows} />;
}

function Facts({ item }: { item: AccessItem }) {
  const rows: [string, ReactNode][] = [];
  const add = (label: string, value: string | null) => value && rows.push([label, value]);
  add('User name', item.username);
  add('E-mail', item.email);
  add('Owner', item.owner);
  add('Peers', item.peerGroup);
  rows.push([
    'Last used',
    item.lastUsedAt ? (
      <ExactTime key="used" at={item.lastUsedAt} />
    ) : (
      <span key="used" className="dim">
        Not known, and not held against it
      </span>
    ),
  ]);
  add('Issuer', item.issuer);
  if (item.subject) rows.push(['Subject', <CopyText key="subject" text={item.subject} label="subject" />]);
  return (
    <section className={detail.section}>
      <Rows rows={rows} />
    </section>
  );
}
