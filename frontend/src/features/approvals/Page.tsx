import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy } from 'react';
import type { Approval } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { ExportMenu } from '@/components/ExportMenu';
import { ChoiceFilter, FilterBar, FilterEnd } from '@/components/FilterBar';
import { RecordList } from '@/components/RecordList';
import { EmptyState } from '@/components/States';
import { StatGroup, StatStrip } from '@/components/StatStrip';
import { StatusBadge } from '@/components/StatusBadge';
import { useCommands } from '@/lib/commands';
import { count, words } from '@/lib/format';
import { orNothing } from '@/lib/search-fields';
import { ApprovalCard, columns } from './columns';
import { asked, collectApprovals, csvColumns } from './export';
import {
  approvalKeys,
  fetchApproval,
  fetchApprovals,
  RECORD_TYPE,
  replaceApproval,
  waitingApprovals,
} from './queries';
import {
  type ApprovalFilter,
  type ApprovalSearch,
  DEFAULT_SORT,
  isFiltered,
  NO_FILTER,
  SORTS,
  STATUSES,
} from './search';
import { ACTIONS, actionText } from './words';

const ApprovalPanel = lazy(async () => ({ default: (await import('./Panel')).ApprovalPanel }));

export type OnSearch = (change: Partial<ApprovalSearch>, options?: { replace?: boolean }) => void;

const group = 'Approvals';
const statuses = STATUSES.map((value) => ({
  value,
  text: words(value),
  label: <StatusBadge status={value} />,
}));
const actions = ACTIONS.map((value) => ({ value, text: actionText(value), label: actionText(value) }));

/** What waits for a second person, and what a second person decided. */
export function ApprovalsPage({ search, onSearch }: { search: ApprovalSearch; onSearch: OnSearch }) {
  const api = useApi();
  const client = useQueryClient();
  const filter = (change: ApprovalFilter) => onSearch(change);
  useCommands([
    { id: 'waiting', label: 'Show what waits for a decision', group, run: () => filter(NO_FILTER) },
    {
      id: 'every',
      label: 'Show every approval',
      group,
      run: () => filter({ ...NO_FILTER, status: [...STATUSES] }),
    },
  ]);
  return (
    <RecordList
      title="Approvals"
      plural="approvals"
      summary={<Summary search={search} onFilter={filter} />}
      actions={(total) => (
        <ExportMenu
          name="approvals"
          plural="approvals"
          total={total}
          collect={(onProgress) => collectApprovals(api, search, onProgress)}
          columns={csvColumns}
          asked={asked(search)}
        />
      )}
      filters={(total) => (
        <FilterBar
          end={
            <FilterEnd
              isFiltered={isFiltered(search)}
              onClear={() => filter(NO_FILTER)}
              total={total}
              one="approval"
              many="approvals"
            />
          }
        >
          <ChoiceFilter
            label="Status"
            options={statuses}
            chosen={search.status ?? ['pending']}
            onChange={(chosen) =>
              filter({ status: orNothing(STATUSES.filter((one) => chosen.includes(one))) })
            }
          />
          <ChoiceFilter
            label="What"
            options={actions}
            chosen={search.action ?? []}
            onChange={(chosen) => filter({ action: orNothing(chosen) })}
          />
        </FilterBar>
      )}
      queryKey={approvalKeys.list(search)}
      fetchPage={(at, limit, signal) => fetchApprovals(api, search, at, limit, signal)}
      columns={columns}
      card={(approval: Approval) => <ApprovalCard approval={approval} />}
      sort={search.sort ?? DEFAULT_SORT}
      sorts={SORTS}
      onSort={(sort) => onSearch({ sort: sort === DEFAULT_SORT ? undefined : sort })}
      nothing={<Nothing search={search} onFilter={filter} />}
      openId={search.approval}
      onOpen={(approval, options) => onSearch({ approval }, options)}
      panel={(listed, close) => <ApprovalPanel id={search.approval ?? ''} listed={listed} onClose={close} />}
      concerns={({ recordType }) => recordType === RECORD_TYPE}
      refresh={async (id) => replaceApproval(client, await fetchApproval(api, id))}
      onSettle={() => void client.invalidateQueries({ queryKey: approvalKeys.waiting })}
    />
  );
}

interface ShownProps {
  search: ApprovalSearch;
  onFilter: (filter: ApprovalFilter) => void;
}

const DAY = 86_400_000;

function Summary({ search, onFilter }: ShownProps) {
  const person = usePerson();
  const waiting = useQuery(waitingApprovals(useApi()));
  const items = waiting.data?.items;
  const isOwn = (one: Approval) =>
    one.requestedBy.subject === person.subject && one.requestedBy.issuer === person.issuer;
  const mine = person.may.decideApprovals ? items?.filter((one) => !isOwn(one)).length : undefined;
  const own = items?.filter(isOwn).length;
  const soon = items?.filter((one) => Date.parse(one.expiresAt) - Date.now() < DAY).length;
  const show = () => onFilter(NO_FILTER);
  const isShown = !isFiltered(search);
  const text = (value: number | undefined) => (value === undefined ? undefined : String(value));
  return (
    <StatStrip label="What waits">
      <StatGroup
        title="Waiting"
        loading={waiting.isPending}
        stats={[
          {
            label: 'In all',
            value: waiting.data && count(waiting.data.page.total, waiting.data.page.totalIsExact),
            hint: 'Show what waits for a second person',
            active: isShown,
            onClick: show,
          },
          { label: 'Run out within a day', value: text(soon), tone: 'warn', onClick: show },
        ]}
      />
      <StatGroup
        title="You"
        loading={waiting.isPending}
        stats={[
          ...(person.may.decideApprovals
            ? [{ label: 'For you to decide', value: text(mine), onClick: show }]
            : []),
          { label: 'Asked by you', value: text(own), onClick: show },
        ]}
      />
    </StatStrip>
  );
}

function Nothing({ search, onFilter }: ShownProps) {
  if (isFiltered(search)) {
    return (
      <EmptyState
        title="No approval fits these filters"
        action={
          <Button size="xs" variant="default" onClick={() => onFilter(NO_FILTER)}>
            Show what waits
          </Button>
        }
      >
        <p>Approvals are kept for good: widen the status to see what was decided.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing waits for a second person"
      action={
        <Button size="xs" variant="default" onClick={() => onFilter({ ...NO_FILTER, status: [...STATUSES] })}>
          Show what was decided
        </Button>
      }
    >
      <p>
        What nobody may do alone stands here until somebody else decides: changes of policies, promotions of
        models, time that shall not count, waived reports.
      </p>
    </EmptyState>
  );
}
