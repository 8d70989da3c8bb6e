import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Incident } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import classes from '@/components/Detail.module.css';
import { SeverityMark } from '@/components/SeverityMark';
import { ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import own from './LinkedEvents.module.css';
import { incidentEvents } from './queries';
import type { Change } from './use-change';

/** The security events that belong to the incident; each opens on its own page. */
export function LinkedEvents({ incident, change }: { incident: Incident; change: Change }) {
  const person = usePerson();
  const ids = incident.securityEventIds;
  const events = useQuery({ ...incidentEvents(useApi(), incident.id), enabled: ids.length > 0 });
  const items = events.data?.items ?? [];
  return (
    <section className={classes.section} aria-label="Security events">
      <div className={classes.sectionHead}>
        <h3>Security events</h3>
        <span className="dim">{ids.length || ''}</span>
      </div>
      {ids.length === 0 && (
        <p className={classes.text}>None. An event is linked from its own panel, with “Escalate”.</p>
      )}
      {ids.length > 0 && events.isPending && <Skeleton width="70%" />}
      {events.error && !events.data && <ProblemNote error={events.error} />}
      <ul className={own.events}>
        {items
          .filter((event) => ids.includes(event.id))
          .map((event) => (
            <li key={event.id}>
              <div className={own.line}>
                <SeverityMark severity={event.severity} />
                <StatusBadge status={event.status} />
                <RelativeTime at={event.occurredAt} className={own.time ?? ''} />
              </div>
              <div className={own.line}>
                <Link to="/security/events" search={{ event: event.id }} className={own.link}>
                  {event.title}
                </Link>
                {person.may.changeIncidents && (
                  <button
                    type="button"
                    className={classes.linkish}
                    disabled={change.isPending}
                    aria-label={`Take ${event.title} out of the incident`}
                    onClick={() =>
                      change.mutate({
                        seen: incident,
                        change: {
                          kind: 'edit',
                          fields: { securityEventIds: ids.filter((id) => id !== event.id) },
                        },
                      })
                    }
                  >
                    Take out
                  </button>
                )}
              </div>
            </li>
          ))}
      </ul>
    </section>
  );
}
