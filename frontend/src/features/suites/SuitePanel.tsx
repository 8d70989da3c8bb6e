import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { SuiteSummary, TestResult } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime } from '@/components/Time';
import { count, number } from '@/lib/format';
import { failuresOf, suiteSummary } from './queries';
import { Runs } from './Runs';
import classes from './SuitePanel.module.css';
import { NO_FILTER } from './search';
import { failingSince, type Suite, stateOf } from './standing';
import { Told } from './Told';
import { endedText, flakyText, rateText, tests, timeText } from './words';

interface Props {
  suite: string;
  /** The run that is looked at; the newest where the address names none. */
  run: string | undefined;
  standing: Suite | undefined;
  onRun: (run: string | undefined) => void;
  onClose: () => void;
}

/** One run of a suite, what failed in it first; then what cannot be relied on, and how it came to this. */
export function SuitePanel({ suite, run, standing, onRun, onClose }: Props) {
  const api = useApi();
  const recent = useQuery(suiteSummary(api, suite));
  const newest = recent.data?.lastRunId ?? standing?.lastRunId;
  const runId = run ?? newest;
  const of = useQuery({ ...suiteSummary(api, suite, runId), enabled: runId !== undefined });
  const error = recent.error ?? of.error;
  return (
    <PeekPanel
      label="Suite detail"
      record={`${suite} ${runId}`}
      onClose={onClose}
      heading={
        <>
          {of.data && <StatusBadge status={stateOf(of.data)} />}
          {runId && <CopyText text={runId} label="run" />}
        </>
      }
    >
      <h2 className={detail.title}>{suite}</h2>
      {of.data && runId ? (
        <>
          {newest && runId !== newest && (
            <p className={`${detail.warning} ${detail.problem}`}>
              This is an earlier run.{' '}
              <button type="button" className={detail.linkish} onClick={() => onRun(undefined)}>
                Show the newest
              </button>
            </p>
          )}
          <Ended summary={of.data} />
          <Failures suite={suite} runId={runId} summary={of.data} />
          <Changed summary={of.data} />
          <Flaky summary={of.data} />
          <Runs trend={recent.data?.trend ?? of.data.trend} runId={runId} onRun={onRun} />
          <Facts
            summary={of.data}
            runId={runId}
            standing={standing?.lastRunId === runId ? standing : undefined}
          />
        </>
      ) : error ? (
        <ErrorState
          error={error}
          onRetry={() => {
            void recent.refetch();
            void of.refetch();
          }}
        />
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="80%" />
          <Skeleton width="100%" height={120} />
        </div>
      )}
    </PeekPanel>
  );
}

function Ended({ summary }: { summary: SuiteSummary }) {
  const at = summary.trend.find((run) => run.runId === summary.runId)?.at;
  const since = failingSince(summary.trend);
  const is = stateOf(summary);
  return (
    <p className={detail.text}>
      {endedText(summary.counts)}{' '}
      {at && (
        <>
          Ran <ExactTime at={at} />.
        </>
      )}{' '}
      {is === 'failing' && since && since.runId !== summary.runId && (
        <>
          It has been failing since <ExactTime at={since.at} />.
        </>
      )}
    </p>
  );
}

interface OfRun {
  suite: string;
  runId: string;
  summary: SuiteSummary;
}

/** What failed, before anything else. */
function Failures({ suite, runId, summary }: OfRun) {
  const failures = useQuery(failuresOf(useApi(), suite, runId));
  const bad = summary.counts.failed + summary.counts.error;
  if (bad === 0) return null;
  const fresh = new Set(summary.newlyFailing.tests);
  const shown = failures.data?.items.toSorted(
    (one, other) => Number(fresh.has(other.testName)) - Number(fresh.has(one.testName)),
  );
  return (
    <section className={detail.section} aria-label="Failures">
      <div className={detail.sectionHead}>
        <h3>Failures</h3>
        <span className="dim">{number(bad)}</span>
        <AllResults suite={suite} runId={runId} status={['failed', 'error']}>
          As a list
        </AllResults>
      </div>
      {failures.isPending && <Skeleton width="100%" height={80} />}
      {failures.error && !failures.data && (
        <ErrorState error={failures.error} onRetry={() => void failures.refetch()} />
      )}
      {shown?.map((result, index) => (
        <Failure key={result.id} result={result} isNew={fresh.has(result.testName)} isOpen={index < 5} />
      ))}
      {failures.data && failures.data.page.total > failures.data.items.length && (
        <p className={detail.text}>
          These are the newest {failures.data.items.length} of{' '}
          {count(failures.data.page.total, failures.data.page.totalIsExact)}.
        </p>
      )}
    </section>
  );
}

function Failure({ result, isNew, isOpen }: { result: TestResult; isNew: boolean; isOpen: boolean }) {
  return (
    <details className={classes.failure} open={isOpen}>
      <summary className={classes.head}>
        <StatusBadge status={result.status} />
        <span className={classes.name}>{result.testName}</span>
        {isNew && <span className={classes.fresh}>Newly failing</span>}
      </summary>
      <div className={classes.body}>
        <Told result={result} />
        <Link
          from="/quality/suites"
          to="/quality/suites"
          search={(now) => ({ ...now, result: result.id, suite: undefined, run: undefined })}
          className={detail.link}
        >
          Open the result
        </Link>
      </div>
    </details>
  );
}

/** What is other than in the run before; what newly fails is marked among the failures. */
function Changed({ summary }: { summary: SuiteSummary }) {
  const { newlyFailing, newlyFixed, runBefore, counts } = summary;
  if (!runBefore) return null;
  const isSame = newlyFailing.count + newlyFixed.count === 0;
  return (
    <section className={detail.section} aria-label="Against the run before">
      <div className={detail.sectionHead}>
        <h3>Against the run before</h3>
        <CopyText text={runBefore} label="run before" />
      </div>
      {isSame ? (
        <p className={detail.text}>
          {counts.failed + counts.error > 0
            ? 'The same tests fail.'
            : 'Nothing broke and nothing was mended.'}
        </p>
      ) : (
        <p className={classes.changes}>
          <span data-tone={newlyFailing.count > 0 ? 'bad' : undefined}>
            {number(newlyFailing.count)} newly failing
          </span>
          <span data-tone={newlyFixed.count > 0 ? 'good' : undefined}>
            {number(newlyFixed.count)} newly fixed
          </span>
        </p>
      )}
      {newlyFixed.count > 0 && (
        <ul className={classes.list}>
          {newlyFixed.tests.slice(0, NAMED).map((name) => (
            <li key={name}>{name}</li>
          ))}
          {newlyFixed.count > NAMED && <li className="dim">and {number(newlyFixed.count - NAMED)} more</li>}
        </ul>
      )}
    </section>
  );
}

const NAMED = 6;

function Flaky({ summary }: { summary: SuiteSummary }) {
  const { flaky } = summary;
  if (flaky.count === 0) return null;
  return (
    <section className={detail.section} aria-label="Flaky">
      <div className={detail.sectionHead}>
        <h3>Flaky</h3>
        <span className="dim" title={summary.formulas.flaky}>
          passed and failed alike, so neither tells anything
        </span>
      </div>
      <ul className={classes.list}>
        {flaky.tests.slice(0, NAMED).map((test) => (
          <li key={test.testName}>
            <Link
              from="/quality/suites"
              to="/quality/suites"
              search={(now) => ({
                ...now,
                ...NO_FILTER,
                view: 'results',
                testSuite: [summary.testSuite],
                testName: [test.testName],
                suite: undefined,
                run: undefined,
              })}
              className={detail.link}
            >
              {test.testName}
            </Link>
            <span className={classes.why}>{flakyText(test)}</span>
          </li>
        ))}
        {flaky.count > NAMED && <li className="dim">and {number(flaky.count - NAMED)} more</li>}
      </ul>
    </section>
  );
}

interface LinkProps {
  suite: string;
  runId: string;
  status?: ('failed' | 'error')[];
  children: React.ReactNode;
}

function AllResults({ suite, runId, status, children }: LinkProps) {
  return (
    <Link
      from="/quality/suites"
      to="/quality/suites"
      search={(now) => ({
        ...now,
        ...NO_FILTER,
        view: 'results',
        testSuite: [suite],
        runId: [runId],
        status,
        suite: undefined,
        run: undefined,
      })}
      className={`${detail.link} ${detail.end}`}
    >
      {children}
    </Link>
  );
}

function Facts({
  summary,
  runId,
  standing,
}: {
  summary: SuiteSummary;
  runId: string;
  standing: Suite | undefined;
}) {
  const { counts, times } = summary;
  return (
    <section className={detail.section} aria-label="The run">
      <div className={detail.sectionHead}>
        <h3>The run</h3>
        <AllResults suite={summary.testSuite} runId={runId}>
          All {tests(counts.total)}
        </AllResults>
      </div>
      <dl className={detail.facts}>
        <dt>Passed</dt>
        <dd className="figures" title={summary.formulas.passRate}>
          {number(counts.passed)}
          {counts.passRate !== null && ` (${rateText(counts.passRate)})`}
        </dd>
        <dt>Failed</dt>
        <dd className="figures">
          {number(counts.failed)}
          {counts.error > 0 && `, and ${number(counts.error)} ended in an error`}
        </dd>
        <dt>Skipped</dt>
        <dd className="figures">{number(counts.skipped)}</dd>
        <dt>Took</dt>
        <dd className="figures">
          {times.n === 0 ? (
            <span className="dim">Nobody measured it</span>
          ) : (
            `${timeText(times.totalMs)} in sum; a test ${timeText(times.medianMs ?? 0)} (median), ${timeText(times.p95Ms ?? 0)} (p95)`
          )}
        </dd>
        {standing && (
          <>
            <dt>Environment</dt>
            <dd>{standing.lastEnvironment}</dd>
            <dt>Commit</dt>
            <dd>
              {standing.lastGitCommit ? (
                <CopyText text={standing.lastGitCommit} label="commit" />
              ) : (
                <span className="dim">Not told</span>
              )}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
