import { useQuery } from '@tanstack/react-query';
import type { Evaluation, ModelVersion, ReleaseGate } from '@/api/types';
import { useApi } from '@/auth/context';
import { DotIntervals, type DotRow } from '@/components/chart/DotIntervals';
import detail from '@/components/Detail.module.css';
import { Segments } from '@/components/Segments';
import { RelativeTime } from '@/components/Time';
import { number } from '@/lib/format';
import { evaluationsOf } from './queries';
import classes from './Scores.module.css';
import { PARTS, type Part } from './search';
import { figure, interval, partName, percent, pText } from './words';

interface Props {
  version: ModelVersion;
  against: ModelVersion | undefined;
  gate: ReleaseGate | undefined;
  part: Part;
  onPart: (part: Part) => void;
}

/** What golden datasets say of a version: its accuracy with how sure that is, then by the parts of a dataset. */
export function Scores({ version, against, gate, part, onPart }: Props) {
  const evaluated = version.goldenDatasetScores.filter((score) => score.evaluation);
  const reported = version.goldenDatasetScores.filter((score) => !score.evaluation);
  const rows = evaluated.flatMap((score): DotRow[] => {
    const { evaluation } = score;
    if (!evaluation) return [];
    const same = against?.goldenDatasetScores.find(
      (other) =>
        other.evaluation &&
        other.goldenDatasetId === score.goldenDatasetId &&
        other.evaluation.dataVersion === evaluation.dataVersion,
    );
    const floor = floorOf(gate, score.dataset);
    return [
      {
        key: evaluation.id,
        label: score.dataset,
        detail: `data version ${evaluation.dataVersion}, ${number(evaluation.items)} items${
          evaluation.contaminated ? ': contaminated, counts for no release' : ''
        }`,
        value: score.score,
        low: evaluation.low,
        high: evaluation.high,
        other: same?.evaluation
          ? { value: same.score, low: same.evaluation.low, high: same.evaluation.high }
          : undefined,
        mark: floor,
        tone: floor !== undefined && evaluation.low < floor ? 'bad' : 'plain',
      },
    ];
  });
  return (
    <>
      {rows.length > 0 ? (
        <DotIntervals
          label="Golden accuracy by dataset"
          rows={rows}
          text={percent}
          tickText={(value) => percent(value, 0)}
          intervalText={interval}
          here={`Version ${version.modelVersion}, with its 95 % interval`}
          there={against?.modelVersion}
          mark="Floor of the release gate"
          bounds={[0, 1]}
        />
      ) : (
        <p className={detail.text}>
          No golden dataset was answered by this version. Send its predictions to{' '}
          <code>/api/quality/golden-datasets/…/evaluations</code>: they are scored here, never by who sends
          them.
        </p>
      )}
      {reported.length > 0 && (
        <p className={classes.reported}>
          Self-reported, counts for no release:{' '}
          {reported.map((score) => `${score.dataset} ${score.metric} ${figure(score.score)}`).join(', ')}.
        </p>
      )}
      {rows.length > 0 && <Parts version={version} against={against} part={part} onPart={onPart} />}
    </>
  );
}

/** The floor that the policy in force demands of a dataset. */
function floorOf(gate: ReleaseGate | undefined, dataset: string): number | undefined {
  const rule = gate?.rules.find((one) => one.rule === 'golden_accuracy');
  const finding = rule?.findings.find((one) => one.subject === dataset);
  const floor = (finding?.figures as Record<string, unknown> | undefined)?.accuracyFloor;
  return typeof floor === 'number' ? floor : undefined;
}

const byPart = (evaluation: Evaluation, part: Part) =>
  ({
    field: evaluation.figures.byField,
    tag: evaluation.figures.byTag,
    jurisdiction: evaluation.figures.byJurisdiction,
    documentType: evaluation.figures.byDocumentType,
  })[part];

/** Of each dataset's contents the newest evaluation that counts, else the newest. */
export function newestByContent(evaluations: readonly Evaluation[]): Evaluation[] {
  const newest = new Map<string, Evaluation>();
  for (const one of evaluations) {
    const known = newest.get(one.contentSha256);
    if (!known || (known.contaminated && !one.contaminated)) newest.set(one.contentSha256, one);
  }
  return [...newest.values()];
}

const MOST_PARTS = 12;

function Parts({ version, against, part, onPart }: Pick<Props, 'version' | 'against' | 'part' | 'onPart'>) {
  const api = useApi();
  const evaluations = useQuery(evaluationsOf(api, version.id)).data;
  const theirs = useQuery({
    ...evaluationsOf(api, against?.id ?? ''),
    enabled: against !== undefined,
  }).data;
  if (!evaluations || evaluations.length === 0) return null;
  const names = new Map(
    version.goldenDatasetScores.flatMap((score) =>
      score.goldenDatasetId ? [[score.goldenDatasetId, score.dataset] as const] : [],
    ),
  );
  const counting = evaluations.filter((one) => !one.contaminated).length;
  return (
    <>
      <div className={classes.partsHead}>
        <h4>By part</h4>
        <Segments
          label="Part"
          value={part}
          options={PARTS.map((value) => ({ value, text: partName(value) }))}
          onChange={onPart}
        />
      </div>
      {newestByContent(evaluations).map((evaluation) => {
        const other = theirs?.find(
          (one) => one.contentSha256 === evaluation.contentSha256 && !one.contaminated,
        );
        const parts = byPart(evaluation, part).toSorted((one, two) => one.low - two.low);
        return (
          <section key={evaluation.id} aria-label={names.get(evaluation.goldenDatasetId) ?? 'Dataset'}>
            <h5 className={classes.dataset}>
              {names.get(evaluation.goldenDatasetId) ?? 'Dataset'}{' '}
              <span className="dim">
                {number(evaluation.rightItems)} of {number(evaluation.items)} right,{' '}
                <RelativeTime at={evaluation.createdAt} />
              </span>
            </h5>
            {parts.length === 0 ? (
              <p className={detail.text}>Its cases have no such part.</p>
            ) : (
              <DotIntervals
                label={`Accuracy by ${partName(part).toLowerCase()}`}
                rows={parts.slice(0, MOST_PARTS).map((one) => {
                  const same = other && byPart(other, part).find((two) => two.name === one.name);
                  return {
                    key: one.name,
                    label: one.name,
                    detail: `${number(one.right)} of ${number(one.total)}`,
                    value: one.accuracy,
                    low: one.low,
                    high: one.high,
                    other: same && { value: same.accuracy, low: same.low, high: same.high },
                  };
                })}
                text={percent}
                tickText={(value) => percent(value, 0)}
                intervalText={interval}
                here={`Version ${version.modelVersion}`}
                there={against?.modelVersion}
                bounds={[0, 1]}
              />
            )}
            {parts.length > MOST_PARTS && (
              <p className={detail.text}>
                The {MOST_PARTS} least sure of {parts.length}.
              </p>
            )}
            <Materiality evaluation={evaluation} />
          </section>
        );
      })}
      <p className={classes.reported}>
        {number(evaluations.length)} {evaluations.length === 1 ? 'evaluation is' : 'evaluations are'} kept,{' '}
        {number(counting)} of them {counting === 1 ? 'counts' : 'count'} for the gate, which takes the lowest.
      </p>
    </>
  );
}

function Materiality({ evaluation }: { evaluation: Evaluation }) {
  const { comparison } = evaluation;
  const money = evaluation.figures.materiality;
  return (
    <p className={classes.reported}>
      {money.length === 0
        ? 'No amount was wrong. '
        : `Amounts wrong: ${money
            .map((one) => `${one.amount} ${one.currency} over ${number(one.fields)} fields`)
            .join(', ')}. `}
      {evaluation.missingItems > 0 && `${number(evaluation.missingItems)} not answered. `}
      {comparison &&
        `Against the run before: ${number(comparison.newlyWrong)} newly wrong, ${number(comparison.newlyRight)} newly right, McNemar p = ${pText(comparison.mcnemarP)}.`}
    </p>
  );
}
