import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { GoldenDataset } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { fileSize } from '@/components/FileDrop';
import { PeekPanel } from '@/components/PeekPanel';
import { RecordHistory } from '@/components/RecordHistory';
import { Segments } from '@/components/Segments';
import { ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime, RelativeTime } from '@/components/Time';
import { authorName, number, shortId } from '@/lib/format';
import classes from './DatasetPanel.module.css';
import { Differences } from './Differences';
import { Evaluations } from './Evaluations';
import { Items } from './Items';
import type { OnSearch } from './Page';
import { DATASET_TYPE, datasetRecord, versionsOf } from './queries';
import { CLOSED, type DatasetSearch, PARTS } from './search';
import { Tags } from './Tags';
import { useMove } from './use-move';
import { comparatorText, datasetWords, items } from './words';

const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog')).MoveDialog }));
const LostRace = lazy(async () => ({ default: (await import('./MoveDialog')).LostRace }));
const VersionDialog = lazy(async () => ({ default: (await import('./VersionDialog')).VersionDialog }));
const AnswersDialog = lazy(async () => ({ default: (await import('./AnswersDialog')).AnswersDialog }));

interface Props {
  id: string;
  search: DatasetSearch;
  onSearch: OnSearch;
  onClose: () => void;
}

export function DatasetPanel({ id, search, onSearch, onClose }: Props) {
  const record = useQuery(datasetRecord(useApi(), id));
  const dataset = record.data;
  return (
    <PeekPanel
      label="Dataset detail"
      record={id}
      onClose={onClose}
      heading={
        <>
          {dataset && <StatusBadge status={dataset.status} />}
          <CopyText text={id} shown={shortId(id)} label="version id" />
        </>
      }
    >
      {dataset ? (
        <Detail key={id} dataset={dataset} search={search} onSearch={onSearch} />
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

const parts = [
  { value: 'about', text: 'About' },
  { value: 'items', text: 'Items' },
  { value: 'differences', text: 'Differences' },
  { value: 'evaluations', text: 'Evaluations' },
] as const;

interface DetailProps {
  dataset: GoldenDataset;
  search: DatasetSearch;
  onSearch: OnSearch;
}

function Detail({ dataset, search, onSearch }: DetailProps) {
  const person = usePerson();
  const move = useMove();
  const versions = useQuery(versionsOf(useApi(), dataset.name)).data;
  // The dialog keeps the version as it was when it opened: a change that arrives meanwhile is a lost race to show.
  const [asking, setAsking] = useState<{ what: 'move' | 'version' | 'answers'; seen: GoldenDataset }>();
  const ask = (what: 'move' | 'version' | 'answers') => {
    move.reset();
    setAsking({ what, seen: dataset });
  };
  const close = () => setAsking(undefined);
  const part = search.part ?? 'about';
  const next = dataset.nextStatuses[0];
  const button = (what: 'move' | 'version' | 'answers', text: string, isFirst = false) => (
    <Button size="xs" variant={isFirst ? 'filled' : 'default'} onClick={() => ask(what)}>
      {text}
    </Button>
  );
  const shown: Record<typeof part, () => ReactNode> = {
    about: () => <About dataset={dataset} versions={versions} />,
    items: () => <Items dataset={dataset} />,
    differences: () => (
      <Differences
        dataset={dataset}
        versions={versions}
        against={search.against}
        onAgainst={(against) => onSearch({ against })}
      />
    ),
    evaluations: () => <Evaluations dataset={dataset} />,
  };
  return (
    <>
      <h2 className={detail.title}>
        {dataset.name} <span className="dim">v{dataset.dataVersion}</span>
      </h2>
      {person.may.reportQuality && (
        <div className={detail.actions}>
          {dataset.itemCount > 0 && button('answers', 'Send in answers', true)}
          {next && button('move', next === 'active' ? 'Make active' : 'Make inactive')}
          {button('version', 'New version')}
        </div>
      )}
      <div className={classes.parts}>
        <Segments
          label="Part"
          options={parts}
          value={part}
          onChange={(value) => onSearch({ part: PARTS.find((one) => one === value) })}
        />
      </div>
      {shown[part]()}
      <Suspense>
        {asking?.what === 'move' && (
          <MoveDialog seen={asking.seen} versions={versions ?? []} move={move} onClose={close} />
        )}
        {move.race && <LostRace race={move.race} move={move} />}
        {asking?.what === 'version' && (
          <VersionDialog
            of={asking.seen}
            onClose={close}
            onMade={(made) => {
              close();
              onSearch({ ...CLOSED, dataset: made.id, part: 'differences' }, { replace: false });
            }}
          />
        )}
        {asking?.what === 'answers' && (
          <AnswersDialog
            dataset={asking.seen}
            onClose={close}
            onEvaluated={(evaluation) => {
              close();
              onSearch({ ...CLOSED, evaluation: evaluation.id }, { replace: false });
            }}
          />
        )}
      </Suspense>
    </>
  );
}

function About({ dataset, versions }: { dataset: GoldenDataset; versions: GoldenDataset[] | undefined }) {
  return (
    <>
      {dataset.description && <p className={detail.description}>{dataset.description}</p>}
      <Facts dataset={dataset} />
      <Versions dataset={dataset} versions={versions} />
      <Comparators dataset={dataset} />
      <RecordHistory recordType={DATASET_TYPE} id={dataset.id} words={datasetWords} />
    </>
  );
}

function Facts({ dataset }: { dataset: GoldenDataset }) {
  return (
    <dl className={detail.facts}>
      <dt>Items</dt>
      <dd className="figures">
        {number(dataset.itemCount)} <span className="dim">({fileSize(dataset.sizeBytes)})</span>
      </dd>
      <dt>Digest</dt>
      <dd>
        <CopyText text={dataset.contentSha256} label="content digest" withIcon />
        <span className={classes.about}>SHA-256 of the items as they are downloaded.</span>
      </dd>
      {dataset.changeNote && (
        <>
          <dt>Change</dt>
          <dd className={detail.prose}>{dataset.changeNote}</dd>
        </>
      )}
      <dt>Jurisdiction</dt>
      <dd>{dataset.jurisdiction}</dd>
      <dt>Filing</dt>
      <dd>{dataset.filingType}</dd>
      <dt>Documents</dt>
      <dd>{dataset.documentType}</dd>
      <dt>Source</dt>
      <dd>{dataset.source}</dd>
      <dt>Made</dt>
      <dd>
        <ExactTime at={dataset.createdAt} /> by {authorName(dataset.createdBy)}
      </dd>
      {dataset.tags.length > 0 && (
        <>
          <dt>Tags</dt>
          <dd>
            <Tags tags={dataset.tags} />
          </dd>
        </>
      )}
    </dl>
  );
}

/** All versions of the name: which one counts, and the way from one to the next. */
function Versions({ dataset, versions }: { dataset: GoldenDataset; versions: GoldenDataset[] | undefined }) {
  if (!versions) return <Skeleton width="100%" height={60} />;
  return (
    <section className={detail.section} aria-label="Versions">
      <div className={detail.sectionHead}>
        <h3>Versions</h3>
      </div>
      <ul className={classes.versions}>
        {versions.map((one) => (
          <li key={one.id} data-open={one.id === dataset.id || undefined}>
            <Link
              from="/quality/datasets"
              to="/quality/datasets"
              search={(now) => ({ ...now, ...CLOSED, dataset: one.id })}
              className={classes.version}
              aria-current={one.id === dataset.id || undefined}
            >
              v{one.dataVersion}
            </Link>
            <span className={classes.note}>{one.changeNote ?? items(one.itemCount)}</span>
            {one.status === 'active' && <StatusBadge status="active" />}
            {one.id !== dataset.id && (
              <Link
                from="/quality/datasets"
                to="/quality/datasets"
                search={(now) => ({ ...now, part: 'differences', against: one.id })}
                className={detail.link}
              >
                Compare
              </Link>
            )}
            <RelativeTime at={one.createdAt} className={classes.when ?? ''} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Comparators({ dataset }: { dataset: GoldenDataset }) {
  return (
    <section className={detail.section} aria-label="How answers are compared">
      <div className={detail.sectionHead}>
        <h3>How answers are compared</h3>
      </div>
      {dataset.comparators.length === 0 ? (
        <p className={detail.text}>Every field exactly.</p>
      ) : (
        <dl className={classes.comparators}>
          {dataset.comparators.map((one) => (
            <div key={one.field}>
              <dt>{one.field}</dt>
              <dd>{comparatorText(one)}</dd>
            </div>
          ))}
          <div>
            <dt className="dim">any other</dt>
            <dd>exactly</dd>
          </div>
        </dl>
      )}
    </section>
  );
}
