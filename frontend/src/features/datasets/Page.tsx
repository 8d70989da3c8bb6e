import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Evaluation, GoldenDataset } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { ExportMenu } from '@/components/ExportMenu';
import { IconPlus } from '@/components/icons';
import { RecordList } from '@/components/RecordList';
import { Segments } from '@/components/Segments';
import { useCommands } from '@/lib/commands';
import { collectPages } from '@/lib/export';
import { DatasetCard, datasetColumns, EvaluationCard, evaluationColumns } from './columns';
import { datasetCsv, evaluationCsv } from './export';
import { DatasetFilters, EvaluationFilters } from './Filters';
import { NothingFound } from './NothingFound';
import own from './Page.module.css';
import {
  DATASET_TYPE,
  datasetKeys,
  EVALUATION_TYPE,
  evaluationKeys,
  fetchDataset,
  fetchDatasets,
  fetchEvaluation,
  fetchEvaluations,
  replaceDataset,
  replaceEvaluation,
} from './queries';
import {
  CLOSED,
  type DatasetFilter,
  type DatasetSearch,
  DEFAULT_EVALUATION_SORT,
  DEFAULT_SORT,
  EVALUATION_SORTS,
  filterOf,
  NO_FILTER,
  SORTS,
  toDatasetQuery,
  toEvaluationQuery,
} from './search';
import { usePageLive } from './use-live';

const DatasetPanel = lazy(async () => ({ default: (await import('./DatasetPanel')).DatasetPanel }));
const EvaluationPanel = lazy(async () => ({ default: (await import('./EvaluationPanel')).EvaluationPanel }));
const DatasetDialog = lazy(async () => ({ default: (await import('./DatasetDialog')).DatasetDialog }));

export type OnSearch = (change: Partial<DatasetSearch>, options?: { replace?: boolean }) => void;

interface Props {
  search: DatasetSearch;
  onSearch: OnSearch;
}

const PAGE = 200;
const group = 'Golden datasets';
const views = [
  { value: 'datasets', text: 'Versions' },
  { value: 'evaluations', text: 'Evaluations' },
] as const;

/** What is known to be right, and how near to it each system comes. */
export function DatasetsPage({ search, onSearch }: Props) {
  const person = usePerson();
  const [making, setMaking] = useState(false);
  usePageLive();
  const go = (view: DatasetSearch['view'], filter: DatasetFilter = {}) =>
    onSearch({ ...NO_FILTER, ...CLOSED, view, ...filter }, { replace: false });
  useCommands([
    ...(person.may.reportQuality
      ? [{ id: 'make', label: 'Upload a golden dataset', group, keys: ['c'], run: () => setMaking(true) }]
      : []),
    { id: 'versions', label: 'Show versions of golden datasets', group, run: () => go(undefined) },
    { id: 'active', label: 'Show active datasets', group, run: () => go(undefined, { status: ['active'] }) },
    { id: 'evaluations', label: 'Show every evaluation', group, run: () => go('evaluations') },
  ]);
  const shared: Shared = {
    views: (
      <Segments
        label="View"
        options={views}
        value={search.view ?? 'datasets'}
        onChange={(view) => go(view === 'datasets' ? undefined : view)}
      />
    ),
    make: person.may.reportQuality && (
      <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setMaking(true)}>
        New dataset
      </Button>
    ),
  };
  return (
    <>
      {search.view === 'evaluations' ? (
        <EvaluationList search={search} onSearch={onSearch} {...shared} />
      ) : (
        <VersionList search={search} onSearch={onSearch} {...shared} />
      )}
      <Suspense>
        {making && (
          <DatasetDialog
            onClose={() => setMaking(false)}
            onMade={(dataset) => {
              setMaking(false);
              onSearch({ ...CLOSED, dataset: dataset.id }, { replace: false });
            }}
          />
        )}
      </Suspense>
    </>
  );
}

interface Shared {
  views: ReactNode;
  make: ReactNode;
}

const openOf = (search: DatasetSearch) => search.evaluation ?? search.dataset;

/** Whatever is open, beside either of the views. */
function Panel({ search, onSearch }: Props) {
  const close = () => onSearch(CLOSED, { replace: false });
  if (search.evaluation)
    return (
      <EvaluationPanel
        id={search.evaluation}
        choice={search.outcome}
        onChoice={(outcome) => onSearch({ outcome })}
        onClose={close}
      />
    );
  if (search.dataset)
    return <DatasetPanel id={search.dataset} search={search} onSearch={onSearch} onClose={close} />;
  return null;
}

function VersionList({ search, onSearch, views, make }: Props & Shared) {
  const api = useApi();
  const client = useQueryClient();
  const filter = (change: DatasetFilter) => onSearch(change);
  return (
    <RecordList
      title="Golden datasets"
      plural="dataset versions"
      className={own.page}
      views={views}
      actions={(total) => (
        <>
          <ExportMenu
            name="golden-datasets"
            plural="versions"
            total={total}
            collect={(onProgress) => collectPages((at) => fetchDatasets(api, search, at, PAGE), onProgress)}
            columns={datasetCsv}
            asked={() => ({ filter: filterOf(search), query: toDatasetQuery(search) })}
          />
          {make}
        </>
      )}
      filters={(total, input) => (
        <DatasetFilters search={search} onFilter={filter} total={total} searchInput={input} />
      )}
      queryKey={datasetKeys.list(search)}
      fetchPage={(at, limit, signal) => fetchDatasets(api, search, at, limit, signal)}
      columns={datasetColumns}
      card={(dataset: GoldenDataset) => <DatasetCard dataset={dataset} />}
      sort={search.sort ?? DEFAULT_SORT}
      sorts={SORTS}
      onSort={(sort) => onSearch({ sort: sort === DEFAULT_SORT ? undefined : sort })}
      nothing={<NothingFound search={search} onFilter={filter} plural="versions" />}
      openId={openOf(search)}
      onOpen={(dataset, options) => onSearch({ ...CLOSED, dataset }, options)}
      panel={() => <Panel search={search} onSearch={onSearch} />}
      concerns={({ recordType }) => recordType === DATASET_TYPE}
      refresh={async (id) => replaceDataset(client, await fetchDataset(api, id))}
    />
  );
}

function EvaluationList({ search, onSearch, views, make }: Props & Shared) {
  const api = useApi();
  const client = useQueryClient();
  const filter = (change: DatasetFilter) => onSearch(change);
  return (
    <RecordList
      title="Golden datasets"
      plural="evaluations"
      className={own.page}
      views={views}
      actions={(total) => (
        <>
          <ExportMenu
            name="evaluations"
            plural="evaluations"
            total={total}
            collect={(onProgress) =>
              collectPages((at) => fetchEvaluations(api, search, at, PAGE), onProgress)
            }
            columns={evaluationCsv}
            asked={() => ({ filter: filterOf(search), query: toEvaluationQuery(search) })}
          />
          {make}
        </>
      )}
      filters={(total, input) => (
        <EvaluationFilters search={search} onFilter={filter} total={total} searchInput={input} />
      )}
      queryKey={evaluationKeys.list(search)}
      fetchPage={(at, limit, signal) => fetchEvaluations(api, search, at, limit, signal)}
      columns={evaluationColumns}
      card={(evaluation: Evaluation) => <EvaluationCard evaluation={evaluation} />}
      sort={search.evaluationSort ?? DEFAULT_EVALUATION_SORT}
      sorts={EVALUATION_SORTS}
      onSort={(sort) => onSearch({ evaluationSort: sort === DEFAULT_EVALUATION_SORT ? undefined : sort })}
      nothing={<NothingFound search={search} onFilter={filter} plural="evaluations" />}
      openId={openOf(search)}
      onOpen={(evaluation, options) => onSearch({ ...CLOSED, evaluation }, options)}
      panel={() => <Panel search={search} onSearch={onSearch} />}
      concerns={({ recordType }) => recordType === EVALUATION_TYPE}
      refresh={async (id) => {
        if (id === search.evaluation) replaceEvaluation(client, await fetchEvaluation(api, id));
      }}
    />
  );
}
