// Dates are shown in UTC everywhere: people in several countries read the same record, and the API speaks UTC.
const locale = 'en-GB';

const dateTime = new Intl.DateTimeFormat(locale, {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const clock = new Intl.DateTimeFormat(locale, {
  timeZone: 'UTC',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

/** `23 Nov 2026, 03:24:30 UTC` */
export const utc = (instant: string | Date) => `${dateTime.format(new Date(instant))} UTC`;
/** The same, without a year that goes without saying: `23 Nov, 03:24:30 UTC`. */
export function utcThisYear(instant: string | Date, now: number): string {
  const year = new Date(now).getUTCFullYear();
  return new Date(instant).getUTCFullYear() === year ? utc(instant).replace(` ${year},`, ',') : utc(instant);
}
/** `03:24`, in UTC. */
export const utcClock = (instant: string | Date) => clock.format(new Date(instant));
/** `23 Nov`, in UTC. */
export const utcDay = (instant: string | Date) => day.format(new Date(instant));

export const number = (value: number) => whole.format(value);

/** A count that may only be a lower bound: `10,000+`. */
export const count = (value: number, isExact: boolean) => (isExact ? number(value) : `${number(value)}+`);

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const dayLength = 24 * hour;

/** `2 min ago`, `in 3 h`, `just now`; past a week the date itself says more. */
export function relative(instant: string, now: number): string {
  const distance = new Date(instant).getTime() - now;
  const size = Math.abs(distance);
  if (size < 10 * second) return 'just now';
  if (size >= 7 * dayLength) {
    const date = new Date(instant);
    const year = date.getUTCFullYear();
    return year === new Date(now).getUTCFullYear() ? utcDay(date) : `${utcDay(date)} ${year}`;
  }
  const words = duration(size);
  return distance < 0 ? `${words} ago` : `in ${words}`;
}

/** The largest unit that fits, `71 h` up to three days because deadlines are counted in hours. */
export function duration(milliseconds: number): string {
  if (milliseconds < minute) return `${Math.floor(milliseconds / second)} s`;
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} min`;
  if (milliseconds < 3 * dayLength) return `${Math.floor(milliseconds / hour)} h`;
  return `${Math.floor(milliseconds / dayLength)} d`;
}

const isoDuration = /^(-?)P(?:(\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d+)?)S)?)?$/;

/** An ISO 8601 duration as the API writes it (`PT2H14M0.5S`), in milliseconds; null when there is none. */
export function isoMilliseconds(text: string | null | undefined): number | null {
  const parts = text ? isoDuration.exec(text) : null;
  if (!parts || text === 'P' || text?.endsWith('T')) return null;
  const [, sign, ...amounts] = parts;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = amounts.map((amount) => Number(amount ?? 0));
  const sum = days * dayLength + hours * hour + minutes * minute + Math.round(seconds * second);
  return sign === '-' ? -sum : sum;
}

/** How long something took, by its two largest units: `2 h 14 min`, `3 d 4 h`, `45 s`. */
export function spanText(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  const sign = milliseconds < 0 && size >= second ? '−' : '';
  const two = (large: number, unit: string, rest: number, small: string) =>
    `${sign}${large} ${unit}${rest > 0 ? ` ${rest} ${small}` : ''}`;
  if (size < second) return size === 0 ? '0 s' : 'under 1 s';
  const seconds = Math.floor(size / second);
  if (seconds < 60) return `${sign}${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return two(minutes, 'min', minutes < 10 ? seconds % 60 : 0, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(hours, 'h', minutes % 60, 'min');
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** Identifiers are UUIDv7: their start is the time and alike for all of a day, so the end tells them apart. */
export const shortId = (id: string) => id.slice(-8);

/** `false_positive` -> `False positive` */
export function words(snake: string): string {
  const text = snake.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Who did something; the subject where the token named nobody, `service-account-<client>` as its client's name. */
export const authorName = (author: { name: string | null; subject: string }) =>
  (author.name ?? author.subject).replace(/^service-account-/, '');

/** `Selma Okafor` -> `SO` */
export function initials(name: string): string {
  const parts = name.split(/[\s._@-]+/).filter(Boolean);
  const first = parts[0]?.[0] ?? '?';
  const last = parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** A `datetime-local` value read as UTC, as an RFC 3339 instant; undefined when it is no time. */
export function fromUtcInput(value: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(value)) return undefined;
  const time = new Date(`${value}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** An instant as the value of a `datetime-local` input that shows UTC, to the second. */
export const toUtcInput = (instant: string | Date) => new Date(instant).toISOString().slice(0, 19);
