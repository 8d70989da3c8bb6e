import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { ChaosTest } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { IconCheck, IconCircleDot, IconX } from '@/components/icons';
import { PeekPanel } from '@/components/PeekPanel';
import { PersonName } from '@/components/PersonName';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime } from '@/components/Time';
import { present } from '@/lib/api';
import { authorName, isoMilliseconds, shortId, spanText, utcDay } from '@/lib/format';
import { Charts } from './Charts';
import classes from './chaos.module.css';
import { chaosTest, evidenceOf, RECORD_TYPE } from './queries';
import { type ChaosChangeState, useChaosChange } from './use-change';
import {
  chaosWords,
  findingText,
  measureText,
  recoveryText,
  ruleName,
  sourceText,
  standing,
  toleranceText,
  typeName,
  verdictText,
} from './words';

const LearntDialog = lazy(async () => ({ default: (await import('./LearntDialog')).LearntDialog }));
const EndDialog = lazy(async () => ({ default: (await import('./EndDialog')).EndDialog }));
const LostRace = lazy(async () => ({ default: (await import('./LostRace')).LostRace }));

interface Props {
  id: string;
  listed: ChaosTest | undefined;
  onClose: () => void;
}

export function ChaosPanel({ id, listed, onClose }: Props) {
  const record = useQuery({ ...chaosTest(useApi(), id), placeholderData: listed });
  const test = record.data;
  return (
    <PeekPanel
      label="Experiment detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {test && <StatusBadge status={standing(test)} />}
          <CopyText text={id} shown={shortId(id)} label="experiment id" />
        </>
      }
    >
      {test ? (
        <Detail key={id} test={test} />
      ) : record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="60%" height={18} />
          <Skeleton width="100%" height={150} />
        </div>
      )}
    </PeekPanel>
  );
}

function Detail({ test }: { test: ChaosTest }) {
  const change = useChaosChange();
  return (
    <>
      <h2 className={detail.title}>{test.name}</h2>
      <p className={detail.text}>
        {verdictText(test)} {test.endReason && `“${test.endReason}”`}
      </p>
      <Actions test={test} change={change} />
      <Figures test={test} />
      <Charts test={test} />
      <Verdict test={test} />
      <Probes test={test} />
      <Facts test={test} />
      <Learnt test={test} />
      <Evidence test={test} />
      <RecordHistory recordType={RECORD_TYPE} id={test.id} words={chaosWords} />
      <Suspense>{change.race && <LostRace race={change.race} change={change} />}</Suspense>
    </>
  );
}

function Actions({ test, change }: { test: ChaosTest; change: ChaosChangeState }) {
  const { may } = usePerson();
  // With the record as it was when the person began: what arrives meanwhile is a lost race to show.
  const [asked, setAsked] = useState<{ seen: ChaosTest; what: 'aborted' | 'failed' | 'learnt' }>();
  if (!may.runChaosTests) return null;
  const ask = (what: 'aborted' | 'failed' | 'learnt') => {
    change.reset();
    setAsked({ seen: test, what });
  };
  const close = () => setAsked(undefined);
  const isOpen = asked !== undefined && change.race === undefined;
  return (
    <div className={detail.actions}>
      {test.nextStatuses.includes('aborted') && (
        <Button size="xs" color="red" onClick={() => ask('aborted')}>
          Abort
        </Button>
      )}
      {test.nextStatuses.includes('failed') && (
        <Button size="xs" variant="default" onClick={() => ask('failed')}>
          It broke by itself
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => ask('learnt')}>
        Write what was learnt
      </Button>
      <Suspense>
        {isOpen &&
          (asked.what === 'learnt' ? (
            <LearntDialog seen={asked.seen} change={change} onClose={close} />
          ) : (
            <EndDialog seen={asked.seen} status={asked.what} change={change} onClose={close} />
          ))}
      </Suspense>
    </div>
  );
}

/** The three times that count: to recover, to notice, and how long the fault lasted. */
function Figures({ test }: { test: ChaosTest }) {
  const most = isoMilliseconds(test.maxRecoveryTime);
  const { recoveryTimeMs: recovery, faultInjectedAt, faultClearedAt } = test;
  const fault =
    faultInjectedAt && faultClearedAt ? Date.parse(faultClearedAt) - Date.parse(faultInjectedAt) : null;
  const isOver = recovery !== null && most !== null && recovery > most;
  return (
    <dl className={classes.figures}>
      <div data-over={isOver || undefined}>
        <dt>Time to recover</dt>
        <dd>{recovery === null ? '–' : recoveryText(recovery)}</dd>
        <dd>{most === null ? 'no limit was set' : `at most ${recoveryText(most)}`}</dd>
      </div>
      <div>
        <dt>Time to detect</dt>
        <dd>{test.timeToDetectMs === null ? '–' : recoveryText(test.timeToDetectMs)}</dd>
        <dd>{test.incidentId ? <IncidentLink id={test.incidentId} /> : 'no incident is linked'}</dd>
      </div>
      <div>
        <dt>Fault lasted</dt>
        <dd>{fault === null ? '–' : recoveryText(fault)}</dd>
        <dd>{test.faultInjectedAt ? 'from injection to clearing' : 'no fault was reported'}</dd>
      </div>
    </dl>
  );
}

/** The incident it caused, by its title; the id stands in while that is read. */
function IncidentLink({ id }: { id: string }) {
  const api = useApi();
  const incident = useQuery({
    queryKey: ['chaos', 'incident', id],
    queryFn: async ({ signal }) =>
      present((await api.GET('/api/security/incidents/{id}', { params: { path: { id } }, signal })).data),
  });
  return (
    <Link to="/security/incidents" search={{ incident: id }} className={detail.link}>
      {incident.data?.title ?? `Incident ${shortId(id)}`}
    </Link>
  );
}

const marks = { held: IconCheck, broken: IconX, unknown: IconCircleDot, not_applicable: IconCircleDot };

/** Every rule with its figures: whoever doubts the verdict works it out again. */
function Verdict({ test }: { test: ChaosTest }) {
  if (test.reasons.length === 0) return null;
  return (
    <section className={detail.section} aria-label="Verdict">
      <div className={detail.sectionHead}>
        <h3>Verdict</h3>
        <span className="dim">worked out here, whatever the tool said</span>
      </div>
      <ul className={classes.rules}>
        {test.reasons.map(({ rule, finding, figures }) => {
          const Mark = marks[finding];
          return (
            <li key={rule} data-finding={finding}>
              <span className={classes.mark}>
                <Mark size={14} aria-hidden />
              </span>
              <div>
                <div className={classes.ruleHead}>
                  <strong>{ruleName(rule)}</strong>
                  <span>{findingText(finding)}</span>
                </div>
                {figures.map((figure) => (
                  <p key={figure}>{figure}</p>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
      {test.toolStatus && (
        <p className={detail.text}>The tool's own word was “{test.toolStatus}”; it counts for nothing.</p>
      )}
    </section>
  );
}

const PHASES = ['before', 'during', 'after'] as const;

/** What makes the steady state: each probe with its bounds, and what it measured in the three windows. */
function Probes({ test }: { test: ChaosTest }) {
  const { probes, title } = test.hypothesis;
  const value = (probe: (typeof probes)[number], phase: (typeof PHASES)[number]) => {
    const text = measureText(probe.measure);
    const window = { before: 'Before', during: 'During', after: 'After' } as const;
    if (probe.measure !== 'reported') {
      const of = probe.measure === 'error_rate' ? 'errorRate' : 'latencyP95';
      const known = test[`${of}${window[phase]}`];
      return known === null ? [] : [{ said: text(known), met: null }];
    }
    return test.measurements
      .filter((one) => one.probe === probe.name && one.phase === phase)
      .map((one) => ({
        said: one.value === null ? (one.text ?? 'measured') : text(one.value),
        met: one.toleranceMet,
      }));
  };
  return (
    <section className={detail.section} aria-label="Steady state">
      <div className={detail.sectionHead}>
        <h3>Steady state</h3>
      </div>
      <p className={detail.text}>{title}</p>
      <div className={classes.wide}>
        <table className={classes.probes}>
          <thead>
            <tr>
              <th scope="col">Probe</th>
              <th scope="col">Before</th>
              <th scope="col">During</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {probes.map((probe) => (
              <tr key={probe.name}>
                <th scope="row">
                  {probe.name}
                  <span>
                    {toleranceText(probe.tolerance, measureText(probe.measure))}
                    {probe.duringTolerance &&
                      `; during ${toleranceText(probe.duringTolerance, measureText(probe.measure))}`}
                  </span>
                </th>
                {PHASES.map((phase) => (
                  <td key={phase}>
                    {value(probe, phase).map(({ said, met }, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: readings of one probe never move
                      <span key={index} data-met={met ?? undefined}>
                        {said}
                        {met === false && ' (outside)'}
                      </span>
                    ))}
                    {value(probe, phase).length === 0 && <span className="dim">–</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Facts({ test }: { test: ChaosTest }) {
  return (
    <section className={detail.section} aria-label="Experiment">
      <dl className={detail.facts}>
        <dt>Kind</dt>
        <dd>{typeName(test.testType)}</dd>
        <dt>Target</dt>
        <dd>{test.target}</dd>
        <dt>Where</dt>
        <dd>{test.environment}</dd>
        <dt>Started</dt>
        <dd>
          <ExactTime at={test.startedAt} />
        </dd>
        {test.completedAt ? (
          <>
            <dt>Ended</dt>
            <dd>
              <ExactTime at={test.completedAt} />
            </dd>
          </>
        ) : (
          <>
            <dt>Ends by</dt>
            <dd>
              <ExactTime at={test.deadlineAt} />
            </dd>
          </>
        )}
        <dt>Reported</dt>
        <dd className={detail.inline}>
          {test.source === 'chaos_toolkit' ? (
            <>
              {sourceText(test.source)}
              {test.journalSha256 && (
                <CopyText
                  text={test.journalSha256}
                  shown={`${test.journalSha256.slice(0, 12)}…`}
                  label="digest of the journal"
                />
              )}
            </>
          ) : (
            <PersonName name={authorName(test.createdBy)} />
          )}
        </dd>
        {[
          ...test.method.map((name) => ['method', name] as const),
          ...test.rollbacks.map((name) => ['rollback', name] as const),
        ].map(([role, name], index) => (
          <Step key={`${role}-${name}`} test={test} role={role} name={name} isFirst={index === 0} />
        ))}
      </dl>
    </section>
  );
}

interface StepProps {
  test: ChaosTest;
  role: 'method' | 'rollback';
  name: string;
  isFirst: boolean;
}

/** A planned step, and what became of it. */
function Step({ test, role, name, isFirst }: StepProps) {
  const done = test.activities.find((one) => one.role === role && one.name === name);
  const took =
    done?.startedAt && done.endedAt ? Date.parse(done.endedAt) - Date.parse(done.startedAt) : undefined;
  return (
    <>
      <dt>{role === 'rollback' ? 'Rollback' : isFirst ? 'Steps' : ''}</dt>
      <dd className={classes.stepEnd} data-end={done?.end}>
        {name}{' '}
        <span>
          {done ? done.end : 'not reported'}
          {took !== undefined && `, ${spanText(took)}`}
        </span>
      </dd>
    </>
  );
}

function Learnt({ test }: { test: ChaosTest }) {
  const { failurePoints, recoveryActions, lessonsLearned } = test;
  if (failurePoints.length + recoveryActions.length === 0 && !lessonsLearned) return null;
  return (
    <section className={detail.section} aria-label="What was learnt">
      <div className={detail.sectionHead}>
        <h3>What was learnt</h3>
      </div>
      <dl className={detail.facts}>
        {failurePoints.length > 0 && (
          <>
            <dt>It failed at</dt>
            <dd>{failurePoints.join('; ')}</dd>
          </>
        )}
        {recoveryActions.length > 0 && (
          <>
            <dt>Recovery</dt>
            <dd>{recoveryActions.join('; ')}</dd>
          </>
        )}
        {lessonsLearned && (
          <>
            <dt>Lessons</dt>
            <dd className={detail.prose}>{lessonsLearned}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** What auditors get of it. */
function Evidence({ test }: { test: ChaosTest }) {
  const isPassed = test.outcome === 'passed';
  const evidence = useQuery({ ...evidenceOf(useApi(), test.id), enabled: isPassed });
  return (
    <section className={detail.section} aria-label="Evidence">
      <div className={detail.sectionHead}>
        <h3>Evidence</h3>
        <span className="dim">SOC 2 A1.2</span>
        {evidence.data && <StatusBadge status={evidence.data.status} />}
      </div>
      {!isPassed ? (
        <p className={detail.text}>Only an experiment that passed becomes evidence.</p>
      ) : evidence.error ? (
        <ErrorState error={evidence.error} onRetry={() => void evidence.refetch()} />
      ) : evidence.data ? (
        <p className={detail.text}>
          Part of “{evidence.data.title}”
          {evidence.data.effectiveTo && `, which holds until ${utcDay(evidence.data.effectiveTo)}`}.
        </p>
      ) : evidence.isPending ? (
        <Skeleton width="60%" />
      ) : (
        <p className={detail.text}>
          No evidence holds it: it is drafted from the ledger in a moment, or it is too old to prove anything
          today.
        </p>
      )}
    </section>
  );
}
