import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, type RefObject, Suspense } from 'react';
import type { SecretRotation } from '@/api/types';
import { useApi } from '@/auth/context';
import { IconPlus } from '@/components/icons';
import classes from '@/components/ListPage.module.css';
import { PageHeader } from '@/components/PageHeader';
import { Segments } from '@/components/Segments';
import { pendingApprovals } from '@/lib/ledger';
import own from './Frame.module.css';
import type { ViewProps } from './Page';
import { POLICY_TYPE, rotationPolicy } from './queries';
import { Summary } from './Summary';

const SecretPanel = lazy(async () => ({ default: (await import('./SecretPanel')).SecretPanel }));

interface Props extends ViewProps {
  label: string;
  scroller: RefObject<HTMLDivElement | null>;
  exporting?: ReactNode;
  /** `3 new`: what waits, and how to see it. */
  news: string | undefined;
  onShowNew: () => void;
  listed: SecretRotation | undefined;
  onClose: () => void;
  children: ReactNode;
}

const views = [
  { value: 'due', text: 'Due' },
  { value: 'log', text: 'Log' },
] as const;

/** The page around either view: header, figures, and the docked panel. */
export function Frame(props: Props) {
  const { search, scroller, onLog } = props;
  const isOpen = Boolean(search.secret ?? search.rotation);
  return (
    <div className={classes.page} data-panel={isOpen ? 'open' : undefined}>
      <div className={classes.list}>
        <PageHeader
          title="Secret rotations"
          views={
            <Segments label="View" options={views} value={search.view ?? 'due'} onChange={props.onView} />
          }
        >
          <PolicyButton onClick={props.onPolicy} />
          {props.exporting}
          {onLog && (
            <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onLog()}>
              Log a rotation
            </Button>
          )}
        </PageHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section ref={scroller} className={classes.scroller} aria-label={props.label} tabIndex={0}>
          <div>
            <Summary search={search} onShow={props.onShow} />
            {props.children}
          </div>
        </section>
        {props.news && (
          <button type="button" className={classes.news} onClick={props.onShowNew}>
            {props.news}
          </button>
        )}
      </div>
      {isOpen && (
        <Suspense fallback={<div />}>
          <SecretPanel
            secret={search.secret}
            rotation={search.rotation}
            listed={props.listed}
            onClose={props.onClose}
            onLog={onLog}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Says at a glance whether a change of the policy waits for somebody. */
function PolicyButton({ onClick }: { onClick: () => void }) {
  const api = useApi();
  const id = useQuery(rotationPolicy(api)).data?.id ?? undefined;
  const pending = useQuery({ ...pendingApprovals(api, POLICY_TYPE, id ?? ''), enabled: id !== undefined });
  const waits = (pending.data?.length ?? 0) > 0;
  return (
    <Button size="xs" variant="default" onClick={onClick}>
      Policy
      {waits && <span className={own.waits}>1 waits</span>}
    </Button>
  );
}
