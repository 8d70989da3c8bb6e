import { Link } from '@tanstack/react-router';
import { type RefObject, useImperativeHandle, useRef } from 'react';
import type { Incident, IncidentStatus } from '@/api/types';
import cells from '@/components/Cells.module.css';
import type { DataTableHandle } from '@/components/DataTable/DataTable';
import { PersonName } from '@/components/PersonName';
import { SeverityMark } from '@/components/SeverityMark';
import { StatusBadge } from '@/components/StatusBadge';
import { words } from '@/lib/format';
import classes from './Board.module.css';
import { type BoardColumn, RESOLVED_DAYS } from './board';
import { IncidentLink, ItemsLeft, RunClock } from './columns';

interface Props {
  columns: readonly BoardColumn[];
  openId: string | undefined;
  handle: RefObject<DataTableHandle | null>;
}

const asides: Partial<Record<IncidentStatus, string>> = {
  resolved: `last ${RESOLVED_DAYS} days`,
  closed: 'latest',
};

/** Incidents as cards by status. A card is moved from its panel, by mouse and keyboard alike. */
export function Board({ columns, openId, handle }: Props) {
  const board = useRef<HTMLDivElement>(null);
  useImperativeHandle(handle, () => ({
    focusRow(id) {
      const link = board.current?.querySelector<HTMLElement>(
        `[data-row-id="${CSS.escape(id)}"] [data-row-link]`,
      );
      link?.focus({ preventScroll: true });
      link?.closest('[data-row-id]')?.scrollIntoView({ block: 'nearest' });
    },
  }));
  return (
    <div ref={board} className={classes.frame}>
      <div className={classes.board}>
        {columns.map(({ status, incidents }) => (
          <section key={status} className={classes.column} aria-label={words(status)}>
            <header className={classes.head}>
              <StatusBadge status={status} />
              <span className={classes.count}>{incidents.length}</span>
              {asides[status] && (
                <Link
                  from="/security/incidents"
                  to="/security/incidents"
                  search={(now) => ({ ...now, view: undefined, open: undefined, status: [status] })}
                  className={classes.aside}
                  title="Show all of them in the list"
                >
                  {asides[status]}
                </Link>
              )}
            </header>
            {incidents.length === 0 ? (
              <p className={classes.none}>None</p>
            ) : (
              <ul className={classes.cards}>
                {incidents.map((incident) => (
                  <Card key={incident.id} incident={incident} open={incident.id === openId} />
                ))}
              </ul>
            )}
          </section>
        ))}
      </div>
    </div>
  );
}

function Card({ incident, open }: { incident: Incident; open: boolean }) {
  return (
    <li
      className={classes.card}
      data-row-id={incident.id}
      data-open={open || undefined}
      data-severity={incident.severity}
    >
      <div className={classes.top}>
        <SeverityMark severity={incident.severity} />
        <RunClock incident={incident} />
      </div>
      <IncidentLink incident={incident} className={classes.title} />
      <div className={classes.service}>
        <span className={cells.clip}>{incident.service}</span>
        {incident.actionItems.length > 0 && <ItemsLeft incident={incident} />}
      </div>
      <div className={classes.who}>
        <PersonName name={incident.commander} nobody="Nobody leads" />
      </div>
    </li>
  );
}
