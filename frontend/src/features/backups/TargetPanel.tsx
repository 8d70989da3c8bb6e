import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { BackupPolicy, BackupSummary, RestoreTrend } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { durationTicks } from '@/components/chart/prepare-trend';
import { TimeSeries } from '@/components/chart/TimeSeries';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { PendingApproval } from '@/components/PendingApproval';
import { PersonName } from '@/components/PersonName';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { count, number } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { ChainLegend, ChainView } from './ChainView';
import { backupsOf, POLICY_TYPE, policyOf, restoresOf, retentionOf, trendOf } from './queries';
import classes from './TargetPanel.module.css';
import { provedSince } from './Targets';
import { cadenceText, isoText, keepText, secondsText, stateOf, stateSentence, verifiedText } from './words';

const PolicyDialog = lazy(async () => ({ default: (await import('./PolicyDialog')).PolicyDialog }));

interface Props {
  target: string;
  summary: BackupSummary | undefined;
  onClose: () => void;
}

const YEAR = 365 * 86_400_000;
const HOUR = 3_600_000;

/** One target whole: whether it can come back, how fast, from what, and by which rule. */
export function TargetPanel({ target, summary, onClose }: Props) {
  const api = useApi();
  const backups = useQuery(backupsOf(api, target));
  const standing = summary?.items.find((one) => one.target === target);
  const state = standing && summary && stateOf(standing, provedSince(summary));
  return (
    <PeekPanel
      label="Target detail"
      record={target}
      onClose={onClose}
      heading={state && <StatusBadge status={state} />}
    >
      <h2 className={detail.title}>{target}</h2>
      {state && <p className={detail.text}>{stateSentence(state)}</p>}
      <Trend target={target} />
      <section className={detail.section}>
        <div className={detail.sectionHead}>
          <h3>Chains</h3>
          <span className="dim">a link falls with the one before it</span>
        </div>
        {backups.data ? (
          backups.data.length === 0 ? (
            <p className={detail.text}>No backup of this target was ever reported.</p>
          ) : (
            <>
              <ChainView backups={backups.data} />
              <ChainLegend />
            </>
          )
        ) : backups.error ? (
          <ErrorState error={backups.error} onRetry={() => void backups.refetch()} />
        ) : (
          <Skeleton width="100%" height={80} />
        )}
      </section>
      <Restores target={target} />
      <Policy target={target} />
      <Retention target={target} />
    </PeekPanel>
  );
}

/** How long restores took and how much they would have lost, against what the policy asks. */
function Trend({ target }: { target: string }) {
  // To the hour: else each tick of the clock would ask anew.
  const now = Math.ceil(useNow() / HOUR) * HOUR;
  const from = new Date(now - YEAR).toISOString();
  const to = new Date(now).toISOString();
  const trend = useQuery(trendOf(useApi(), target, from, to));
  const item = trend.data?.items.find((one) => one.target === target);
  if (trend.isPending) return <Skeleton width="100%" height={150} />;
  if (!item) return null;
  return (
    <div className={classes.trend}>
      <Line which="rto" item={item} from={from} to={to} />
      <Line which="rpo" item={item} from={from} to={to} />
    </div>
  );
}

interface LineProps {
  which: 'rto' | 'rpo';
  item: RestoreTrend['items'][number];
  from: string;
  to: string;
}

function Line({ which, item, from, to }: LineProps) {
  const points = which === 'rto' ? item.rto : item.rpo;
  const most = which === 'rto' ? item.rtoTargetSeconds : item.rpoTargetSeconds;
  const last = points.at(-1);
  const title = which === 'rto' ? 'Time to restore (RTO)' : 'Data that would be lost (RPO)';
  const lines = useMemo(
    () => [
      {
        key: which,
        label: which.toUpperCase(),
        color: which === 'rto' ? 'var(--tf-accent)' : 'var(--tf-high)',
        points,
        dots: true,
      },
    ],
    [points, which],
  );
  const begin = points[0] ? Math.max(Date.parse(from), Date.parse(points[0].at) - 86_400_000) : 0;
  if (!last) return null;
  return (
    <TimeSeries
      title={title}
      summary={`The last restore: ${secondsText(last.value)}${most === null ? '' : `, allowed ${secondsText(most)}`}.`}
      from={new Date(begin).toISOString()}
      to={to}
      lines={lines}
      text={secondsText}
      thresholds={most === null ? [] : [{ value: most, label: 'allowed', tone: 'bad' }]}
      ticks={secondTicks}
      nothing="No restore was verified"
      height={118}
      left={64}
    />
  );
}

/** Durations are counted in minutes and hours, not in tens. */
const secondTicks = (most: number) => durationTicks(most * 1000, 3).map((tick) => tick / 1000);

function Restores({ target }: { target: string }) {
  const restores = useQuery(restoresOf(useApi(), target)).data;
  if (!restores) return null;
  return (
    <section className={detail.section}>
      <div className={detail.sectionHead}>
        <h3>Restores</h3>
      </div>
      {restores.length === 0 ? (
        <p className={detail.text}>Nobody has restored it yet, so nothing proves that it can come back.</p>
      ) : (
        <dl className={detail.facts}>
          {restores.map((restore) => (
            <div key={restore.id} style={{ display: 'contents' }}>
              <dt>
                <RelativeTime at={restore.requestedAt} />
              </dt>
              <dd className={detail.inline}>
                <Link
                  from="/backup/backups"
                  to="/backup/backups"
                  search={(now) => ({ ...now, restore: restore.id, open: undefined, backup: undefined })}
                  className={detail.link}
                >
                  {restore.purpose === 'drill' ? 'Drill' : 'Recovery'} in {restore.targetEnvironment}
                </Link>
                <StatusBadge
                  status={
                    restore.status === 'completed'
                      ? restore.verified === 'failed'
                        ? 'verification_failed'
                        : restore.verified
                      : restore.status
                  }
                />
                <span className="visually-hidden">{verifiedText(restore.verified)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** The rule: how often, how long, how fast. It changes only by two people. */
function Policy({ target }: { target: string }) {
  const person = usePerson();
  const policy = useQuery(policyOf(useApi(), target));
  const [asking, setAsking] = useState(false);
  const data = policy.data;
  if (data === undefined) return null;
  return (
    <section className={detail.section}>
      <div className={detail.sectionHead}>
        <h3>Policy</h3>
        {data && <StatusBadge status={data.status} />}
        {person.may.manageBackups && data?.status !== 'proposed' && (
          <Button size="compact-xs" variant="default" className={detail.end} onClick={() => setAsking(true)}>
            {data ? 'Ask for a change' : 'Propose one'}
          </Button>
        )}
      </div>
      {data ? (
        <>
          <PendingApproval recordType={POLICY_TYPE} id={data.id} onDecided={() => void policy.refetch()} />
          <PolicyFacts policy={data} />
        </>
      ) : (
        <p className={detail.text}>No policy says how often this target must be backed up.</p>
      )}
      <Suspense>
        {asking && <PolicyDialog target={target} policy={data} onClose={() => setAsking(false)} />}
      </Suspense>
    </section>
  );
}

function PolicyFacts({ policy }: { policy: BackupPolicy }) {
  const { cadence, retention } = policy;
  const kept = [
    ...(retention.days === null ? [] : [`${number(retention.days)} days`]),
    ...(retention.fulls === null ? [] : [`the last ${number(retention.fulls)} full ones`]),
  ];
  return (
    <dl className={detail.facts}>
      <dt>Full</dt>
      <dd>{cadenceText(cadence.full)}</dd>
      <dt>Differential</dt>
      <dd>{cadenceText(cadence.differential)}</dd>
      <dt>Incremental</dt>
      <dd>{cadenceText(cadence.incremental)}</dd>
      <dt>RTO</dt>
      <dd>at most {isoText(policy.rto)}</dd>
      <dt>RPO</dt>
      <dd>at most {isoText(policy.rpo)}</dd>
      <dt>Kept</dt>
      <dd>{kept.length > 0 ? kept.join(' and ') : 'for good'}</dd>
      <dt>Late after</dt>
      <dd>{isoText(policy.tolerance)} more than its time</dd>
      <dt>Owner</dt>
      <dd>
        <PersonName name={policy.owner} />
      </dd>
    </dl>
  );
}

/** What may go and what must stay, and why: a chain is never broken. */
function Retention({ target }: { target: string }) {
  const plan = useQuery(retentionOf(useApi(), target)).data;
  if (!plan || plan.totalKept + plan.totalMayExpire === 0) return null;
  const reasons = [...new Set(plan.keep.flatMap((one) => one.reasons))];
  return (
    <section className={detail.section}>
      <div className={detail.sectionHead}>
        <h3>Retention</h3>
      </div>
      <p className={detail.text}>
        {count(plan.totalKept, true)} kept{reasons.length > 0 && `: ${keepText(reasons)}`}.{' '}
        {plan.totalMayExpire === 0
          ? 'None may expire now.'
          : `${count(plan.totalMayExpire, true)} may expire now.`}
      </p>
    </section>
  );
}
