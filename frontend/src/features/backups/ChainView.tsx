import { Link } from '@tanstack/react-router';
import type { Backup } from '@/api/types';
import { utcThisYear, words } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import classes from './ChainView.module.css';
import { type Chain, chainsOf } from './chains';
import { sizeText, typeName } from './words';

interface Props {
  backups: readonly Backup[];
  /** The backup that is looked at. */
  shown?: string | undefined;
}

/** Backups drawn as chains: each link stands on the one before it, and falls with it. */
export function ChainView({ backups, shown }: Props) {
  return (
    <ol className={classes.chains}>
      {chainsOf(backups).map((chain) => (
        <ChainRow key={chain.root} chain={chain} shown={shown} />
      ))}
    </ol>
  );
}

function ChainRow({ chain, shown }: { chain: Chain; shown: string | undefined }) {
  const now = useNow();
  const first = chain.links[0]?.backup;
  if (!first) return null;
  return (
    <li className={classes.chain}>
      <span className={classes.when}>
        {utcThisYear(first.startedAt, now)}
        {chain.isCut && <span className="dim"> (begins further back)</span>}
      </span>
      <ol className={classes.links} aria-label={`Chain from ${utcThisYear(first.startedAt, now)}`}>
        {chain.links.map(({ backup, depth }) => (
          <li key={backup.id} className={classes.link} data-depth={depth > 0 || undefined}>
            <Link
              to="/backup/backups"
              search={(old) => ({ ...old, backup: backup.id, restore: undefined, open: undefined }) as never}
              className={classes.node}
              data-type={backup.backupType}
              data-status={backup.status}
              data-shown={backup.id === shown || undefined}
              title={`${typeName(backup.backupType)}, ${words(backup.status).toLowerCase()}, ${utcThisYear(backup.startedAt, now)}${backup.sizeBytes === null ? '' : `, ${sizeText(backup.sizeBytes)}`}`}
            >
              <span aria-hidden="true">{typeName(backup.backupType).charAt(0)}</span>
              <span className="visually-hidden">
                {typeName(backup.backupType)} of {utcThisYear(backup.startedAt, now)},{' '}
                {words(backup.status).toLowerCase()}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </li>
  );
}

/** What the letters and colours mean. */
export function ChainLegend() {
  return (
    <p className={classes.legend}>
      <b>F</b> full, <b>D</b> differential, <b>I</b> incremental; filled: usable, hollow: expired, striped:
      being made, crossed: failed.
    </p>
  );
}
