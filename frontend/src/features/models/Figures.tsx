import { useQuery } from '@tanstack/react-query';
import type { ModelVersion, ReleaseGate } from '@/api/types';
import { useApi } from '@/auth/context';
import { number } from '@/lib/format';
import classes from './Figures.module.css';
import { driftOf } from './queries';
import { interval, percent } from './words';

/** The four figures that matter, each leading to its section. */
export function Figures({ version, gate }: { version: ModelVersion; gate: ReleaseGate | undefined }) {
  const looks = useQuery(driftOf(useApi(), version.id)).data;
  const open = looks?.filter((one) => one.status === 'open' || one.status === 'acknowledged');
  const grave = open?.filter((one) => one.alert).length ?? 0;
  const score = lowestScore(version);
  const passed = gate?.rules.filter((rule) => rule.verdict === 'pass').length;
  const figures: { to: string; label: string; value: string | undefined; of: string; bad?: boolean }[] = [
    {
      to: '#scores',
      label: 'Golden accuracy',
      value: score && percent(score.score),
      of: score?.evaluation
        ? `${interval(score.evaluation.low, score.evaluation.high)}, ${score.dataset}`
        : 'not evaluated',
    },
    {
      to: '#gate',
      label: 'Release gate',
      value: gate && (gate.policyNumber === null ? 'No policy' : `${passed} of ${gate.rules.length}`),
      of: gate?.verdict === 'pass' ? 'rules pass: open' : 'closed',
      bad: gate?.verdict !== 'pass' && gate?.policyNumber !== null && gate !== undefined,
    },
    {
      to: '#drift',
      label: 'Open drift',
      value: looks && looks.length > 0 ? number(open?.length ?? 0) : undefined,
      of:
        looks === undefined || looks.length === 0
          ? 'never looked for'
          : grave > 0
            ? `${number(grave)} high or critical`
            : 'none high or critical',
      bad: grave > 0,
    },
    {
      to: '#production',
      label: 'Share of production',
      value: version.status === 'production' ? `${version.rolloutPercentage} %` : undefined,
      of: version.status === 'production' ? 'of all answers' : 'not in production',
    },
  ];
  return (
    <ul className={classes.figures} aria-label="Figures">
      {figures.map((one) => (
        <li key={one.label} data-bad={one.bad || undefined}>
          <span className={classes.label}>{one.label}</span>
          {one.to === '#production' ? (
            <span className={classes.value}>{one.value ?? '–'}</span>
          ) : (
            <a
              href={one.to}
              className={classes.value}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(one.to.slice(1))?.scrollIntoView({ block: 'start' });
              }}
            >
              {one.value ?? '–'}
            </a>
          )}
          <span className={classes.of}>{one.of}</span>
        </li>
      ))}
    </ul>
  );
}

/** Of the datasets that a version answered without knowing the answers the one it did worst at. */
export function lowestScore(version: Pick<ModelVersion, 'goldenDatasetScores'>) {
  return version.goldenDatasetScores
    .filter((score) => score.evaluation && !score.evaluation.contaminated)
    .toSorted((one, other) => (one.evaluation?.low ?? 0) - (other.evaluation?.low ?? 0))[0];
}
