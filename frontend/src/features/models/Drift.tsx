import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { DriftDetection, DriftStatus, ModelVersion } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { SeverityMark } from '@/components/SeverityMark';
import { ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { number, utcDay, words } from '@/lib/format';
import classes from './Drift.module.css';
import { byFeature, type Feature, isByPValue, mostMoved, profileOf } from './drift';
import { ProfileBars, StatisticLine } from './ProfileBars';
import { driftOf, LOOKS, moveDrift, versionKeys } from './queries';
import { driftTypeName, figure, methodName, percent, pText } from './words';

const MoveDialog = lazy(async () => ({
  default: (await import('@/components/StatusDialog')).StatusDialog,
}));

const moveNames: Record<DriftStatus, string> = {
  open: 'Open again',
  acknowledged: 'Acknowledge',
  resolved: 'Resolve',
  false_positive: 'False positive',
};

/** Drift by what was looked at, the gravest first: each with its two samples and all it was judged by. */
export function Drift({ version }: { version: ModelVersion }) {
  const detections = useQuery(driftOf(useApi(), version.id));
  if (detections.error && !detections.data) return <ProblemNote error={detections.error} />;
  if (!detections.data) return <Skeleton width="100%" height={160} />;
  const features = byFeature(detections.data);
  const looked = new Set(features.map((one) => one.feature));
  const never = version.baselineFeatures.filter((one) => !looked.has(one));
  return (
    <>
      {features.length === 0 && (
        <p className={detail.text}>
          Nobody has looked for drift of this version yet. Send the present rows to{' '}
          <code>/api/modelops/drift-detections</code>: they are compared with its baseline here.
        </p>
      )}
      <ul className={classes.grid} aria-label="Drift by feature">
        {features.map((feature) => (
          <FeatureCard key={feature.key} feature={feature} />
        ))}
      </ul>
      {never.length > 0 && features.length > 0 && (
        <p className={classes.note}>In the baseline and not looked at yet: {never.join(', ')}.</p>
      )}
      {detections.data.length === LOOKS && (
        <p className={classes.note}>Of the newest {number(LOOKS)} looks; older ones are in the API.</p>
      )}
    </>
  );
}

function FeatureCard({ feature }: { feature: Feature }) {
  // What is open stands for the feature, also when a later look found nothing.
  const look = feature.open[0] ?? feature.newest;
  const profile = profileOf(look);
  const moved = profile && mostMoved(profile);
  const name = feature.feature ?? driftTypeName(feature.driftType);
  return (
    <li className={classes.card} data-open={feature.open.length > 0 || undefined}>
      <header className={classes.head}>
        <div>
          <h4>{name}</h4>
          <span className="dim">{driftTypeName(feature.driftType)}</span>
        </div>
        {look.driftDetected ? (
          <span className={classes.found}>
            <SeverityMark severity={look.severity} />
            <StatusBadge status={look.status} />
          </span>
        ) : (
          <span className={detail.state} data-tone="good">
            No drift
          </span>
        )}
      </header>
      {profile ? (
        <ProfileBars name={name} cells={profile} />
      ) : (
        <p className={classes.noProfile}>
          {feature.driftType === 'concept'
            ? concept(look)
            : 'No samples are kept with this look, only what came of it.'}
        </p>
      )}
      {moved && (
        <p className={classes.moved}>
          Moved most: {moved.label}, {percent(moved.reference)} → {percent(moved.current)}
        </p>
      )}
      <Judged look={look} />
      {feature.looks.length > 1 && <StatisticLine looks={feature.looks} />}
      <Steps look={look} name={name} />
    </li>
  );
}

function concept(look: DriftDetection): string {
  const { changeAt, alarmAt, warningAt } = look.parameters as Record<string, unknown>;
  const rows = number(look.sampleSizes.current);
  if (typeof alarmAt === 'number') return `Alarm at answer ${number(alarmAt + 1)} of ${rows}.`;
  if (typeof warningAt === 'number')
    return `Warning at answer ${number(warningAt + 1)} of ${rows}, no alarm.`;
  return typeof changeAt === 'number' && look.driftDetected
    ? `Changed at answer ${number(changeAt + 1)} of ${rows}.`
    : `No alarm in ${rows} answers, one after the other.`;
}

/** Method, statistic, threshold and p-values: what decided is set in bold. */
function Judged({ look }: { look: DriftDetection }) {
  const byP = isByPValue(look);
  const rows: [string, React.ReactNode][] = [
    ['Method', methodName(look.method)],
    ['Statistic', byP ? figure(look.statistic) : <b key="s">{figure(look.statistic)}</b>],
  ];
  if (look.pValue !== null) rows.push(['p', pText(look.pValue)]);
  if (look.pValueCorrected !== null)
    rows.push([
      'p, corrected (BH)',
      byP ? <b key="p">{pText(look.pValueCorrected)}</b> : pText(look.pValueCorrected),
    ]);
  rows.push([byP ? 'Drift if p below' : 'Drift from', figure(look.threshold)]);
  if (look.effect !== null) rows.push(['Effect', figure(look.effect)]);
  rows.push([
    'Rows',
    look.driftType === 'concept'
      ? number(look.sampleSizes.current)
      : `${number(look.sampleSizes.reference)} → ${number(look.sampleSizes.current)}`,
  ]);
  const { from, to } = look.currentWindow ?? { from: null, to: null };
  if (from && to) rows.push(['Current', `${utcDay(from)} – ${utcDay(to)}`]);
  return (
    <>
      <dl className={classes.judged}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>
        {look.source === 'computed' ? 'Computed here' : 'Reported from elsewhere'},{' '}
        <RelativeTime at={look.createdAt} />
        {look.inputSha256 && (
          <>
            , input{' '}
            <CopyText text={look.inputSha256} shown={look.inputSha256.slice(0, 8)} label="input digest" />
          </>
        )}
      </p>
    </>
  );
}

function Steps({ look, name }: { look: DriftDetection; name: string }) {
  const api = useApi();
  const client = useQueryClient();
  const person = usePerson();
  const [asking, setAsking] = useState<{ seen: DriftDetection; to: DriftStatus; reasonRequired: boolean }>();
  const move = useMutation({
    mutationFn: (reason: string | undefined) => {
      if (!asking) throw new Error('Nothing to change.');
      return moveDrift(api, asking.seen, asking.to, reason);
    },
    onSuccess: () => setAsking(undefined),
    onSettled: () => void client.invalidateQueries({ queryKey: versionKeys.beside }),
  });
  if (!person.may.changeModels || !look.driftDetected || look.nextStatuses.length === 0) return null;
  return (
    <div className={classes.steps}>
      {look.nextStatuses.map((next) => (
        <Button
          key={next.status}
          size="compact-xs"
          variant="default"
          onClick={() => {
            move.reset();
            setAsking({ seen: look, to: next.status, reasonRequired: next.reasonRequired });
          }}
        >
          {moveNames[next.status]}
        </Button>
      ))}
      {asking && (
        <Suspense>
          <MoveDialog
            title={moveNames[asking.to]}
            subject={`Drift of ${name}, ${words(asking.seen.severity).toLowerCase()}`}
            reasonRequired={asking.reasonRequired}
            confirm={moveNames[asking.to]}
            busy={move.isPending}
            error={move.error}
            onConfirm={({ reason }) => move.mutate(reason)}
            onClose={() => setAsking(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}
