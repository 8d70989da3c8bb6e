import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Evaluation, EvaluationShare } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import { axisFrom, IntervalBar } from '@/components/chart/IntervalBar';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { RecordHistory } from '@/components/RecordHistory';
import { Segments } from '@/components/Segments';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime } from '@/components/Time';
import { authorName, number, shortId } from '@/lib/format';
import { Forest } from './columns';
import classes from './EvaluationPanel.module.css';
import { datasetRecord, EVALUATION_TYPE, evaluationRecord, outcomesOf } from './queries';
import { CLOSED, OUTCOMES, type OutcomeChoice } from './search';
import {
  breakdownName,
  changeSentence,
  evaluationWords,
  intervalText,
  moneyText,
  outcomeName,
  pText,
  shareText,
} from './words';

interface Props {
  id: string;
  choice: OutcomeChoice | undefined;
  onChoice: (choice: OutcomeChoice) => void;
  onClose: () => void;
}

export function EvaluationPanel({ id, choice, onChoice, onClose }: Props) {
  const record = useQuery(evaluationRecord(useApi(), id));
  const evaluation = record.data;
  return (
    <PeekPanel
      label="Evaluation detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {evaluation && (
            <span className={detail.state} data-tone={evaluation.contaminated ? 'warn' : 'good'}>
              {evaluation.contaminated ? 'Contaminated' : 'Counts'}
            </span>
          )}
          <CopyText text={id} shown={shortId(id)} label="evaluation id" />
        </>
      }
    >
      {evaluation ? (
        <>
          <h2 className={detail.title}>{evaluation.testedSystem}</h2>
          <Score evaluation={evaluation} />
          <Compared evaluation={evaluation} />
          <Breakdowns evaluation={evaluation} />
          <Materiality evaluation={evaluation} />
          <ItemList key={id} evaluation={evaluation} choice={choice} onChoice={onChoice} />
          <Facts evaluation={evaluation} />
          <RecordHistory recordType={EVALUATION_TYPE} id={id} words={evaluationWords} />
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

function Score({ evaluation: one }: { evaluation: Evaluation }) {
  return (
    <>
      <p className={classes.score}>
        <strong>{shareText(one.accuracy)}</strong>
        <span>
          right: {number(one.rightItems)} of {number(one.items)} items; 95 % interval{' '}
          {intervalText(one.accuracyLow, one.accuracyHigh)}
          {one.missingItems > 0 && `. ${number(one.missingItems)} were not answered and count as wrong`}
          {one.extraItems > 0 &&
            `. ${number(one.extraItems)} answered what nobody asked and count neither way`}
          .
        </span>
      </p>
      {one.contaminated && (
        <p className={`${detail.warning} ${detail.problem}`}>
          Who sent this in knew the right answer of {number(one.knownAnswers)} of {number(one.items)} items.
          It is kept and never counts for a release.
        </p>
      )}
    </>
  );
}

/** Against a former run over the same items: both with how sure they are, and whether the change can be chance. */
function Compared({ evaluation }: { evaluation: Evaluation }) {
  const { comparison } = evaluation;
  const former = useQuery({
    ...evaluationRecord(useApi(), comparison?.former ?? ''),
    enabled: comparison !== null,
  });
  return (
    <section className={detail.section} aria-label="Against a former run">
      <div className={detail.sectionHead}>
        <h3>Against a former run</h3>
        {comparison && <span className="dim">over the same items</span>}
      </div>
      {comparison ? (
        <>
          <p className={classes.sentence}>
            {changeSentence(comparison)}{' '}
            <span className="dim" title="Two-sided p-value of McNemar’s exact test">
              McNemar’s exact test: {pText(comparison.mcnemarP)}
            </span>
          </p>
          <dl className={classes.changes}>
            <div>
              <dt>Newly wrong</dt>
              <dd data-tone={comparison.newlyWrong > 0 ? 'bad' : undefined}>
                {number(comparison.newlyWrong)}
              </dd>
            </div>
            <div>
              <dt>Newly right</dt>
              <dd data-tone={comparison.newlyRight > 0 ? 'good' : undefined}>
                {number(comparison.newlyRight)}
              </dd>
            </div>
          </dl>
          {former.data && <Forest evaluations={[evaluation, former.data]} openId={evaluation.id} />}
        </>
      ) : (
        <p className={detail.text}>There was no former run of this system over the same items.</p>
      )}
    </section>
  );
}

function Breakdowns({ evaluation }: { evaluation: Evaluation }) {
  const { byField, byTag, byJurisdiction, byDocumentType } = evaluation.figures;
  const groups = Object.entries({ byField, byTag, byJurisdiction, byDocumentType }).filter(
    ([, shares]) => shares.length > 0,
  );
  const from = axisFrom(groups.flatMap(([, shares]) => shares.map((one) => one.accuracy)));
  return (
    <section className={detail.section} aria-label="Where it is right and where not">
      <div className={detail.sectionHead}>
        <h3>Where it is right and where not</h3>
        <span className="dim figures">axis from {shareText(from)}</span>
      </div>
      {groups.map(([key, shares]) => (
        <Breakdown key={key} name={breakdownName(key)} shares={shares} from={from} />
      ))}
    </section>
  );
}

const SHOWN = 12;

function Breakdown({ name, shares, from }: { name: string; shares: EvaluationShare[]; from: number }) {
  const worst = shares.toSorted(
    (one, other) =>
      one.accuracy - other.accuracy || other.total - one.total || one.name.localeCompare(other.name),
  );
  return (
    <table className={classes.shares}>
      <caption>{name}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">Right</th>
          <th scope="col">Interval</th>
        </tr>
      </thead>
      <tbody>
        {worst.slice(0, SHOWN).map((one) => (
          <tr key={one.name}>
            <th scope="row">{one.name}</th>
            <td title={`95 % interval ${intervalText(one.low, one.high)}`}>
              {shareText(one.accuracy)}{' '}
              <span className="dim">
                {number(one.right)}/{number(one.total)}
              </span>
            </td>
            <td>
              <IntervalBar value={one.accuracy} low={one.low} high={one.high} from={from} />
              <span className="visually-hidden">{intervalText(one.low, one.high)}</span>
            </td>
          </tr>
        ))}
        {worst.length > SHOWN && (
          <tr>
            <td colSpan={3} className="dim">
              and {number(worst.length - SHOWN)} that are better
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** What the wrong amounts come to. */
function Materiality({ evaluation }: { evaluation: Evaluation }) {
  const { materiality } = evaluation.figures;
  if (materiality.length === 0) return null;
  return (
    <section className={detail.section} aria-label="Wrong money">
      <div className={detail.sectionHead}>
        <h3>Wrong money</h3>
        <span className="dim">sum of how far amounts are off</span>
      </div>
      <ul className={classes.money}>
        {materiality.map((one) => (
          <li key={one.currency}>
            <strong>{moneyText(one)}</strong>
            <span className="dim">
              in {number(one.fields)} {one.fields === 1 ? 'field' : 'fields'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ItemList({
  evaluation,
  choice,
  onChoice,
}: Omit<Props, 'id' | 'onClose'> & { evaluation: Evaluation }) {
  const { comparison } = evaluation;
  const wrong = evaluation.items - evaluation.rightItems - evaluation.missingItems;
  const counts: Record<OutcomeChoice, number> = {
    wrong,
    missing: evaluation.missingItems,
    newly_wrong: comparison?.newlyWrong ?? 0,
    newly_right: comparison?.newlyRight ?? 0,
    extra: evaluation.extraItems,
    right: evaluation.rightItems,
  };
  const offered = OUTCOMES.filter((one) => counts[one] > 0);
  const shown = choice && offered.includes(choice) ? choice : offered[0];
  return (
    <section className={detail.section} aria-label="Items">
      <div className={detail.sectionHead}>
        <h3>Items</h3>
      </div>
      {shown && (
        <>
          <div className={classes.choice}>
            <Segments
              label="Outcome"
              value={shown}
              options={offered.map((value) => ({
                value,
                text: `${outcomeName(value)} ${number(counts[value])}`,
              }))}
              onChange={onChoice}
            />
          </div>
          <Outcomes id={evaluation.id} choice={shown} />
        </>
      )}
    </section>
  );
}

function Outcomes({ id, choice }: { id: string; choice: OutcomeChoice }) {
  const read = useInfiniteQuery(outcomesOf(useApi(), id, choice));
  if (read.isPending) return <Skeleton width="100%" height={80} />;
  if (!read.data) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <>
      <ul className={classes.items}>
        {read.data.pages
          .flatMap((page) => page.items)
          .map((one) => (
            <li key={one.key}>
              <StatusBadge status={one.outcome} />
              <code>{one.key}</code>
              <span className={classes.fields}>
                {one.wrongFields.length > 0 && `wrong: ${one.wrongFields.join(', ')}`}
                {one.change && choice !== one.change && (
                  <span className={classes.change} data-tone={one.change === 'newly_wrong' ? 'bad' : 'good'}>
                    {outcomeName(one.change)}
                  </span>
                )}
              </span>
            </li>
          ))}
      </ul>
      {read.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          mt={8}
          loading={read.isFetchingNextPage}
          onClick={() => void read.fetchNextPage()}
        >
          Show more
        </Button>
      )}
      {read.isFetchNextPageError && (
        <ErrorState error={read.error} onRetry={() => void read.fetchNextPage()} />
      )}
    </>
  );
}

function Facts({ evaluation }: { evaluation: Evaluation }) {
  const dataset = useQuery(datasetRecord(useApi(), evaluation.goldenDatasetId)).data;
  return (
    <section className={detail.section} aria-label="Facts">
      <dl className={detail.facts}>
        <dt>Dataset</dt>
        <dd>
          <Link
            from="/quality/datasets"
            to="/quality/datasets"
            search={(now) => ({ ...now, ...CLOSED, dataset: evaluation.goldenDatasetId })}
            className={detail.link}
          >
            {dataset
              ? `${dataset.name}, version ${dataset.dataVersion}`
              : shortId(evaluation.goldenDatasetId)}
          </Link>
        </dd>
        <dt>Evaluated</dt>
        <dd>
          <ExactTime at={evaluation.createdAt} /> for {authorName(evaluation.createdBy)}
        </dd>
        {evaluation.modelId && (
          <>
            <dt>Model</dt>
            <dd>
              <CopyText
                text={evaluation.modelId}
                shown={shortId(evaluation.modelId)}
                label="model version id"
              />
            </dd>
          </>
        )}
        <dt>Commit</dt>
        <dd>
          {evaluation.gitCommit ? (
            <CopyText text={evaluation.gitCommit} label="commit" />
          ) : (
            <span className="dim">Not told</span>
          )}
        </dd>
        <dt>Content</dt>
        <dd>
          <CopyText text={evaluation.contentSha256} label="content digest" />
        </dd>
        <dt>Answers</dt>
        <dd>
          <CopyText text={evaluation.answersSha256} label="digest of the answers" />
        </dd>
      </dl>
    </section>
  );
}
