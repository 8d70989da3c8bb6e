import { Link } from '@tanstack/react-router';
import type { TestResult } from '@/api/types';
import cells from '@/components/Cells.module.css';
import { RunBars } from '@/components/chart/RunBars';
import { columnHelper } from '@/components/DataTable/features';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { number } from '@/lib/format';
import classes from './columns.module.css';
import { type Suite, stateOf } from './standing';
import { rateText, tests, timeText } from './words';

const none = <span className="dim">–</span>;

function SuiteLink({ suite, className }: { suite: Suite; className?: string | undefined }) {
  return (
    <Link
      from="/quality/suites"
      to="/quality/suites"
      search={(now) => ({ ...now, suite: suite.id, run: undefined, result: undefined })}
      className={className ?? cells.title}
      title={suite.testSuite}
      data-row-link
      draggable={false}
    >
      {suite.testSuite}
    </Link>
  );
}

function Trend({ suite }: { suite: Suite }) {
  const { trend } = suite;
  if (trend.length === 0) return <span className="dim">No run in 30 d</span>;
  const rates = trend.slice(-20).map((run) => run.counts.passRate ?? null);
  const said = rates.filter((rate) => rate !== null);
  const worst = said.length > 0 ? `, ${rateText(Math.min(...said))} at worst` : '';
  return <RunBars rates={rates} label={`Pass rate of the last ${tests(rates.length)}${worst}`} />;
}

/** A count that stands out where it is not zero. */
function Mark({ value, tone }: { value: number | null; tone: 'bad' | 'warn' }) {
  if (value === null) return none;
  return (
    <span className={classes.mark} data-tone={value > 0 ? tone : undefined}>
      {number(value)}
    </span>
  );
}

const suite = columnHelper<Suite>();

export const suiteColumns = suite.columns([
  suite.display({
    id: 'state',
    header: 'Newest run',
    size: 104,
    cell: ({ row }) => <StatusBadge status={stateOf(row.original)} />,
  }),
  suite.accessor('testSuite', {
    id: 'testSuite',
    header: 'Suite',
    meta: { grow: true, sort: ['name', '-name'] },
    cell: ({ row }) => <SuiteLink suite={row.original} />,
  }),
  suite.display({
    id: 'rate',
    header: 'Pass rate',
    size: 84,
    cell: ({ row: { original: one } }) => (
      <span className={cells.time}>
        {one.counts?.passRate === null || one.counts === null ? none : rateText(one.counts.passRate ?? 0)}
      </span>
    ),
  }),
  suite.display({
    id: 'trend',
    header: 'Last 20 runs',
    size: 142,
    meta: { from: 760 },
    cell: ({ row }) => <Trend suite={row.original} />,
  }),
  suite.accessor('newlyFailing', {
    id: 'newlyFailing',
    header: 'Newly failing',
    size: 108,
    cell: ({ row }) => <Mark value={row.original.newlyFailing} tone="bad" />,
  }),
  suite.accessor('flaky', {
    id: 'flaky',
    header: 'Flaky',
    size: 70,
    meta: { from: 700 },
    cell: ({ row }) => <Mark value={row.original.flaky} tone="warn" />,
  }),
  suite.display({
    id: 'tests',
    header: 'Tests',
    size: 76,
    meta: { from: 1000 },
    cell: ({ row }) => (
      <span className={cells.time}>{row.original.counts ? number(row.original.counts.total) : none}</span>
    ),
  }),
  suite.accessor('lastExecutedAt', {
    id: 'lastExecutedAt',
    header: 'Ran',
    size: 112,
    meta: { sort: ['-ran', 'ran'] },
    cell: ({ row }) => <RelativeTime at={row.original.lastExecutedAt} className={cells.time ?? ''} />,
  }),
]);

export function SuiteCard({ suite: one }: { suite: Suite }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={stateOf(one)} />
        {one.counts?.passRate !== null && one.counts && rateText(one.counts.passRate)}
        <RelativeTime at={one.lastExecutedAt} className={cells.time ?? ''} />
      </span>
      <SuiteLink suite={one} className={`${cells.cardTitle} ${cells.clip}`} />
      <span className={cells.cardEnd}>
        <Trend suite={one} />
        <span>
          {one.newlyFailing ? `${number(one.newlyFailing)} newly failing` : ''}
          {one.newlyFailing && one.flaky > 0 ? ', ' : ''}
          {one.flaky > 0 ? `${number(one.flaky)} flaky` : ''}
        </span>
      </span>
    </div>
  );
}

function ResultLink({ result, className }: { result: TestResult; className?: string | undefined }) {
  return (
    <Link
      from="/quality/suites"
      to="/quality/suites"
      search={(now) => ({ ...now, result: result.id, suite: undefined, run: undefined })}
      className={className ?? cells.title}
      title={result.testName}
      data-row-link
      draggable={false}
    >
      {result.testName}
    </Link>
  );
}

const test = columnHelper<TestResult>();

export const resultColumns = test.columns([
  test.accessor('status', {
    id: 'status',
    header: 'Status',
    size: 100,
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  test.accessor('testName', {
    id: 'testName',
    header: 'Test',
    meta: { grow: true },
    cell: ({ row }) => <ResultLink result={row.original} />,
  }),
  test.accessor('testSuite', {
    id: 'testSuite',
    header: 'Suite',
    size: 220,
    meta: { from: 900 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.testSuite}</span>,
  }),
  test.accessor('runId', {
    id: 'runId',
    header: 'Run',
    size: 160,
    meta: { from: 760 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.runId}</span>,
  }),
  test.accessor('executionTimeMs', {
    id: 'executionTimeMs',
    header: 'Took',
    size: 90,
    cell: ({ row: { original: one } }) => (
      <span className={cells.time}>
        {one.executionTimeMs === null || one.executionTimeMs === undefined
          ? none
          : timeText(one.executionTimeMs)}
      </span>
    ),
  }),
  test.accessor('environment', {
    id: 'environment',
    header: 'Environment',
    size: 120,
    meta: { from: 1080 },
    cell: ({ row }) => <span className={cells.soft}>{row.original.environment}</span>,
  }),
  test.accessor('executedAt', {
    id: 'executedAt',
    header: 'Ran',
    size: 112,
    meta: { sort: ['-executedAt', 'executedAt'] },
    cell: ({ row }) => <RelativeTime at={row.original.executedAt} className={cells.time ?? ''} />,
  }),
]);

export function ResultCard({ result }: { result: TestResult }) {
  return (
    <div className={cells.card}>
      <span className={cells.cardTop}>
        <StatusBadge status={result.status} />
        <RelativeTime at={result.executedAt} className={cells.time ?? ''} />
      </span>
      <ResultLink result={result} className={`${cells.cardTitle} ${cells.clip}`} />
      <span className={cells.cardEnd}>
        <span className={cells.clip}>{result.testSuite}</span>
      </span>
    </div>
  );
}
