import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { AccessReview } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { ExportMenu } from '@/components/ExportMenu';
import { ChoiceFilter, DelayedSearch, FilterBar, FilterEnd, TextFilter } from '@/components/FilterBar';
import { IconPlus } from '@/components/icons';
import { RecordList } from '@/components/RecordList';
import { EmptyState } from '@/components/States';
import { StatGroup, StatStrip } from '@/components/StatStrip';
import { StatusBadge } from '@/components/StatusBadge';
import { useCommands } from '@/lib/commands';
import { collectPages } from '@/lib/export';
import { count, words } from '@/lib/format';
import { sameFilter } from '@/lib/search';
import { orNothing } from '@/lib/search-fields';
import { ReviewCard, reviewColumns } from './columns';
import { reviewCsv } from './export';
import { fetchReview, fetchReviews, REVIEW_TYPE, replaceReview, reviewKeys, standing } from './queries';
import {
  DEFAULT_SORT,
  filterOf,
  isFiltered,
  NO_FILTER,
  NO_ITEM_FILTER,
  OPEN_STATUSES,
  type ReviewFilter,
  type ReviewSearch,
  SORTS,
  STATUSES,
  TYPES,
  toQuery,
} from './search';
import { typeName } from './words';

const ReviewView = lazy(async () => ({ default: (await import('./ReviewView')).ReviewView }));
const PlanDialog = lazy(async () => ({ default: (await import('./PlanDialog')).PlanDialog }));

export type OnSearch = (change: Partial<ReviewSearch>, options?: { replace?: boolean }) => void;

const group = 'Access reviews';
const PAGE = 200;
const statuses = STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));
const types = TYPES.map((value) => ({ value, text: typeName(value), label: typeName(value) }));

interface Props {
  search: ReviewSearch;
  onSearch: OnSearch;
}

/** Who may do what, looked at by a person: all reviews, and one of them account by account. */
export function AccessReviewsPage({ search, onSearch }: Props) {
  const open = (review: string | undefined) =>
    onSearch({ ...NO_ITEM_FILTER, item: undefined, review }, { replace: false });
  if (search.review)
    return (
      <Suspense fallback={<div />}>
        <ReviewView key={search.review} id={search.review} search={search} onSearch={onSearch} />
      </Suspense>
    );
  return <Reviews search={search} onSearch={onSearch} onOpen={open} />;
}

function Reviews({ search, onSearch, onOpen }: Props & { onOpen: (id: string | undefined) => void }) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const [planning, setPlanning] = useState(false);
  const filter = (change: ReviewFilter) => onSearch(change);
  const find = (id: string, label: string, change: ReviewFilter) => ({
    id,
    label,
    group,
    run: () => filter({ ...NO_FILTER, ...change }),
  });
  useCommands([
    find('open', 'Show open access reviews', { status: OPEN_STATUSES }),
    find('overdue', 'Show overdue access reviews', { status: OPEN_STATUSES, overdue: true }),
    find('unproved', 'Show reviews with something not proved', { unproved: true }),
    find('every', 'Show every access review', {}),
    ...(person.may.reviewAccess
      ? [{ id: 'plan', label: 'Plan an access review', group, run: () => setPlanning(true) }]
      : []),
  ]);
  return (
    <>
      <RecordList
        title="Access reviews"
        plural="access reviews"
        summary={<Summary search={search} onFilter={filter} />}
        actions={(total) => (
          <>
            <ExportMenu
              name="access-reviews"
              plural="reviews"
              total={total}
              collect={(onProgress) => collectPages((at) => fetchReviews(api, search, at, PAGE), onProgress)}
              columns={reviewCsv}
              asked={() => ({ filter: filterOf(search), query: toQuery(search) })}
            />
            {person.may.reviewAccess && (
              <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setPlanning(true)}>
                Plan a review
              </Button>
            )}
          </>
        )}
        filters={(total, input) => (
          <FilterBar
            end={
              <FilterEnd
                isFiltered={isFiltered(search)}
                onClear={() => filter(NO_FILTER)}
                total={total}
                one="review"
                many="reviews"
              />
            }
          >
            <DelayedSearch
              value={search.q ?? ''}
              onChange={(q) => filter({ q: q || undefined })}
              placeholder="Search scope and reviewer"
              input={input}
            />
            <ChoiceFilter
              label="Status"
              options={statuses}
              chosen={search.status ?? []}
              onChange={(chosen) =>
                filter({ status: orNothing(STATUSES.filter((one) => chosen.includes(one))) })
              }
            />
            <ChoiceFilter
              label="Type"
              options={types}
              chosen={search.type ?? []}
              onChange={(chosen) => filter({ type: orNothing(TYPES.filter((one) => chosen.includes(one))) })}
            />
            <TextFilter
              label="Reviewer"
              hint="cora"
              chosen={search.reviewer ?? []}
              onChange={(chosen) => filter({ reviewer: orNothing(chosen) })}
            />
          </FilterBar>
        )}
        queryKey={reviewKeys.list(search)}
        fetchPage={(at, limit, signal) => fetchReviews(api, search, at, limit, signal)}
        columns={reviewColumns}
        card={(review: AccessReview) => <ReviewCard review={review} />}
        sort={search.sort ?? DEFAULT_SORT}
        sorts={SORTS}
        onSort={(sort) => onSearch({ sort: sort === DEFAULT_SORT ? undefined : sort })}
        nothing={<Nothing search={search} onFilter={filter} />}
        openId={undefined}
        onOpen={(id) => id && onOpen(id)}
        panel={() => null}
        concerns={({ recordType }) => recordType === REVIEW_TYPE}
        refresh={async (id) => replaceReview(client, await fetchReview(api, id))}
        onSettle={() => void client.invalidateQueries({ queryKey: reviewKeys.standing })}
      />
      <Suspense>
        {planning && (
          <PlanDialog onClose={() => setPlanning(false)} onPlanned={(review) => onOpen(review.id)} />
        )}
      </Suspense>
    </>
  );
}

interface ShownProps {
  search: ReviewSearch;
  onFilter: (filter: ReviewFilter) => void;
}

function Summary({ search, onFilter }: ShownProps) {
  const figures = useQuery(standing(useApi()));
  const data = figures.data;
  const stat = (
    label: string,
    value: { total: number; totalIsExact: boolean } | undefined,
    filter: ReviewFilter,
    hint: string,
  ) => ({
    label,
    value: value && count(value.total, value.totalIsExact),
    hint,
    active: sameFilter(filterOf(search), filter),
    onClick: () => onFilter({ ...NO_FILTER, ...filter }),
  });
  return (
    <StatStrip label="How reviews stand">
      <StatGroup
        title="To do"
        loading={figures.isPending}
        stats={[
          {
            ...stat(
              'Overdue',
              data?.overdue,
              { status: OPEN_STATUSES, overdue: true },
              'Show open reviews that should have ended by now',
            ),
            tone: 'bad',
          },
          stat('In progress', data?.running, { status: ['in_progress'] }, 'Show reviews in progress'),
          stat('Planned', data?.planned, { status: ['pending'] }, 'Show reviews that have not begun'),
        ]}
      />
      <StatGroup
        title="Decided"
        loading={figures.isPending}
        stats={[
          {
            ...stat(
              'Not proved yet',
              data?.unproved,
              { unproved: true },
              'Show reviews of which a later snapshot has not proved every revocation',
            ),
            tone: 'warn',
          },
        ]}
      />
    </StatStrip>
  );
}

function Nothing({ search, onFilter }: ShownProps) {
  if (isFiltered(search))
    return (
      <EmptyState
        title="No review fits these filters"
        action={
          <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
            Clear filters
          </Button>
        }
      />
    );
  return (
    <EmptyState title="No access review has been planned yet">
      <p>
        A review freezes who may do what, from Keycloak or from a file, and asks a person about each account:
        keep, revoke or modify. Compliance plans it here or through{' '}
        <code>/api/compliance/access-reviews</code>.
      </p>
    </EmptyState>
  );
}
