import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { RegisteredModel } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { PeekPanel } from '@/components/PeekPanel';
import { PersonName } from '@/components/PersonName';
import { RecordHistory } from '@/components/RecordHistory';
import { SeverityMark } from '@/components/SeverityMark';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime, RelativeTime } from '@/components/Time';
import { authorName, number, shortId } from '@/lib/format';
import { VersionLink } from './columns';
import classes from './ModelPanel.module.css';
import { MODEL_TYPE, modelRecord, versionsOf } from './queries';
import { Split } from './Split';
import { interval, modelWords, percent } from './words';

interface Props {
  id: string;
  listed: RegisteredModel | undefined;
  onClose: () => void;
}

export function ModelPanel({ id, listed, onClose }: Props) {
  const record = useQuery({ ...modelRecord(useApi(), id), placeholderData: listed });
  const model = record.data;
  return (
    <PeekPanel
      label="Model detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {model && (
            <StatusBadge status={model.standing.production.length > 0 ? 'production' : 'no_production'} />
          )}
          <CopyText text={id} shown={shortId(id)} label="model id" />
        </>
      }
    >
      {model ? (
        <Detail key={id} model={model} />
      ) : record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="60%" height={18} />
          <Skeleton width="80%" />
        </div>
      )}
    </PeekPanel>
  );
}

function Detail({ model }: { model: RegisteredModel }) {
  const { standing } = model;
  const aliases = Object.entries(model.aliases as Record<string, string>);
  const tags = Object.entries(model.tags as Record<string, unknown>);
  const rows: [string, ReactNode][] = [
    ...standing.production
      .slice(0, 1)
      .flatMap((one): [string, ReactNode][] => [
        ['Since', <ExactTime key="s" at={one.promotedAt} />],
        [
          'Let in by',
          <PersonName key="b" name={one.promotedBy ? authorName(one.promotedBy) : null} nobody="Not kept" />,
        ],
        ...(one.overridden
          ? [['Gate', <strong key="o">Overridden by two admins</strong>] as [string, ReactNode]]
          : []),
      ]),
    ...(standing.score
      ? [
          [
            'Accuracy',
            <span key="a" className="figures">
              {percent(standing.score.accuracy)}{' '}
              <span className="dim">
                {interval(standing.score.low, standing.score.high)}, {standing.score.dataset}
                {standing.score.contaminated && ', contaminated'}
              </span>
            </span>,
          ] as [string, ReactNode],
        ]
      : []),
    ...aliases.map(([alias, version]): [string, ReactNode] => [alias, version]),
    ...tags.map(([tag, value]): [string, ReactNode] => [tag, String(value)]),
    ['Made', <ExactTime key="m" at={model.createdAt} />],
  ];
  return (
    <>
      <h2 className={detail.title}>{model.name}</h2>
      {model.description && <p className={detail.description}>{model.description}</p>}
      <Split split={model.split} />
      <dl className={`${detail.facts} ${classes.facts}`}>
        {rows.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <Versions model={model} />
      <RecordHistory recordType={MODEL_TYPE} id={model.id} words={modelWords} />
    </>
  );
}

function Versions({ model }: { model: RegisteredModel }) {
  const versions = useQuery(versionsOf(useApi(), model.name)).data;
  return (
    <section className={detail.section} aria-label="Versions">
      <div className={detail.sectionHead}>
        <h3>Versions</h3>
        <span className="dim">{number(model.versions)} in all</span>
      </div>
      {!versions && <Skeleton width="100%" height={80} />}
      <ul className={classes.versions}>
        {versions?.items.map((one) => {
          const drift = model.standing.drift.find((two) => two.id === one.id);
          return (
            <li key={one.id}>
              <VersionLink id={one.id} className={detail.link}>
                {one.modelVersion}
              </VersionLink>
              <StatusBadge status={one.status} />
              {drift?.worst && (
                <VersionLink id={one.id} hash="drift" className={classes.drift}>
                  <SeverityMark severity={drift.worst} />
                  <span className="visually-hidden">drift is open</span>
                </VersionLink>
              )}
              <RelativeTime at={one.createdAt} className={classes.time ?? ''} />
            </li>
          );
        })}
      </ul>
      {versions && versions.items.length < model.versions && (
        <Link to="/modelops/models" search={{ view: 'versions', name: [model.name] }} className={detail.link}>
          Show all
        </Link>
      )}
    </section>
  );
}
