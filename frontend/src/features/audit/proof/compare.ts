import type { LedgerEntry } from '@/api/types';
import { canonical } from './canonical';

export interface Compared {
  /** Where what is shown is not what the line says. */
  differing: string[];
  /** Personal values that are shown although the line holds only their digests: they are believed. */
  personal: number;
  /** The change is too large for a line, which holds its digest only: it is believed. */
  isKeptBeside: boolean;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isDigest = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).length === 1 &&
  typeof value.sha256 === 'string' &&
  /^[0-9a-f]{64}$/.test(value.sha256);
const isLarge = (change: unknown): boolean =>
  isObject(change) && typeof change.sha256 === 'string' && typeof change.size === 'number';
/** Six decimals in a line, as few as needed in the API. */
const time = (value: unknown) => String(value).replace(/\.?0*Z$/, 'Z');

/**
 * Holds what the page shows of an entry against its line (or against its row of a batch, for what the row says).
 * Personal values stand there as salted digests, and their salts stay on the server.
 */
export function compare(entry: LedgerEntry, line: Json, row?: Json): Compared {
  const found: Compared = { differing: [], personal: 0, isKeptBeside: false };
  const same = (name: string, shown: unknown, said: unknown) => {
    if (canonical(shown ?? null) !== canonical(said ?? null)) found.differing.push(name);
  };
  const personal = (name: string, shown: unknown, said: unknown) => {
    if (isDigest(said) && shown !== null && canonical(shown) !== canonical(said)) found.personal++;
    else if (!isDigest(said)) same(name, shown, said);
  };
  const actor = isObject(line.actor) ? line.actor : {};
  same('time', time(entry.occurredAt), time(line.occurredAt));
  same('action', entry.action, line.action);
  same('actor', [entry.actor.issuer, entry.actor.subject], [actor.issuer, actor.subject]);
  same('record kind', entry.recordType, line.recordType);
  same('request', entry.requestId, line.requestId);
  personal('name', entry.actor.name, line.actorName);
  personal('reason', entry.reason, line.reason);
  if (entry.clientAddress !== null) personal('address', entry.clientAddress, line.clientAddress);
  const batch = isObject(line.batch) ? line.batch : undefined;
  same('batch', entry.batch?.root, batch?.rootSha256);

  const source = row ?? line;
  same('record', entry.recordId, source.recordId);
  same('version', entry.recordVersion, source.recordVersion);
  same('state digest', entry.stateSha256, source.stateSha256);
  if (isLarge(source.change) && !isLarge(entry.change)) found.isKeptBeside = true;
  else walk('change', entry.change ?? undefined, source.change, found);
  return found;
}

function walk(at: string, shown: unknown, said: unknown, found: Compared): void {
  if (isDigest(said)) {
    if (canonical(shown ?? null) !== canonical(said)) found.personal++;
    return;
  }
  if (isObject(shown) && isObject(said)) {
    for (const key of new Set([...Object.keys(shown), ...Object.keys(said)]))
      walk(`${at}.${key}`, shown[key], said[key], found);
    return;
  }
  if (canonical(shown ?? null) !== canonical(said ?? null)) found.differing.push(at);
}
