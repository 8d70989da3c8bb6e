import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RowSelectionState } from '@tanstack/react-table';
import { lazy, Suspense, useRef, useState } from 'react';
import type { AccessDecision, AccessItem, AccessReview } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { ExportMenu } from '@/components/ExportMenu';
import { IconArrowLeft } from '@/components/icons';
import header from '@/components/PageHeader.module.css';
import { RecordList, type ShownRows } from '@/components/RecordList';
import { SelectionBar } from '@/components/SelectionBar';
import { EmptyState, ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { collectPages } from '@/lib/export';
import { nextOpen } from './bulk';
import { DecidingContext, useDecisions } from './deciding';
import { itemCsv } from './export';
import { ItemFilters } from './ItemFilters';
import { ItemCard, pickColumns, readColumns } from './item-columns';
import type { OnSearch } from './Page';
import {
  fetchItem,
  fetchItems,
  ITEM_TYPE,
  itemKeys,
  lookAgain,
  REVIEW_TYPE,
  replaceItem,
  reviewRecord,
  SNAPSHOT_TYPE,
} from './queries';
import { ReviewActions } from './ReviewActions';
import { ReviewSummary } from './ReviewSummary';
import {
  type ItemFilter,
  isItemFiltered,
  itemFilterOf,
  NO_ITEM_FILTER,
  type ReviewSearch,
  toItemQuery,
} from './search';
import { counted } from './words';

const ItemPanel = lazy(async () => ({ default: (await import('./ItemPanel')).ItemPanel }));
const DecideDialog = lazy(async () => ({ default: (await import('./DecideDialog')).DecideDialog }));
const BulkDialog = lazy(async () => ({ default: (await import('./BulkDialog')).BulkDialog }));
const LostRace = lazy(async () => ({ default: (await import('./LostRace')).LostRace }));

const PAGE = 200;
const SORTS = ['position'] as const;
const group = 'Access review';

interface Props {
  id: string;
  search: ReviewSearch;
  onSearch: OnSearch;
}

const Back = () => (
  <Link
    from="/access/reviews"
    to="/access/reviews"
    search={(now) => ({ ...now, ...NO_ITEM_FILTER, review: undefined, item: undefined })}
    className={header.parent}
  >
    <IconArrowLeft size={14} aria-hidden />
    Access reviews
  </Link>
);

/** One review: a row for each account, decided by key or by click. */
export function ReviewView({ id, search, onSearch }: Props) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const record = useQuery(reviewRecord(api, id));
  const review = record.data;
  const shown = useRef<ShownRows<AccessItem>>(undefined);
  const [selection, setSelection] = useState<RowSelectionState>({});
  const [bulk, setBulk] = useState<{ decision: 'keep' | 'revoke'; items: AccessItem[] | undefined }>();
  // Once the dialog is gone, the keys belong to the rows again.
  const refocus = (item: string) => requestAnimationFrame(() => shown.current?.go(item));
  const next = (item: AccessItem) => {
    const rows = shown.current?.rows ?? [];
    const to = nextOpen(rows, item.id, (one) => one.decision === null && deciding.may(one));
    if (to) refocus(to.id);
  };
  const { deciding, send, sendOrTell, asking, stopAsking, race, dropRace } = useDecisions(review, next);
  const mayDecide = person.may.reviewAccess && review?.status === 'in_progress';

  const filter = (change: ItemFilter) => {
    setSelection({});
    onSearch(change);
  };
  const selected = (rows: readonly AccessItem[]) =>
    rows.filter((row) => selection[row.id] && row.decision === null);
  const byKey = (rows: ShownRows<AccessItem>, decision: AccessDecision) => {
    const many = selected(rows.rows);
    if (many.length > 0 && decision !== 'modify') setBulk({ decision, items: many });
    else {
      const item = rows.present();
      if (item) deciding.choose(item, decision);
    }
  };

  if (record.error && !review)
    return <ErrorState error={record.error} onRetry={() => void record.refetch()} />;
  return (
    <DecidingContext value={deciding}>
      <RecordList
        parent={<Back />}
        title={review?.scope ?? 'Access review'}
        plural="accounts"
        views={review && <StatusBadge status={review.status} />}
        actions={(total) => (
          <>
            <ExportMenu
              name="access-review"
              plural="accounts"
              total={total}
              collect={(onProgress) =>
                collectPages((at) => fetchItems(api, id, itemFilterOf(search), at, PAGE), onProgress)
              }
              columns={itemCsv}
              asked={() => ({ filter: { review: id, ...itemFilterOf(search) }, query: toItemQuery(search) })}
            />
            {review && person.may.reviewAccess && (
              <ReviewActions
                review={review}
                onShowOpen={() => filter({ ...NO_ITEM_FILTER, decided: false })}
              />
            )}
          </>
        )}
        summary={
          review && (
            <ReviewSummary
              review={review}
              search={search}
              onFilter={filter}
              onKeepAdvised={() => setBulk({ decision: 'keep', items: undefined })}
            />
          )
        }
        filters={(total, input) => (
          <ItemFilters search={search} onFilter={filter} total={total} searchInput={input} />
        )}
        queryKey={itemKeys.list(id, search)}
        fetchPage={(at, limit, signal) => fetchItems(api, id, itemFilterOf(search), at, limit, signal)}
        columns={mayDecide ? pickColumns : readColumns}
        card={(item: AccessItem) => <ItemCard item={item} />}
        sort="position"
        sorts={SORTS}
        onSort={() => {}}
        nothing={<Nothing review={review} search={search} onFilter={filter} />}
        openId={search.item}
        onOpen={(item, options) => onSearch({ item }, options)}
        panel={(listed, close) => (
          <ItemPanel review={review} id={search.item ?? ''} listed={listed} onClose={close} />
        )}
        concerns={({ recordType }) => recordType === ITEM_TYPE}
        refresh={async (item) => replaceItem(client, await fetchItem(api, id, item))}
        onNotice={({ recordType, recordId }) => {
          if (recordType === SNAPSHOT_TYPE || (recordType === REVIEW_TYPE && recordId === id))
            void lookAgain(client, id);
        }}
        selection={mayDecide ? { value: selection, onChange: setSelection } : undefined}
        commands={(rows) => {
          shown.current = rows;
          const key = (letter: string, label: string, decision: AccessDecision) => ({
            id: decision,
            label,
            group,
            keys: [letter],
            palette: false,
            run: () => byKey(rows, decision),
          });
          if (!mayDecide) return [];
          return [
            key('k', 'Keep the row, or what is selected', 'keep'),
            key('r', 'Revoke the row, or what is selected', 'revoke'),
            key('m', 'Modify the row', 'modify'),
            {
              id: 'advised',
              label: 'Keep what is recommended to be kept',
              group,
              run: () => setBulk({ decision: 'keep', items: undefined }),
            },
          ];
        }}
        bar={(rows) => {
          const all = rows.rows.filter((row) => selection[row.id]);
          const open = selected(rows.rows);
          if (all.length === 0) return null;
          return (
            <SelectionBar label="Selected accounts" count={all.length} onClear={() => setSelection({})}>
              {open.length < all.length && (
                <span className="dim">{all.length - open.length} decided already</span>
              )}
              {open.length > 0 && (
                <>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => setBulk({ decision: 'keep', items: open })}
                  >
                    Keep
                  </Button>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => setBulk({ decision: 'revoke', items: open })}
                  >
                    Revoke
                  </Button>
                </>
              )}
            </SelectionBar>
          );
        }}
      />
      <Suspense>
        {asking && (
          <DecideDialog
            key={asking.item.id}
            item={asking.item}
            decision={asking.decision}
            send={send}
            onClose={() => {
              stopAsking();
              refocus(asking.item.id);
            }}
            onDecided={next}
          />
        )}
        {bulk && (
          <BulkDialog
            review={id}
            decision={bulk.decision}
            items={bulk.items}
            onClose={(isDone) => {
              setBulk(undefined);
              if (isDone) setSelection({});
            }}
          />
        )}
        {race && (
          <LostRace
            race={race}
            onDrop={dropRace}
            onReapply={() => {
              dropRace();
              void sendOrTell(race.theirs, race.change);
            }}
          />
        )}
      </Suspense>
    </DecidingContext>
  );
}

function Nothing({
  review,
  search,
  onFilter,
}: {
  review: AccessReview | undefined;
  search: ReviewSearch;
  onFilter: (filter: ItemFilter) => void;
}) {
  if (isItemFiltered(search))
    return (
      <EmptyState
        title="No account fits these filters"
        action={
          <Button size="xs" variant="default" onClick={() => onFilter(NO_ITEM_FILTER)}>
            Show {review ? counted(review.itemCount) : 'all'}
          </Button>
        }
      />
    );
  if (review?.status === 'cancelled')
    return (
      <EmptyState title="It was cancelled before it began">
        <p>No account was frozen, so there is nothing to decide.</p>
      </EmptyState>
    );
  return (
    <EmptyState title="Nobody is frozen yet">
      <p>
        Starting the review reads every account and what it may do, from Keycloak or from a file, and keeps
        that as it was. Decisions are about that population and no other.
      </p>
    </EmptyState>
  );
}
