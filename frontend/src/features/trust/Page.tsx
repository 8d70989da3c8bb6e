import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useApi, usePerson } from '@/auth/context';
import { PageSkeleton } from '@/components/Boot';
import { IconPrinter } from '@/components/icons';
import { PageHeader } from '@/components/PageHeader';
import { ErrorState } from '@/components/States';
import { useCommands } from '@/lib/commands';
import { utc } from '@/lib/format';
import { trustOverview } from '@/lib/trust';
import { useNow } from '@/lib/use-now';
import { AsOf } from './AsOf';
import { Domains } from './Domains';
import { Gate } from './Gate';
import { Hero } from './Hero';
import { History } from './History';
import { scoreHistory, trustScore } from './queries';
import type { TrustSearch } from './search';
import classes from './Trust.module.css';

const GateDialog = lazy(async () => ({ default: (await import('./GateDialog')).GateDialog }));

export type OnSearch = (change: Partial<TrustSearch>, options?: { replace?: boolean }) => void;

interface Props {
  search: TrustSearch;
  onSearch: OnSearch;
}

/** Whether all can be trusted, since when, why, and what needs whoever looks: now, or as of any moment before. */
export function TrustPage({ search, onSearch }: Props) {
  const api = useApi();
  const person = usePerson();
  const now = useNow();
  const score = useQuery(trustScore(api, search.at));
  const overview = useQuery({ ...trustOverview(api), placeholderData: keepPreviousData });
  const hours = useQuery(scoreHistory(api, '24h', now));
  const days = useQuery(scoreHistory(api, search.period === '1y' ? '1y' : '90d', now));
  const moments = useMemo(
    () => [...(hours.data?.items ?? []), ...(days.data?.items ?? [])],
    [hours.data, days.data],
  );
  const present = () => onSearch({ at: undefined }, { replace: false });
  const print = () => window.print();
  useCommands([
    { id: 'print', label: 'Print this page as a report', group: 'Trust', run: print },
    ...(search.at ? [{ id: 'now', label: 'Back to now', group: 'Trust', run: present }] : []),
  ]);
  return (
    <div className={classes.page}>
      <PageHeader title="Trust">
        <AsOf at={search.at} onAt={(at) => onSearch({ at }, { replace: false })} />
        <Button variant="default" size="xs" leftSection={<IconPrinter size={14} />} onClick={print}>
          Print
        </Button>
      </PageHeader>
      <section
        className={classes.scroller}
        aria-label="How everything stands"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-busy={score.isPending}
      >
        {score.isPending && <PageSkeleton />}
        {score.error && !score.data && (
          <ErrorState error={score.error} onRetry={() => void score.refetch()} />
        )}
        {score.data && (
          <>
            <ReportHead at={score.data.at} position={score.data.position} formula={score.data.formula} />
            <div className={classes.shown} data-stale={score.isPlaceholderData || undefined}>
              <Hero
                score={score.data}
                isPast={search.at !== undefined}
                moments={moments}
                overview={overview.data}
                overviewFailed={overview.error !== null}
                onPresent={present}
              >
                <History search={search} hours={hours} days={days} score={score.data} onSearch={onSearch} />
              </Hero>
              <Domains
                score={score.data}
                isPast={search.at !== undefined}
                moments={moments}
                ledger={overview.data?.blocks.find((block) => block.domain === 'ledger')}
                open={search.domain}
                onOpen={(domain) => onSearch({ domain })}
              />
            </div>
            <Gate
              onChange={
                person.may.changeGatePolicy ? () => onSearch({ gate: true }, { replace: false }) : undefined
              }
            />
          </>
        )}
      </section>
      <Suspense>
        {search.gate && person.may.changeGatePolicy && (
          <GateDialog onClose={() => onSearch({ gate: undefined }, { replace: false })} />
        )}
      </Suspense>
    </div>
  );
}

/** On paper only: what this is, of when, and where to see it again. */
function ReportHead({ at, position, formula }: { at: string; position: number; formula: number }) {
  const person = usePerson();
  const now = useNow();
  const again = `${window.location.origin}/trust?at=${at}`;
  return (
    <header className={classes.report}>
      <h2>Trust report</h2>
      <dl>
        <dt>As of</dt>
        <dd>{utc(at)}</dd>
        <dt>Ledger</dt>
        <dd>all lines up to position {position}</dd>
        <dt>Formula</dt>
        <dd>{formula}</dd>
        <dt>Printed</dt>
        <dd>
          {utc(new Date(now))} by {person.name}
        </dd>
        <dt>Recompute</dt>
        <dd>{again}</dd>
      </dl>
    </header>
  );
}
