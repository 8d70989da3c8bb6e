import { Link } from '@tanstack/react-router';
import type { SecretRotationPage } from '@/api/types';
import { Skeleton } from '@/components/Boot';
import detail from '@/components/Detail.module.css';
import { StatusBadge } from '@/components/StatusBadge';
import { RelativeTime } from '@/components/Time';
import { number, words } from '@/lib/format';
import { ATTEMPTS } from './queries';
import classes from './SecretPanel.module.css';
import { readRotationSearch } from './search';

interface Props {
  name: string;
  page: SecretRotationPage | undefined;
  /** The attempt whose history stands below. */
  shown: string;
}

/** The log of one secret, newest first; each attempt shows its own history. */
export function Attempts({ name, page, shown }: Props) {
  const items = page?.items ?? [];
  const more = (page?.page.total ?? 0) - items.length;
  return (
    <section className={detail.section} aria-label="Last attempts">
      <div className={detail.sectionHead}>
        <h3>Last attempts</h3>
        {page && <span className="dim">{number(page.page.total)} in all</span>}
      </div>
      {!page && <Skeleton width="70%" />}
      <ol className={classes.attempts}>
        {items.map((attempt) => (
          <li key={attempt.id} className={classes.attempt} data-shown={attempt.id === shown || undefined}>
            <StatusBadge status={attempt.status} />
            <span>
              <Link
                from="/security/rotations"
                to="/security/rotations"
                search={(now) => ({ ...now, rotation: attempt.id, secret: attempt.secretName })}
                replace
                aria-current={attempt.id === shown ? 'true' : undefined}
              >
                {words(attempt.rotationType)}
                {attempt.retired ? ', retired' : ''}
              </Link>{' '}
              <span className={classes.by}>by {attempt.initiatedBy}</span>
            </span>
            <RelativeTime at={attempt.rotatedAt ?? attempt.createdAt} />
            {attempt.failureReason && <span className={classes.why}>{attempt.failureReason}</span>}
          </li>
        ))}
      </ol>
      {more > 0 && (
        <Link
          to="/security/rotations"
          search={readRotationSearch({ view: 'log', name: [name] })}
          className={classes.link}
        >
          Show all {number(ATTEMPTS + more)} in the log
        </Link>
      )}
    </section>
  );
}
