import { initials } from '@/lib/format';
import classes from './Cells.module.css';

/** Somebody by name, or that there is nobody. */
export function PersonName({ name, nobody = 'Unassigned' }: { name: string | null; nobody?: string }) {
  if (!name) return <span className="dim">{nobody}</span>;
  return (
    <span className={classes.person}>
      <span className={classes.avatar} aria-hidden="true">
        {initials(name)}
      </span>
      <span className={classes.clip}>{name}</span>
    </span>
  );
}
