import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import type { SecretRotation } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { useCommands } from '@/lib/commands';
import { DueView } from './DueView';
import { LogView } from './LogView';
import { dueRotations, rotationKeys } from './queries';
import { NO_FILTER, type RotationFilter, type RotationSearch, toView } from './search';
import { usePageLive } from './use-live';

// Their own chunks: the list does not wait for what opens later.
const LogDialog = lazy(async () => ({ default: (await import('./LogDialog')).LogDialog }));
const PolicyDialog = lazy(async () => ({ default: (await import('./PolicyDialog')).PolicyDialog }));

export type OnSearch = (change: Partial<RotationSearch>, options?: { replace?: boolean }) => void;

interface Props {
  search: RotationSearch;
  onSearch: OnSearch;
}

/** What both views can do. */
export interface ViewProps {
  search: RotationSearch;
  onSearch: OnSearch;
  onFilter: (change: RotationFilter) => void;
  onShow: (filter: RotationFilter) => void;
  onView: (view: 'due' | 'log') => void;
  onLog: ((previous?: SecretRotation) => void) | undefined;
  onPolicy: () => void;
  /** Counts what this person logged here: whoever acts wants to see it at once. */
  renewals: number;
}

const group = 'Secret rotations';

export function SecretRotationsPage({ search, onSearch }: Props) {
  const client = useQueryClient();
  const person = usePerson();
  const [logging, setLogging] = useState<{ previous: SecretRotation | undefined }>();
  const [renewals, setRenewals] = useState(0);
  usePageLive();
  // Both views and the panel read it; asked here so that it is there when the log is opened first.
  useQuery(dueRotations(useApi()));

  const latest = useRef(onSearch);
  latest.current = onSearch;
  const filter = useCallback((change: RotationFilter) => latest.current(change), []);
  const view = (to: 'due' | 'log') =>
    onSearch(toView(search, to === 'log' ? 'log' : undefined), { replace: false });
  const show = (change: RotationFilter) =>
    onSearch({ ...toView(search, undefined), ...NO_FILTER, ...change, window: undefined });
  const log = (previous?: SecretRotation) => setLogging({ previous });
  const openPolicy = () => onSearch({ policy: true });

  useCommands([
    ...(person.may.logRotations
      ? [{ id: 'log-rotation', label: 'Log a rotation', group, keys: ['c'], run: () => log() }]
      : []),
    { id: 'overdue', label: 'Show overdue secrets', group, run: () => show({ show: 'overdue' }) },
    {
      id: 'never',
      label: 'Show secrets that were never rotated',
      group,
      run: () => show({ show: 'never_rotated' }),
    },
    {
      id: 'failed',
      label: 'Show secrets whose last rotation failed',
      group,
      run: () => show({ show: 'failed' }),
    },
    search.view === 'log'
      ? { id: 'due', label: 'Show what is due', group, run: () => view('due') }
      : { id: 'log', label: 'Show the log of rotations', group, run: () => view('log') },
    { id: 'policy', label: 'Show the rotation policy', group, run: openPolicy },
  ]);

  const shared: ViewProps = {
    search,
    onSearch,
    onFilter: filter,
    onShow: show,
    onView: view,
    onLog: person.may.logRotations ? log : undefined,
    onPolicy: openPolicy,
    renewals,
  };
  const logged = async (rotation: SecretRotation) => {
    setLogging(undefined);
    await Promise.all([
      client.invalidateQueries({ queryKey: rotationKeys.due }),
      client.invalidateQueries({ queryKey: rotationKeys.attempts }),
    ]);
    setRenewals((now) => now + 1);
    void client.resetQueries({ queryKey: rotationKeys.lists });
    onSearch(
      { secret: rotation.secretName, rotation: search.view === 'log' ? rotation.id : undefined },
      { replace: Boolean(search.secret ?? search.rotation) },
    );
  };

  return (
    <>
      {search.view === 'log' ? <LogView {...shared} /> : <DueView {...shared} />}
      <Suspense>
        {logging && (
          <LogDialog
            previous={logging.previous}
            onClose={() => setLogging(undefined)}
            onLogged={(rotation) => void logged(rotation)}
          />
        )}
        {search.policy && <PolicyDialog onClose={() => onSearch({ policy: undefined })} />}
      </Suspense>
    </>
  );
}
