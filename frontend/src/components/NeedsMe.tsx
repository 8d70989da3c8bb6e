import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useApi } from '@/auth/context';
import { trustOverview, useTrustLive, waitingCount } from '@/lib/trust';
import { Dropdown } from './Dropdown';
import { IconBell } from './icons';
import classes from './NeedsMe.module.css';
import { NeedsMeList } from './NeedsMeList';
import { RecordLink } from './RecordLink';

/** What waits for whoever is signed in, on every page: a count, and behind it the lines that lead there. */
export default function NeedsMe({ className }: { className: string | undefined }) {
  const overview = useQuery(trustOverview(useApi()));
  useTrustLive();
  const router = useRouter();
  const tasks = overview.data?.needsMe ?? [];
  const count = waitingCount(tasks);
  const said = !overview.data
    ? 'What needs you: not known'
    : count === 0
      ? 'Nothing needs you'
      : `${count} ${count === 1 ? 'thing needs' : 'things need'} you`;
  return (
    <Dropdown
      label="What needs you"
      trigger={(props) => (
        <button
          type="button"
          className={className}
          aria-label={said}
          title={said}
          data-testid="needs-me"
          {...props}
        >
          <span className={classes.bell}>
            <IconBell size={16} aria-hidden />
            {count > 0 && (
              <span className={classes.count} aria-hidden="true">
                {count > 99 ? '99+' : count}
              </span>
            )}
          </span>
        </button>
      )}
    >
      {(close) => (
        <div className={classes.popover}>
          <h2 className={classes.title}>Needs you</h2>
          {overview.data ? (
            tasks.length > 0 ? (
              <NeedsMeList tasks={tasks} onLeave={close} />
            ) : (
              <p className={classes.none}>Nothing waits for you.</p>
            )
          ) : (
            <p className={classes.none}>
              {overview.error ? 'It could not be read. It is tried again in a minute.' : 'Is being read…'}
            </p>
          )}
          {router.state.location.pathname !== '/trust' && (
            <RecordLink page={{ to: '/trust', search: {} }} className={classes.more} onClick={close}>
              How everything stands
            </RecordLink>
          )}
        </div>
      )}
    </Dropdown>
  );
}
