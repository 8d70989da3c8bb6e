import type { HeldAccess } from '@/api/types';

/** How many accounts a review has at most. */
export const MOST = 5_000;

const NAMES = [
  'issuer',
  'subject',
  'email',
  'username',
  'owner',
  'name',
  'peerGroup',
  'lastUsedAt',
] as const satisfies readonly (keyof HeldAccess)[];

/** Why a file holds no population, as a sentence. */
export class NoPopulation extends Error {}

/** The accounts of a file: JSON as the API takes it, or CSV with the same names and permissions parted by `;`. */
export function readPopulation(text: string): HeldAccess[] {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (!start) throw new NoPopulation('The file is empty.');
  const accounts = /^[[{]/.test(start) ? fromJson(start) : fromCsv(start);
  if (accounts.length === 0) throw new NoPopulation('The file names no account.');
  if (accounts.length > MOST)
    throw new NoPopulation(`The file names ${accounts.length} accounts; a review holds at most ${MOST}.`);
  return accounts;
}

function fromJson(text: string): HeldAccess[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new NoPopulation('The file begins like JSON and is none.');
  }
  const items = Array.isArray(read) ? read : (read as { items?: unknown }).items;
  if (!Array.isArray(items)) throw new NoPopulation('The JSON is neither a list of accounts nor has items.');
  // What an account may say is for the API to judge: it names every bad field.
  return items as HeldAccess[];
}

function fromCsv(text: string): HeldAccess[] {
  const [head = [], ...rows] = parseCsv(text);
  const names = head.map((name) => name.trim());
  if (!names.includes('currentPermissions'))
    throw new NoPopulation('The first line names no column currentPermissions.');
  const strange = names.find(
    (name) => name !== 'currentPermissions' && !(NAMES as readonly string[]).includes(name),
  );
  if (strange !== undefined)
    throw new NoPopulation(`The column “${strange}” is none of ${NAMES.join(', ')}, currentPermissions.`);
  return rows
    .filter((row) => row.some((cell) => cell.trim()))
    .map((row) => {
      const account: HeldAccess = { currentPermissions: [] };
      for (const [index, name] of names.entries()) {
        const value = (row[index] ?? '').trim();
        if (name === 'currentPermissions')
          account.currentPermissions = value
            .split(';')
            .map((one) => one.trim())
            .filter(Boolean);
        else if (value) account[name as (typeof NAMES)[number]] = value;
      }
      return account;
    });
}

/** RFC 4180: cells in quotes may hold commas, line ends and doubled quotes. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  for (;;) {
    const found = cell.exec(text);
    if (!found) throw new NoPopulation(`Line ${rows.length + 1} of the CSV is not well formed.`);
    row.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
    if (found[3] === ',') continue;
    rows.push(row);
    row = [];
    if (found[3] === '' || cell.lastIndex >= text.length) return rows;
  }
}
