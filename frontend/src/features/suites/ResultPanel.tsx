import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TestResult } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime, RelativeTime } from '@/components/Time';
import { shortId } from '@/lib/format';
import { RESULT_TYPE, resultRecord, runsOfTest } from './queries';
import classes from './ResultPanel.module.css';
import { Told } from './Told';
import { resultWords, timeText } from './words';

interface Props {
  id: string;
  onClose: () => void;
}

export function ResultPanel({ id, onClose }: Props) {
  const record = useQuery(resultRecord(useApi(), id));
  const result = record.data;
  return (
    <PeekPanel
      label="Result detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {result && <StatusBadge status={result.status} />}
          <CopyText text={id} shown={shortId(id)} label="result id" />
        </>
      }
    >
      {result ? (
        <>
          <h2 className={detail.title}>{result.testName}</h2>
          <Told result={result} />
          <Facts result={result} />
          <OtherRuns result={result} />
          <RecordHistory recordType={RESULT_TYPE} id={id} words={resultWords} />
        </>
      ) : record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="60%" height={18} />
          <Skeleton width="100%" height={80} />
        </div>
      )}
    </PeekPanel>
  );
}

function Facts({ result }: { result: TestResult }) {
  const took = result.executionTimeMs;
  return (
    <section className={detail.section} aria-label="Facts">
      <dl className={detail.facts}>
        <dt>Suite</dt>
        <dd>
          <Link
            from="/quality/suites"
            to="/quality/suites"
            search={(now) => ({ ...now, suite: result.testSuite, run: result.runId, result: undefined })}
            className={detail.link}
          >
            {result.testSuite}
          </Link>
        </dd>
        <dt>Run</dt>
        <dd>
          <CopyText text={result.runId} label="run" />
        </dd>
        <dt>Ran</dt>
        <dd>
          <ExactTime at={result.executedAt} />
        </dd>
        <dt>Took</dt>
        <dd className="figures">
          {took === null || took === undefined ? (
            <span className="dim">Nobody measured it</span>
          ) : (
            timeText(took)
          )}
        </dd>
        <dt>Environment</dt>
        <dd>{result.environment}</dd>
        <dt>Commit</dt>
        <dd>
          {result.gitCommit ? (
            <CopyText text={result.gitCommit} label="commit" />
          ) : (
            <span className="dim">Not told</span>
          )}
        </dd>
        {result.goldenDatasetId && (
          <>
            <dt>Dataset</dt>
            <dd>
              <Link
                to="/quality/datasets"
                search={{ dataset: result.goldenDatasetId }}
                className={detail.link}
              >
                {shortId(result.goldenDatasetId)}
              </Link>
            </dd>
          </>
        )}
        {result.modelId && (
          <>
            <dt>Model</dt>
            <dd>
              <CopyText text={result.modelId} shown={shortId(result.modelId)} label="model version id" />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** The same test in its newest runs: whether this is new, old, or now and then. */
function OtherRuns({ result }: { result: TestResult }) {
  const runs = useQuery(runsOfTest(useApi(), result.testSuite, result.testName));
  if (!runs.data || runs.data.items.length < 2) return null;
  return (
    <section className={detail.section} aria-label="This test in other runs">
      <div className={detail.sectionHead}>
        <h3>This test in other runs</h3>
      </div>
      <ul className={classes.runs}>
        {runs.data.items.map((one) => (
          <li key={one.id} data-open={one.id === result.id || undefined}>
            <StatusBadge status={one.status} />
            <Link
              from="/quality/suites"
              to="/quality/suites"
              search={(now) => ({ ...now, result: one.id, suite: undefined, run: undefined })}
              className={classes.run}
              aria-current={one.id === result.id || undefined}
            >
              {one.runId}
            </Link>
            <RelativeTime at={one.executedAt} className={classes.time ?? ''} />
          </li>
        ))}
      </ul>
    </section>
  );
}
