import type { FairnessMetric, ModelVersion } from '@/api/types';
import { DotIntervals } from '@/components/chart/DotIntervals';
import detail from '@/components/Detail.module.css';
import { camelWords } from '@/lib/record-words';
import classes from './Scores.module.css';
import { figure } from './words';

/** What was measured of single groups, metric by metric, each against its threshold and the other version. */
export function Fairness({ version, against }: { version: ModelVersion; against: ModelVersion | undefined }) {
  const metrics = byMetric(version.fairnessMetrics);
  if (metrics.size === 0)
    return (
      <p className={detail.text}>
        No metric by group was reported. Golden accuracy by jurisdiction and document type stands above.
      </p>
    );
  return [...metrics].map(([metric, groups]) => (
    <section key={metric} aria-label={camelWords(metric)}>
      <h4 className={classes.dataset}>{camelWords(metric)}</h4>
      <DotIntervals
        label={`${camelWords(metric)} by group`}
        rows={groups.map((one) => {
          const same = against?.fairnessMetrics.find(
            (other) => other.metric === metric && other.group === one.group,
          );
          return {
            key: one.group,
            label: one.group,
            value: one.value,
            other: same && { value: same.value },
            mark: one.threshold ?? undefined,
          };
        })}
        text={figure}
        here={`Version ${version.modelVersion}`}
        there={against?.modelVersion}
        mark="Threshold"
      />
    </section>
  ));
}

export function byMetric(metrics: readonly FairnessMetric[]): Map<string, FairnessMetric[]> {
  const found = new Map<string, FairnessMetric[]>();
  for (const one of metrics) found.set(one.metric, [...(found.get(one.metric) ?? []), one]);
  return found;
}
