import { describe, expect, it } from 'vitest';
import {
  authorName,
  count,
  duration,
  fromUtcInput,
  initials,
  isoMilliseconds,
  relative,
  shortId,
  spanText,
  toUtcInput,
  utc,
  utcThisYear,
  words,
} from './format';

const now = Date.parse('2026-11-23T12:00:00Z');
const ago = (ms: number) => new Date(now - ms).toISOString();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('times', () => {
  it('are shown in UTC whatever the machine says', () => {
    expect(utc('2026-11-23T03:24:30+02:00')).toBe('23 Nov 2026, 01:24:30 UTC');
  });

  it('leave out a year that goes without saying', () => {
    expect(utcThisYear('2026-01-02T03:04:05Z', now)).toBe('2 Jan, 03:04:05 UTC');
    expect(utcThisYear('2025-01-02T03:04:05Z', now)).toBe('2 Jan 2025, 03:04:05 UTC');
  });

  it.each([
    [3_000, 'just now'],
    [40_000, '40 s ago'],
    [2 * minute, '2 min ago'],
    [5 * hour, '5 h ago'],
    [71 * hour, '71 h ago'],
    [4 * day, '4 d ago'],
    [10 * day, '13 Nov'],
    [400 * day, '19 Oct 2025'],
    [-3 * hour, 'in 3 h'],
  ])('%d ms back reads "%s"', (back, text) => {
    expect(relative(ago(back), now)).toBe(text);
  });

  it('counts deadlines in hours up to three days', () => {
    expect(duration(71.9 * hour)).toBe('71 h');
    expect(duration(72 * hour)).toBe('3 d');
  });

  it('go through a UTC input and back', () => {
    expect(fromUtcInput('2026-11-23T03:24')).toBe('2026-11-23T03:24:00.000Z');
    expect(toUtcInput('2026-11-23T03:24:59Z')).toBe('2026-11-23T03:24:59');
    expect(fromUtcInput('')).toBeUndefined();
    expect(fromUtcInput('2026-13-45T99:99')).toBeUndefined();
  });
});

describe('words and figures', () => {
  it('says when a count is only a lower bound', () => {
    expect(count(10_000, false)).toBe('10,000+');
    expect(count(1234, true)).toBe('1,234');
  });

  it('turns snake case into words', () => {
    expect(words('false_positive')).toBe('False positive');
  });

  it('makes initials of names and of machine names', () => {
    expect(initials('Selma Okafor')).toBe('SO');
    expect(initials('svc-bank-sync')).toBe('SS');
    expect(initials('')).toBe('?');
  });

  it('names an author by name, by client, and by subject where there is no name', () => {
    expect(authorName({ name: 'selma', subject: '1' })).toBe('selma');
    expect(authorName({ name: 'service-account-event-ingest', subject: '1' })).toBe('event-ingest');
    expect(authorName({ name: null, subject: 'a-subject' })).toBe('a-subject');
  });

  it('shows the end of an id, where two of the same minute differ', () => {
    expect(shortId('0199aaaa-0000-7000-8000-00000000beef')).toBe('0000beef');
  });
});

describe('durations of the API', () => {
  it.each([
    ['PT0S', 0],
    ['PT45S', 45_000],
    ['PT2H14M0.5S', (2 * 60 + 14) * 60_000 + 500],
    ['PT50H', 50 * 3_600_000],
    ['P1DT1H', 25 * 3_600_000],
    ['-PT5M', -300_000],
    ['PT-5M', -300_000],
    ['PT0.001S', 1],
    [null, null],
    [undefined, null],
    ['', null],
    ['P', null],
    ['PT', null],
    ['2 hours', null],
  ])('%j is %j milliseconds', (text, milliseconds) => {
    expect(isoMilliseconds(text)).toBe(milliseconds);
  });

  it.each([
    [0, '0 s'],
    [400, 'under 1 s'],
    [45_000, '45 s'],
    [90_000, '1 min 30 s'],
    [14 * 60_000 + 30_000, '14 min'],
    [134 * 60_000, '2 h 14 min'],
    [120 * 60_000, '2 h'],
    [76 * 3_600_000, '3 d 4 h'],
    [-90_000, '−1 min 30 s'],
  ])('%d ms reads %j', (milliseconds, text) => {
    expect(spanText(milliseconds)).toBe(text);
  });
});
