import { words } from '@/lib/format';
import classes from './StatusBadge.module.css';

/** A status as a pill; its colours are the tokens `--tf-<status>` and `--tf-<status>-bg`. */
export function StatusBadge({ status }: { status: string }) {
  return (
    <span className={classes.badge} data-status={status}>
      {words(status)}
    </span>
  );
}
