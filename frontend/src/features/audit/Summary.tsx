import { useQuery } from '@tanstack/react-query';
import { useApi, usePerson } from '@/auth/context';
import { StatGroup, StatStrip } from '@/components/StatStrip';
import { number, relative, words } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { keptSize, useKept } from './kept';
import type { OnSearch } from './Page';
import { anchorList, lastVerification } from './queries';
import { type AuditSearch, NO_FILTER } from './search';

const closed = { entry: undefined, verification: undefined };

/** Whether the ledger can be relied on, in four figures; each leads to what it is made of. */
export function Summary({ search, onSearch }: { search: AuditSearch; onSearch: OnSearch }) {
  const api = useApi();
  const { may } = usePerson();
  const now = useNow();
  const anchors = useQuery(anchorList(api));
  const last = useQuery({ ...lastVerification(api), enabled: may.readLedger });
  const kept = keptSize(useKept());
  const show =
    (view: AuditSearch['view'], more: Partial<AuditSearch> = {}) =>
    () =>
      onSearch({ ...closed, ...NO_FILTER, view, ...more }, { replace: false });
  const places = anchors.data?.items;
  const current = places?.filter((one) => one.standing === 'current').length ?? 0;
  const isAway = places?.some((one) => one.standing === 'ahead' || one.standing === 'failing');
  return (
    <StatStrip label="Whether the ledger holds">
      <StatGroup
        title="Ledger"
        loading={anchors.isPending}
        stats={[
          {
            label: 'Entries sealed',
            // What this browser verified is sealed for certain, even if the list is older.
            value: anchors.data && number(Math.max(anchors.data.sealedSize, kept ?? 0)),
            hint: 'Show the entries',
            active: search.view === undefined,
            onClick: show(undefined),
          },
        ]}
      />
      <StatGroup
        title="Kept elsewhere"
        loading={anchors.isPending}
        stats={[
          {
            label: 'Anchors with the newest',
            value: places && (places.length === 0 ? 'None' : `${current} of ${places.length}`),
            hint: 'Show checkpoint, keys and anchors',
            active: search.view === 'seal',
            ...(isAway ? { tone: 'bad' as const } : places?.length === 0 ? { tone: 'warn' as const } : {}),
            onClick: show('seal'),
          },
          {
            label: 'Entries kept in this browser',
            value: kept === undefined ? undefined : number(kept),
            hint: 'The newest checkpoint that this browser verified and keeps',
            onClick: show('seal'),
          },
        ]}
      />
      {may.readLedger && (
        <StatGroup
          title="Read again from the first entry"
          loading={last.isPending}
          stats={[
            {
              label: last.data ? relative(last.data.completedAt ?? last.data.createdAt, now) : 'Never',
              value: last.data ? words(last.data.status) : undefined,
              active: search.view === 'verifications',
              ...(last.data?.status === 'failed' ? { tone: 'bad' as const } : {}),
              onClick: show('verifications', last.data ? { verification: last.data.id } : {}),
            },
          ]}
        />
      )}
    </StatStrip>
  );
}
