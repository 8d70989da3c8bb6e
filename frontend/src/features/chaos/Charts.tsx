import { useMemo } from 'react';
import type { ChaosTest } from '@/api/types';
import { type Threshold, TimeSeries } from '@/components/chart/TimeSeries';
import { useNow } from '@/lib/use-now';
import classes from './chaos.module.css';
import { boundsOf, spansOf, windowPoints } from './windows';
import { latencyText, rateText } from './words';

/** Error rate and latency of the three windows on one time axis, with the fault between them. */
export function Charts({ test }: { test: ChaosTest }) {
  const now = useNow();
  const end = test.completedAt ?? new Date(Math.min(now, Date.parse(test.deadlineAt))).toISOString();
  const spans = useMemo(() => spansOf(test, end), [test, end]);
  return (
    <div className={classes.charts}>
      <Windows test={test} end={end} spans={spans} of="errorRate" />
      {test.hypothesis.probes.some((probe) => probe.measure === 'latency_p95') ||
      test.latencyP95Before !== null ? (
        <Windows test={test} end={end} spans={spans} of="latencyP95" />
      ) : null}
      {spans.length > 0 && (
        <ul className={classes.legend}>
          {spans.map((span) => (
            <li key={span.label} data-tone={span.tone}>
              {span.label}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface WindowsProps {
  test: ChaosTest;
  end: string;
  spans: ReturnType<typeof spansOf>;
  of: 'errorRate' | 'latencyP95';
}

function Windows({ test, end, spans, of }: WindowsProps) {
  const isRate = of === 'errorRate';
  const text = isRate ? rateText : latencyText;
  const lines = useMemo(
    () => [
      {
        key: of,
        label: isRate ? 'Errors' : 'Latency',
        color: isRate ? 'var(--tf-accent)' : 'var(--tf-high)',
        points: windowPoints(test, of),
      },
    ],
    [test, of, isRate],
  );
  const thresholds = useMemo((): Threshold[] => {
    const { steady, during } = boundsOf(test, isRate ? 'error_rate' : 'latency_p95');
    return [
      ...(steady === undefined ? [] : [{ value: steady, label: 'tolerated', tone: 'warn' as const }]),
      ...(during === undefined || during === steady
        ? []
        : [{ value: during, label: 'tolerated during', tone: 'bad' as const }]),
    ];
  }, [test, isRate]);
  const said = (['Before', 'During', 'After'] as const).map((phase) => {
    const value = test[`${of}${phase}`];
    return `${phase.toLowerCase()} ${value === null ? 'not known' : text(value)}`;
  });
  return (
    <TimeSeries
      title={isRate ? 'Error rate' : 'Latency, p95'}
      aside={<span className="dim figures">{said.join(' · ')}</span>}
      summary={`${isRate ? 'Error rate' : 'Latency'}: ${said.join(', ')}.`}
      from={test.startedAt}
      to={end}
      lines={lines}
      text={text}
      thresholds={thresholds}
      spans={spans}
      nothing={test.status === 'running' ? 'Nothing was reported yet' : 'No figures are known'}
      height={isRate ? 150 : 118}
      left={56}
    />
  );
}
