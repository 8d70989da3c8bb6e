export interface RaceRow {
  field: string;
  /** What the person saw when starting. */
  seen: unknown;
  /** What the record says now. */
  theirs: unknown;
  /** What the person wants; only where the change touches the field. */
  mine?: unknown;
  /** Both touched the field and want different values. */
  conflict: boolean;
}

function read(record: object, path: string): unknown {
  const [first = '', second] = path.split('.');
  const value = (record as Record<string, unknown>)[first];
  return second ? (value as Record<string, unknown> | undefined)?.[second] : value;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/**
 * Every one of `fields` that somebody else changed meanwhile or that the person wants to change, conflicts
 * first. A part of a larger field is named by its path: `authorityReport.reference`.
 */
export function compareVersions(
  fields: readonly string[],
  seen: object,
  theirs: object,
  mine: Readonly<Record<string, unknown>>,
): RaceRow[] {
  const rows = fields.flatMap((field): RaceRow[] => {
    const before = read(seen, field);
    const now = read(theirs, field);
    const isMine = field in mine;
    const isTheirs = !same(before, now);
    if (!isMine && !isTheirs) return [];
    const conflict = isMine && isTheirs && !same(now, mine[field]);
    return [{ field, seen: before, theirs: now, ...(isMine ? { mine: mine[field] } : {}), conflict }];
  });
  return rows.sort((a, b) => Number(b.conflict) - Number(a.conflict));
}

interface Movable<S extends string> {
  status: S;
  nextStatuses: readonly { status: S; reasonRequired: boolean }[];
}

/** Why a move of status cannot be made from the newer record, or undefined when it can. `noun`: `event`. */
export function whyNotMove<S extends string>(
  noun: string,
  theirs: Movable<S>,
  move: { status: S; reason?: string | undefined },
): string | undefined {
  if (theirs.status === move.status) return `The ${noun} already has this status.`;
  const next = theirs.nextStatuses.find((one) => one.status === move.status);
  if (!next) return `From its present status the ${noun} cannot move there any more.`;
  if (next.reasonRequired && !move.reason)
    return 'From its present status this move needs a reason; start it again.';
  return undefined;
}
