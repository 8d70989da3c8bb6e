import { words } from '@/lib/format';
import classes from './StatusBadge.module.css';

/** A status as a pill; its colours are the tokens `--tf-<status>` and `--tf-<status>-bg`. */
export function StatusBadge({ status, label }: { status: string; label?: string }) {
  return (
    <span className={classes.badge} data-status={status}>
      {label ?? words(status)}
    </span>
  );
}
