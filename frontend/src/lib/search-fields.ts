import * as z from 'zod/mini';
import { splitList } from './search';

// Fields of an address. The router hands over what it parsed (text) and what pages navigate with (lists): both
// mean the same, and a wrong value is simply absent.

const toList = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String).filter(Boolean)
    : typeof value === 'string'
      ? splitList(value)
      : [];

export const orNothing = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

/** Any of a fixed set, several at once. */
export const someOf = <const T extends string>(values: readonly T[]) =>
  z.pipe(
    z.unknown(),
    z.transform((raw) =>
      orNothing([...new Set(toList(raw))].filter((item): item is T => values.includes(item as T))),
    ),
  );

/** One of a fixed set. */
export const oneOf = <const T extends string>(values: readonly T[]) =>
  z.pipe(
    z.unknown(),
    z.transform((raw) => values.find((value) => value === raw)),
  );

/** Texts, several at once, none longer than `most`. */
export const textsUpTo = (most: number) =>
  z.pipe(
    z.unknown(),
    z.transform((raw) =>
      orNothing(
        toList(raw)
          .filter((item) => item.length <= most)
          .slice(0, 20),
      ),
    ),
  );

/** Texts that people typed, several at once. */
export const texts = textsUpTo(200);

/** A point in time, as RFC 3339 in UTC. */
export const instant = z.pipe(
  z.unknown(),
  z.transform((raw) => {
    const time = typeof raw === 'string' ? Date.parse(raw) : Number.NaN;
    return Number.isNaN(time) ? undefined : new Date(time).toISOString();
  }),
);

export const flag = z.pipe(
  z.unknown(),
  z.transform((raw) =>
    raw === true || raw === 'true' ? true : raw === false || raw === 'false' ? false : undefined,
  ),
);

/** Set or not: `false` says no more than absence. */
export const mark = z.pipe(
  flag,
  z.transform((on) => (on === true ? (true as const) : undefined)),
);

export const textUpTo = (most: number) => z.catch(z.optional(z.string().check(z.maxLength(most))), undefined);

export const freeText = textUpTo(200);

export const recordId = z.catch(z.optional(z.string().check(z.regex(/^[0-9a-f-]{36}$/i))), undefined);
