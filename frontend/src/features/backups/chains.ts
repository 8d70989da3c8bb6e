import type { Backup } from '@/api/types';

export interface Link {
  backup: Backup;
  /** How many backups a restore of this one reads before it. */
  depth: number;
}

export interface Chain {
  root: string;
  /** In the order they were made; the full one first where it is among those read. */
  links: Link[];
  /** The full backup lies further back than what was read. */
  isCut: boolean;
}

/** Backups as chains, the newest chain first. A backup without its parent among those read begins at depth 1. */
export function chainsOf(backups: readonly Backup[]): Chain[] {
  const groups = new Map<string, Backup[]>();
  for (const backup of backups) {
    groups.set(backup.rootBackupId, [...(groups.get(backup.rootBackupId) ?? []), backup]);
  }
  return [...groups]
    .map(([root, group]) => {
      const made = group.toSorted((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt));
      return {
        root,
        links: made.map((backup) => ({ backup, depth: backup.chainPosition })),
        isCut: !made.some((backup) => backup.id === root),
      };
    })
    .sort((one, other) => newest(other) - newest(one));
}

const newest = (chain: Chain) => Math.max(...chain.links.map(({ backup }) => Date.parse(backup.startedAt)));
