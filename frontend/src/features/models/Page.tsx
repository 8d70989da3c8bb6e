import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { ModelVersion, RegisteredModel } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { ExportMenu } from '@/components/ExportMenu';
import { IconPlus } from '@/components/icons';
import { RecordList } from '@/components/RecordList';
import { Segments } from '@/components/Segments';
import { useCommands } from '@/lib/commands';
import { collectPages } from '@/lib/export';
import { ModelCard, modelColumns, VersionCard, versionColumns } from './columns';
import { modelCsv, versionCsv } from './export';
import { ModelFilters, VersionFilters } from './Filters';
import { NothingFound } from './NothingFound';
import {
  fetchModel,
  fetchModels,
  fetchVersion,
  fetchVersions,
  MODEL_TYPE,
  modelKeys,
  replaceModel,
  replaceVersion,
  VERSION_TYPE,
  versionKeys,
} from './queries';
import { Summary } from './Summary';
import {
  DEFAULT_SORT,
  DEFAULT_VERSION_SORT,
  filterOf,
  type ModelFilter,
  type ModelSearch,
  NO_FILTER,
  SORTS,
  toModelQuery,
  toVersionQuery,
  VERSION_SORTS,
} from './search';
import { useModelsLive, useStandingsLive } from './use-live';

const ModelPanel = lazy(async () => ({ default: (await import('./ModelPanel')).ModelPanel }));
const RegisterDialog = lazy(async () => ({ default: (await import('./RegisterDialog')).RegisterDialog }));

export type OnSearch = (change: Partial<ModelSearch>, options?: { replace?: boolean }) => void;

interface Props {
  search: ModelSearch;
  onSearch: OnSearch;
}

interface ViewProps extends Props {
  views: ReactNode;
  register: ReactNode;
}

const PAGE = 200;
const group = 'Model registry';
const views = [
  { value: 'models', text: 'Models' },
  { value: 'versions', text: 'Versions' },
] as const;
/** Models by name, with what is in production and how good it is, or every version there is. */
export function ModelsPage({ search, onSearch }: Props) {
  const person = usePerson();
  const navigate = useNavigate();
  const [registering, setRegistering] = useState(false);
  useModelsLive();
  const go = (view: ModelSearch['view'], filter: ModelFilter = {}) =>
    onSearch({ ...NO_FILTER, model: undefined, view, ...filter }, { replace: false });
  useCommands([
    { id: 'models', label: 'Show models by name', group, run: () => go(undefined) },
    { id: 'versions', label: 'Show every version', group, run: () => go('versions') },
    {
      id: 'drifting',
      label: 'Show models with open drift',
      group,
      run: () => go(undefined, { openDrift: true }),
    },
    {
      id: 'staging',
      label: 'Show versions that wait for production',
      group,
      run: () => go('versions', { status: ['staging'] }),
    },
    ...(person.may.changeModels
      ? [
          {
            id: 'register',
            label: 'Register a version',
            group,
            keys: ['c'],
            run: () => setRegistering(true),
          },
        ]
      : []),
  ]);
  const props: ViewProps = {
    search,
    onSearch,
    views: (
      <Segments
        label="View"
        options={views}
        value={search.view ?? 'models'}
        onChange={(view) => go(view === 'models' ? undefined : view)}
      />
    ),
    register: person.may.changeModels && (
      <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setRegistering(true)}>
        Register
      </Button>
    ),
  };
  return (
    <>
      {search.view === 'versions' ? <Versions {...props} /> : <Models {...props} />}
      <Suspense>
        {registering && (
          <RegisterDialog
            onClose={() => setRegistering(false)}
            onRegistered={(version) =>
              void navigate({ to: '/modelops/models/$id', params: { id: version.id } })
            }
          />
        )}
      </Suspense>
    </>
  );
}

function Models({ search, onSearch, views, register }: ViewProps) {
  useStandingsLive(search);
  const api = useApi();
  const client = useQueryClient();
  const filter = (change: ModelFilter) => onSearch(change);
  return (
    <RecordList
      title="Model registry"
      plural="models"
      views={views}
      summary={<Summary search={search} onSearch={onSearch} />}
      actions={(total) => (
        <>
          <ExportMenu
            name="models"
            plural="models"
            total={total}
            collect={(onProgress) => collectPages((at) => fetchModels(api, search, at, PAGE), onProgress)}
            columns={modelCsv}
            asked={() => ({ filter: filterOf(search), query: toModelQuery(search) })}
          />
          {register}
        </>
      )}
      filters={(total, input) => (
        <ModelFilters search={search} onFilter={filter} total={total} searchInput={input} />
      )}
      queryKey={modelKeys.list(search)}
      fetchPage={(at, limit, signal) => fetchModels(api, search, at, limit, signal)}
      columns={modelColumns}
      card={(model: RegisteredModel) => <ModelCard model={model} />}
      sort={search.sort ?? DEFAULT_SORT}
      sorts={SORTS}
      onSort={(sort) => onSearch({ sort: sort === DEFAULT_SORT ? undefined : sort })}
      nothing={<NothingFound search={search} onFilter={filter} plural="models" />}
      openId={search.model}
      onOpen={(model, options) => onSearch({ model }, options)}
      panel={(listed, close) => <ModelPanel id={search.model ?? ''} listed={listed} onClose={close} />}
      concerns={({ recordType }) => recordType === MODEL_TYPE}
      refresh={async (id) => replaceModel(client, await fetchModel(api, id))}
      onSettle={() => void client.invalidateQueries({ queryKey: modelKeys.figures })}
    />
  );
}

function Versions({ search, onSearch, views, register }: ViewProps) {
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const filter = (change: ModelFilter) => onSearch(change);
  return (
    <RecordList
      title="Model registry"
      plural="versions"
      views={views}
      summary={<Summary search={search} onSearch={onSearch} />}
      actions={(total) => (
        <>
          <ExportMenu
            name="model-versions"
            plural="versions"
            total={total}
            collect={(onProgress) => collectPages((at) => fetchVersions(api, search, at, PAGE), onProgress)}
            columns={versionCsv}
            asked={() => ({ filter: filterOf(search), query: toVersionQuery(search) })}
          />
          {register}
        </>
      )}
      filters={(total, input) => (
        <VersionFilters search={search} onFilter={filter} total={total} searchInput={input} />
      )}
      queryKey={versionKeys.list(search)}
      fetchPage={(at, limit, signal) => fetchVersions(api, search, at, limit, signal)}
      columns={versionColumns}
      card={(version: ModelVersion) => <VersionCard version={version} />}
      sort={search.versionSort ?? DEFAULT_VERSION_SORT}
      sorts={VERSION_SORTS}
      onSort={(sort) => onSearch({ versionSort: sort === DEFAULT_VERSION_SORT ? undefined : sort })}
      nothing={<NothingFound search={search} onFilter={filter} plural="versions" />}
      openId={undefined}
      onOpen={(id) => id && void navigate({ to: '/modelops/models/$id', params: { id } })}
      panel={() => null}
      concerns={({ recordType }) => recordType === VERSION_TYPE}
      refresh={async (id) => replaceVersion(client, await fetchVersion(api, id))}
    />
  );
}
