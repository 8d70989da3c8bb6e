import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { ModelVersion } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import list from '@/components/ListPage.module.css';
import { PageHeader } from '@/components/PageHeader';
import { PendingApproval } from '@/components/PendingApproval';
import { PersonName } from '@/components/PersonName';
import { RecordHistory } from '@/components/RecordHistory';
import { ErrorState, ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime } from '@/components/Time';
import { useCommands } from '@/lib/commands';
import { authorName, number } from '@/lib/format';
import { Drift } from './Drift';
import { Fairness } from './Fairness';
import { Figures } from './Figures';
import { Gate } from './Gate';
import { Lineage } from './Lineage';
import { Metrics } from './Metrics';
import { Promotions } from './Promotions';
import { gateOf, VERSION_TYPE, versionRecord, versionsOf } from './queries';
import { Scores } from './Scores';
import { Split } from './Split';
import { type Asking, Standing } from './Standing';
import type { VersionSearch } from './search';
import { useVersionChange } from './use-change';
import { useModelsLive } from './use-live';
import classes from './VersionPage.module.css';
import { versionWords } from './words';

const Asked = lazy(async () => ({ default: (await import('./Asked')).Asked }));
const LostRace = lazy(async () => ({ default: (await import('./LostRace')).LostRace }));

interface Props {
  id: string;
  search: VersionSearch;
  onSearch: (change: Partial<VersionSearch>) => void;
}

/** One version: where it stands, what it was made of, how good it is, and what keeps it out of production. */
export function VersionPage({ id, search, onSearch }: Props) {
  useModelsLive();
  const record = useQuery(versionRecord(useApi(), id));
  const version = record.data;
  return (
    <div className={list.page}>
      <div className={list.list}>
        <PageHeader title={version ? `${version.name} ${version.modelVersion}` : 'Model version'}>
          <Link to="/modelops/models" className={detail.link}>
            All models
          </Link>
        </PageHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section className={list.scroller} aria-label="Model version" tabIndex={0}>
          {version ? (
            <Version version={version} search={search} onSearch={onSearch} />
          ) : record.error ? (
            <ErrorState error={record.error} onRetry={() => void record.refetch()} />
          ) : (
            <div className={classes.loading} aria-busy="true">
              <Skeleton width="40%" height={20} />
              <Skeleton width="70%" />
              <Skeleton width="100%" height={240} />
            </div>
          )}
        </section>
      </div>
    </div>
  );
}

/**
 * What a version is held against when nobody said: the largest of the others in production, else the one whose share
 * it took.
 */
export function usualAgainst(version: Pick<ModelVersion, 'id' | 'split' | 'replacesId'>): string | undefined {
  return version.split.find((one) => one.id !== version.id)?.id ?? version.replacesId ?? undefined;
}

function Version({ version, search, onSearch }: { version: ModelVersion } & Omit<Props, 'id'>) {
  const api = useApi();
  const change = useVersionChange();
  // The dialog keeps the version as it was when it opened: a change that arrives meanwhile is a lost race to show.
  const [asking, setAsking] = useState<{ asking: Asking; seen: ModelVersion }>();
  const gate = useQuery(gateOf(api, version.id));
  const versions = useQuery(versionsOf(api, version.name)).data;
  const againstId = search.against ?? usualAgainst(version);
  const against = useQuery({
    ...versionRecord(api, againstId ?? ''),
    enabled: againstId !== undefined && againstId !== version.id,
  }).data;
  useCommands([
    { id: 'back', label: 'Back to all models', group: 'Model registry', run: () => history.back() },
  ]);
  useEffect(() => {
    // The address may name a section; it is there only now.
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  const ask = (what: Asking) => {
    change.reset();
    setAsking({ asking: what, seen: version });
  };
  const others = versions?.items.filter((one) => one.id !== version.id) ?? [];
  const heldAgainst = others.length > 0 && (
    <NativeSelect
      size="xs"
      aria-label="Held against"
      value={against?.id ?? ''}
      onChange={(event) => onSearch({ against: event.currentTarget.value || undefined })}
      data={[
        ...(against ? [] : [{ value: '', label: 'Nothing' }]),
        ...others.map((one) => ({
          value: one.id,
          label: `${one.modelVersion}${one.status === 'production' ? ', in production' : ''}`,
        })),
      ]}
    />
  );
  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <div className={classes.badges}>
          <StatusBadge status={version.status} />
          {version.aliases.map((alias) => (
            <span key={alias} className={detail.state} data-tone="plain">
              {alias}
            </span>
          ))}
        </div>
        <Standing version={version} onAsk={ask} />
        {version.description && <p className={detail.description}>{version.description}</p>}
        <PendingApproval recordType={VERSION_TYPE} id={version.id} onDecided={() => change.reset()} />
        <Figures version={version} gate={gate.data} />
      </div>
      <div className={classes.main}>
        <Section
          id="gate"
          title="Release gate"
          aside={version.status === 'production' ? 'as it would judge this version now' : undefined}
        >
          {gate.data ? (
            <Gate gate={gate.data} />
          ) : gate.error ? (
            <ProblemNote error={gate.error} />
          ) : (
            <Skeleton width="100%" height={200} />
          )}
        </Section>
        <Section id="scores" title="Golden scores" aside={against && `beside ${against.modelVersion}`}>
          <Scores
            version={version}
            against={against}
            gate={gate.data}
            part={search.part ?? 'field'}
            onPart={(part) => onSearch({ part: part === 'field' ? undefined : part })}
          />
        </Section>
        <Section id="metrics" title="Metrics" end={heldAgainst}>
          <Metrics version={version} against={against} />
        </Section>
        <Section id="fairness" title="Fairness by group">
          <Fairness version={version} against={against} />
        </Section>
        <Section id="drift" title="Drift by feature" aside="reference against current">
          <Drift version={version} />
        </Section>
        <Section id="lineage" title="What it was made of" aside="never changes">
          <Lineage version={version} />
        </Section>
      </div>
      <aside className={classes.side} aria-label="About this version">
        <section className={detail.section} aria-label="Production">
          <div className={detail.sectionHead}>
            <h3>Production</h3>
          </div>
          <Split split={version.split} shown={version.id} />
        </section>
        <Facts version={version} />
        {others.length > 0 && (
          <section className={detail.section} aria-label="Other versions">
            <div className={detail.sectionHead}>
              <h3>Other versions</h3>
              <span className="dim">{number(versions?.page.total ?? 0)} in all</span>
            </div>
            <ul className={classes.versions}>
              {others.slice(0, 8).map((one) => (
                <li key={one.id}>
                  <Link to="/modelops/models/$id" params={{ id: one.id }} className={detail.link}>
                    {one.modelVersion}
                  </Link>
                  <StatusBadge status={one.status} />
                </li>
              ))}
            </ul>
            {(versions?.page.total ?? 0) > 9 && (
              <Link
                to="/modelops/models"
                search={{ view: 'versions', name: [version.name] }}
                className={detail.link}
              >
                Show all
              </Link>
            )}
          </section>
        )}
        <Promotions id={version.id} />
        <RecordHistory recordType={VERSION_TYPE} id={version.id} words={versionWords} />
      </aside>
      <Suspense>
        {asking && (
          <Asked
            asking={asking.asking}
            seen={asking.seen}
            gate={gate.data}
            change={change}
            onAsk={ask}
            onClose={() => setAsking(undefined)}
          />
        )}
        {change.race && <LostRace race={change.race} change={change} />}
      </Suspense>
    </div>
  );
}

function Section(props: {
  id: string;
  title: string;
  aside?: string | undefined;
  end?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section id={props.id} className={classes.section} aria-label={props.title}>
      <div className={detail.sectionHead}>
        <h2 className={classes.title}>{props.title}</h2>
        {props.aside && <span className="dim">{props.aside}</span>}
        {props.end && <span className={detail.end}>{props.end}</span>}
      </div>
      {props.children}
    </section>
  );
}

function Facts({ version }: { version: ModelVersion }) {
  const tags = Object.entries(version.tags as Record<string, unknown>);
  const rows: [string, ReactNode][] = [
    ['Owner', <PersonName key="o" name={version.owner.replace(/^service-account-/, '')} />],
    ['Framework', version.framework],
    ['Type', version.modelType],
    ['Registered', <ExactTime key="r" at={version.createdAt} />],
    ['by', <PersonName key="b" name={authorName(version.registeredBy)} />],
    ...(version.promotedAt
      ? [['In production', <ExactTime key="p" at={version.promotedAt} />] as [string, ReactNode]]
      : []),
    ...tags.map(([tag, value]): [string, ReactNode] => [tag, String(value)]),
    ['Id', <CopyText key="i" text={version.id} label="version id" />],
  ];
  return (
    <section className={detail.section} aria-label="Facts">
      <div className={detail.sectionHead}>
        <h3>Facts</h3>
      </div>
      <dl className={detail.facts}>
        {rows.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
