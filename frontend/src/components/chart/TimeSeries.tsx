import { type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { utcClock, utcDay, utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { useWidth } from '@/lib/use-width';
import { nearest, prepareSeries, type SeriesLine, type TimeSpan } from './prepare-series';
import classes from './TimeSeries.module.css';

export type Tone = 'bad' | 'warn' | 'good' | 'plain';

export interface Line<K extends string> extends SeriesLine<K> {
  label: string;
  /** A CSS colour, or a token. */
  color: string;
  /** Told apart without colour: one line is whole, the other broken. */
  broken?: boolean;
  /** Each point is one act, such as a drill: it is marked. */
  dots?: boolean;
  /** A forecast or a comparison stands back. */
  faint?: boolean;
}

export interface Threshold {
  value: number;
  label: string;
  tone: Tone;
}

export interface MarkedSpan extends TimeSpan {
  label: string;
  tone: Tone;
  /** Hatched: time that does not count, such as an exclusion. */
  hatched?: boolean;
}

interface Props<K extends string> {
  title: string;
  /** One sentence of what the chart shows, for those who cannot see it. */
  summary: string;
  /** The time shown, RFC 3339. */
  from: string;
  to: string;
  lines: readonly Line<K>[];
  text: (value: number) => string;
  /** Where an axis needs fewer digits than a reading. */
  tickText?: (value: number) => string;
  thresholds?: readonly Threshold[];
  spans?: readonly MarkedSpan[];
  scale?: 'linear' | 'log';
  ticks?: (most: number) => number[];
  /** The least the top of the axis may be. */
  least?: number;
  /** What the chart says when it has no value at all. */
  nothing: string;
  /** Above the plot, beside the title. */
  aside?: ReactNode;
  height?: number;
  left?: number;
}

const RIGHT = 8;
const TOP = 10;
const BOTTOM = 22;
/** Rows of the table that screen readers get: more would only be noise. */
const TABLE_ROWS = 60;
const DAYS_SHOWN = 3 * 86_400_000;

/** Lines over time with gaps, thresholds and marked spans. Arrow keys walk the points; a table holds the same for readers. */
export function TimeSeries<K extends string>(props: Props<K>) {
  const { lines, thresholds = [], spans = [], height = 168, left = 46, text } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const now = useNow();
  const [at, setAt] = useState<number>();
  const summaryId = useId();
  const hatchId = useId();
  const from = Date.parse(props.from);
  const to = Date.parse(props.to);
  const shape = useMemo(
    () =>
      prepareSeries(
        lines,
        {
          domain: [from, to],
          inSight: thresholds.map((one) => one.value),
          scale: props.scale ?? 'linear',
          least: props.least ?? 0,
          ticks: props.ticks,
        },
        { width, height, left, right: RIGHT, top: TOP, bottom: BOTTOM },
      ),
    [lines, from, to, thresholds, props.scale, props.least, props.ticks, width, height, left],
  );
  const moment = at === undefined ? undefined : shape.moments[at];
  const last = shape.moments.length - 1;
  const isEmpty = shape.lines.every((line) => line.paths.length === 0 && line.lone.length === 0);
  const tickTime = (time: number) => {
    const date = new Date(time);
    return to - from <= DAYS_SHOWN && time % 86_400_000 !== 0 ? utcClock(date) : utcDay(date);
  };
  const inside = (span: TimeSpan, time: number) =>
    Date.parse(span.from) <= time && (span.to === null || time <= Date.parse(span.to));
  const readings = (index: number) => {
    const one = shape.moments[index];
    if (!one) return [];
    return lines.flatMap((line) => {
      const value = one.values.get(line.key);
      return value ? [{ line, said: value.value === null ? 'no data' : text(value.value) }] : [];
    });
  };
  const spoken = (index: number) => {
    const one = shape.moments[index];
    if (!one) return props.summary;
    const said = readings(index).map(({ line, said }) => `${line.label} ${said}`);
    const during = spans.filter((span) => inside(span, one.time)).map((span) => span.label);
    return `${utcThisYear(new Date(one.time), now)}: ${[...said, ...during].join(', ')}`;
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const far = Math.max(1, Math.round(shape.moments.length / 20));
    const moves: Record<string, number | undefined> = {
      ArrowLeft: Math.max(0, (at ?? last + 1) - 1),
      ArrowRight: Math.min(last, (at ?? -1) + 1),
      PageUp: Math.max(0, (at ?? last) - far),
      PageDown: Math.min(last, (at ?? 0) + far),
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next === undefined || last < 0) return;
    event.preventDefault();
    event.stopPropagation();
    setAt(next);
  };
  const place = (span: TimeSpan) => {
    const begin = Math.max(left, shape.x(Date.parse(span.from)));
    const end = Math.min(width - RIGHT, span.to === null ? width - RIGHT : shape.x(Date.parse(span.to)));
    return { begin, size: Math.max(2, end - begin), isSeen: end >= left && begin <= width - RIGHT };
  };

  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.title}>{props.title}</span>
        {props.aside}
        {lines.length > 1 && (
          <ul className={classes.legend}>
            {lines.map((line) => (
              <li key={line.key}>
                <Swatch line={line} />
                {line.label}
              </li>
            ))}
          </ul>
        )}
      </figcaption>
      <div ref={frame} className={classes.frame}>
        <p id={summaryId} className="visually-hidden">
          {props.summary} Use the left and right arrow keys to read the points one by one.
        </p>
        <svg
          width={width}
          height={height}
          role="slider"
          tabIndex={0}
          aria-label={props.title}
          aria-describedby={summaryId}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, last)}
          aria-valuenow={at ?? Math.max(0, last)}
          aria-valuetext={at === undefined ? props.summary : spoken(at)}
          className={classes.svg}
          onKeyDown={onKeyDown}
          onBlur={() => setAt(undefined)}
          onPointerMove={(event) =>
            setAt(nearest(shape.moments, event.clientX - (frame.current?.getBoundingClientRect().left ?? 0)))
          }
          onPointerLeave={() => setAt(undefined)}
        >
          <defs>
            <pattern
              id={hatchId}
              width={6}
              height={6}
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line x1={0} x2={0} y1={0} y2={6} className={classes.hatch} />
            </pattern>
          </defs>
          {spans.map((span) => {
            const { begin, size, isSeen } = place(span);
            return isSeen ? (
              <rect
                key={`${span.label} ${span.from}`}
                x={begin}
                width={size}
                y={TOP}
                height={height - TOP - BOTTOM}
                className={classes.span}
                data-tone={span.tone}
                style={span.hatched ? { fill: `url(#${hatchId})`, fillOpacity: 1 } : undefined}
              >
                <title>{span.label}</title>
              </rect>
            ) : null;
          })}
          {shape.yTicks.map((tick) => (
            <g key={tick.value}>
              <line
                x1={left}
                x2={width - RIGHT}
                y1={tick.y + 0.5}
                y2={tick.y + 0.5}
                className={classes.grid}
              />
              <text x={left - 8} y={tick.y + 4} textAnchor="end" className={classes.tick}>
                {(props.tickText ?? text)(tick.value)}
              </text>
            </g>
          ))}
          {thresholds.map((one) => (
            <line
              key={one.label}
              x1={left}
              x2={width - RIGHT}
              y1={shape.y(one.value)}
              y2={shape.y(one.value)}
              className={classes.threshold}
              data-tone={one.tone}
            />
          ))}
          {shape.lines.map((drawn, index) => {
            const line = lines[index];
            return (
              <g key={drawn.key} opacity={line?.faint ? 0.75 : 1}>
                {drawn.paths.map((path) => (
                  <path
                    key={path}
                    d={path}
                    className={classes.line}
                    stroke={line?.color}
                    strokeDasharray={line?.broken ? '5 4' : undefined}
                  />
                ))}
                {(line?.dots ? drawn.points : drawn.lone).map((dot) => (
                  <circle key={dot.x} cx={dot.x} cy={dot.y} r={2.5} fill={line?.color} />
                ))}
              </g>
            );
          })}
          {thresholds.map((one) => (
            <text
              key={one.label}
              x={width - RIGHT}
              y={shape.y(one.value) - 4}
              textAnchor="end"
              className={classes.thresholdLabel}
              data-tone={one.tone}
            >
              {one.label}
            </text>
          ))}
          {moment && (
            <>
              <line x1={moment.x} x2={moment.x} y1={TOP} y2={height - BOTTOM} className={classes.cursor} />
              {lines.map((line) => {
                const y = moment.values.get(line.key)?.y;
                return y === undefined || y === null ? null : (
                  <circle key={line.key} cx={moment.x} cy={y} r={3.5} fill={line.color} />
                );
              })}
            </>
          )}
          {shape.xTicks.map((tick) => (
            <text key={tick.at} x={tick.x} y={height - 5} textAnchor="middle" className={classes.tick}>
              {tickTime(tick.at)}
            </text>
          ))}
        </svg>
        {isEmpty && <p className={classes.none}>{props.nothing}</p>}
        {moment && at !== undefined && (
          <div
            className={classes.tip}
            aria-hidden="true"
            style={moment.x < width / 2 ? { left: moment.x + 12 } : { right: width - moment.x + 12 }}
          >
            <strong className="figures">{utcThisYear(new Date(moment.time), now)}</strong>
            {readings(at).map(({ line, said }) => (
              <span key={line.key}>
                <Swatch line={line} />
                {line.label} <b>{said}</b>
              </span>
            ))}
            {spans
              .filter((span) => inside(span, moment.time))
              .map((span) => (
                <span key={`${span.label} ${span.from}`}>{span.label}</span>
              ))}
          </div>
        )}
      </div>
      <ReadingTable title={props.title} lines={lines} count={shape.moments.length} spoken={spoken} />
    </figure>
  );
}

function ReadingTable<K extends string>(props: {
  title: string;
  lines: readonly Line<K>[];
  count: number;
  spoken: (index: number) => string;
}) {
  const every = Math.max(1, Math.ceil(props.count / TABLE_ROWS));
  const rows = Array.from({ length: Math.ceil(props.count / every) }, (_, row) => row * every);
  return (
    <ul className="visually-hidden" aria-label={`${props.title}: readings`}>
      {rows.map((row) => (
        <li key={row}>{props.spoken(row)}</li>
      ))}
    </ul>
  );
}

function Swatch<K extends string>({ line }: { line: Line<K> }) {
  return (
    <svg width={18} height={8} aria-hidden="true">
      <line
        x1={0}
        x2={18}
        y1={4}
        y2={4}
        stroke={line.color}
        strokeWidth={2}
        strokeDasharray={line.broken ? '5 4' : undefined}
      />
    </svg>
  );
}
