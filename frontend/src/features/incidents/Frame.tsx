import { Button } from '@mantine/core';
import { lazy, type ReactNode, type RefObject, Suspense, useState } from 'react';
import type { Incident } from '@/api/types';
import { usePerson } from '@/auth/context';
import { IconLayoutColumns, IconList, IconListCheck, IconPlus } from '@/components/icons';
import { StickyBar } from '@/components/ListPage';
import classes from '@/components/ListPage.module.css';
import { PageHeader } from '@/components/PageHeader';
import { Segments } from '@/components/Segments';
import { type NewRows, newRowsLabel } from '@/lib/new-rows';
import { Metrics } from './Metrics';
import type { PageProps } from './Page';
import { Summary } from './Summary';
import type { View } from './search';

// Their own chunks: the list does not wait for what opens later.
const DetailPanel = lazy(async () => ({ default: (await import('./DetailPanel')).DetailPanel }));
const OpenDialog = lazy(async () => ({ default: (await import('./OpenDialog')).OpenDialog }));

interface Props extends PageProps {
  scroller: RefObject<HTMLDivElement | null>;
  filters: ReactNode;
  exports?: ReactNode;
  children: ReactNode;
  busy: boolean;
  stale: boolean;
  waiting: NewRows;
  onShowNew: () => void;
  listed: Incident | undefined;
  onClose: () => void;
}

const views = [
  { value: 'list', text: 'List', icon: <IconList size={14} aria-hidden /> },
  { value: 'board', text: 'Board', icon: <IconLayoutColumns size={14} aria-hidden /> },
  { value: 'actions', text: 'Action items', icon: <IconListCheck size={14} aria-hidden /> },
] as const;

/** What all views of the page have in common: figures above, filters that stay, a panel beside. */
export function Frame(props: Props) {
  const { search, onSearch, scroller, waiting } = props;
  const person = usePerson();
  const [opening, setOpening] = useState(false);
  const view = search.view ?? 'list';
  return (
    <div className={classes.page} data-panel={search.incident ? 'open' : undefined}>
      <div className={classes.list}>
        <PageHeader
          title="Incidents"
          views={
            <Segments<View | 'list'>
              label="View"
              value={view}
              options={views}
              onChange={(next) => onSearch({ view: next === 'list' ? undefined : next }, { replace: false })}
            />
          }
        >
          {props.exports}
          {person.may.changeIncidents && (
            <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setOpening(true)}>
              Open an incident
            </Button>
          )}
        </PageHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section ref={scroller} className={classes.scroller} aria-label="Incidents" tabIndex={0}>
          <div>
            <Summary search={search} onSearch={onSearch} />
            {view !== 'actions' && <Metrics search={search} onSearch={onSearch} chart={view === 'list'} />}
            <StickyBar>{props.filters}</StickyBar>
            <div className={classes.rows} aria-busy={props.busy} data-stale={props.stale || undefined}>
              {props.children}
            </div>
          </div>
        </section>
        {waiting.count > 0 && (
          <button type="button" className={classes.news} onClick={props.onShowNew}>
            {newRowsLabel(waiting)}
          </button>
        )}
      </div>
      {search.incident && (
        <Suspense fallback={<div />}>
          <DetailPanel
            id={search.incident}
            listed={props.listed}
            action={search.action}
            onClose={props.onClose}
          />
        </Suspense>
      )}
      <Suspense>
        {opening && (
          <OpenDialog
            onClose={() => setOpening(false)}
            onOpened={(incident) => {
              setOpening(false);
              onSearch({ incident: incident.id, action: undefined }, { replace: Boolean(search.incident) });
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
