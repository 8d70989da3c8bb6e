import { Fragment, type ReactNode } from 'react';
import type { ModelVersion } from '@/api/types';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { IconExternalLink } from '@/components/icons';
import { number, utcDay } from '@/lib/format';
import { camelWords } from '@/lib/record-words';
import { flatten } from './compare';
import classes from './Lineage.module.css';
import { figure } from './words';

/** What a version was made of: its data, its settings, its artifact. None of it ever changes. */
export function Lineage({ version }: { version: ModelVersion }) {
  const settings = [...flatten(version.hyperparameters)];
  return (
    <div className={classes.columns}>
      <section aria-label="Training data">
        <h4 className={classes.head}>Training data</h4>
        {version.trainingData.length === 0 ? (
          <p className={detail.text}>Not said.</p>
        ) : (
          <ul className={classes.data}>
            {version.trainingData.map((one) => (
              <li key={one.datasetUri + (one.sha256 ?? '')}>
                <CopyText text={one.datasetUri} label="data set address" />
                <span className="dim">
                  {[
                    one.rows === null ? undefined : `${number(one.rows)} rows`,
                    one.from && one.to ? `${utcDay(one.from)} – ${utcDay(one.to)}` : undefined,
                    one.goldenDatasetId ? 'a golden dataset' : undefined,
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
                {one.sha256 && (
                  <CopyText text={one.sha256} shown={`SHA-256 ${one.sha256.slice(0, 12)}…`} label="SHA-256" />
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label="Hyperparameters">
        <h4 className={classes.head}>Hyperparameters</h4>
        {settings.length === 0 ? (
          <p className={detail.text}>None told.</p>
        ) : (
          <dl className={classes.settings}>
            {settings.map(([name, value]) => (
              <Fragment key={name}>
                <dt>{name.split('.').map(camelWords).join(', ')}</dt>
                <dd>{typeof value === 'number' ? figure(value) : value}</dd>
              </Fragment>
            ))}
          </dl>
        )}
      </section>
      <section aria-label="Artifact">
        <h4 className={classes.head}>Artifact</h4>
        <dl className={classes.settings}>
          <Rows
            rows={[
              ['Place', <CopyText key="u" text={version.artifactUri} label="artifact address" />],
              [
                'SHA-256',
                version.artifactSha256 ? (
                  <CopyText
                    key="s"
                    text={version.artifactSha256}
                    shown={`${version.artifactSha256.slice(0, 16)}…`}
                    label="SHA-256"
                  />
                ) : (
                  <span key="s" className="dim">
                    Not known: the gate fails without it
                  </span>
                ),
              ],
              ['Run', version.runId ? <Run key="r" version={version} /> : undefined],
              ...version.explainability.map((one): [string, ReactNode] => [
                camelWords(one.kind),
                <CopyText key={one.uri} text={one.uri} label={`${one.kind} address`} />,
              ]),
            ]}
          />
        </dl>
      </section>
    </div>
  );
}

function Rows({ rows }: { rows: readonly [string, ReactNode][] }) {
  return rows.map(([label, value]) =>
    value === undefined ? null : (
      <Fragment key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </Fragment>
    ),
  );
}

function Run({ version }: { version: ModelVersion }) {
  // Only web addresses are followed: whoever registers could have written anything.
  if (version.runLink && /^https?:\/\//.test(version.runLink))
    return (
      <a href={version.runLink} className={detail.link} target="_blank" rel="noreferrer">
        {version.runId} <IconExternalLink size={12} aria-hidden />
      </a>
    );
  return <CopyText text={version.runId ?? ''} label="run id" />;
}
