import { type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { useWidth } from '@/lib/use-width';
import { prepareTrend, type TrendPoint } from './prepare-trend';
import classes from './Trend.module.css';

interface Series<K extends string> {
  key: K;
  label: string;
  color: string;
  /** Told apart without colour: one line is whole, the other broken; one has round marks, the other square. */
  broken?: boolean;
}

interface Props<K extends string> {
  title: string;
  /** One sentence of what the chart shows, for those who cannot see it. */
  summary: string;
  points: readonly (TrendPoint<K> & { n: number })[];
  series: readonly Series<K>[];
  /** A stretch's name: `Week of 23 Nov`. */
  name: (at: string) => string;
  tick: (at: string) => string;
  text: (milliseconds: number) => string;
  /** What a stretch without any value says. */
  nothing: string;
  aside?: ReactNode;
  height?: number;
}

const LEFT = 52;

/** Durations over time as lines with gaps. Arrow keys walk the points; a table holds the same for readers. */
export function Trend<K extends string>(props: Props<K>) {
  const { points, series, height = 132, text } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [at, setAt] = useState<number>();
  const summaryId = useId();
  const shape = useMemo(
    () =>
      prepareTrend(
        points,
        series.map((one) => one.key),
        { width, height, left: LEFT, right: 6, top: 8, bottom: 20 },
      ),
    [points, series, width, height],
  );
  const point = at === undefined ? undefined : points[at];
  const x = at === undefined ? undefined : shape.xs[at];
  const isEmpty = points.length > 0 && shape.lines.every((line) => line.dots.length === 0);
  const said = (one: (typeof points)[number]) => {
    const parts = series.flatMap(({ key, label }) => {
      const value = one[key] as number | null;
      return value === null ? [] : [`${label.toLowerCase()} ${text(value)}`];
    });
    return parts.length > 0 ? `${parts.join(', ')}, of ${one.n}` : props.nothing;
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const end = points.length - 1;
    const moves: Record<string, number | undefined> = {
      ArrowLeft: Math.max(0, (at ?? end + 1) - 1),
      ArrowRight: Math.min(end, (at ?? -1) + 1),
      Home: 0,
      End: end,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setAt(next);
    }
  };
  const locate = (clientX: number) => {
    const left = frame.current?.getBoundingClientRect().left ?? 0;
    const found = shape.xs.findIndex((one) => clientX - left <= one + shape.half);
    setAt(found < 0 || clientX - left < LEFT ? undefined : found);
  };
  const color = (key: K) => series.find((one) => one.key === key)?.color;
  const isBroken = (key: K) => series.find((one) => one.key === key)?.broken;

  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.title}>{props.title}</span>
        {props.aside}
        <ul className={classes.legend}>
          {series.map((one) => (
            <li key={one.key}>
              <Swatch color={one.color} broken={one.broken} />
              {one.label}
            </li>
          ))}
        </ul>
      </figcaption>
      <div ref={frame} className={classes.frame}>
        <p id={summaryId} className="visually-hidden">
          {props.summary} Use the left and right arrow keys to read the weeks one by one.
        </p>
        <svg
          width={width}
          height={height}
          role="slider"
          tabIndex={0}
          aria-label={props.title}
          aria-describedby={summaryId}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, points.length - 1)}
          aria-valuenow={at ?? Math.max(0, points.length - 1)}
          aria-valuetext={point ? `${props.name(point.at)}: ${said(point)}` : props.summary}
          className={classes.svg}
          onKeyDown={onKeyDown}
          onBlur={() => setAt(undefined)}
          onPointerMove={(event) => locate(event.clientX)}
          onPointerLeave={() => setAt(undefined)}
        >
          {shape.yTicks.map((tick) => (
            <g key={tick.value}>
              <line x1={LEFT} x2={width - 6} y1={tick.y + 0.5} y2={tick.y + 0.5} className={classes.grid} />
              <text x={LEFT - 8} y={tick.y + 4} textAnchor="end" className={classes.tick}>
                {tick.value === 0 ? '0' : text(tick.value)}
              </text>
            </g>
          ))}
          {x !== undefined && <line x1={x} x2={x} y1={4} y2={height - 20} className={classes.cursor} />}
          {shape.lines.map((line) => (
            <g key={line.key}>
              {line.paths.map((path) => (
                <path
                  key={path}
                  d={path}
                  className={classes.line}
                  stroke={color(line.key)}
                  strokeDasharray={isBroken(line.key) ? '5 4' : undefined}
                />
              ))}
              {line.dots.map((dot) => (
                <Mark
                  key={dot.index}
                  x={dot.x}
                  y={dot.y}
                  size={dot.index === at ? 4.5 : 3}
                  color={color(line.key)}
                  square={isBroken(line.key)}
                />
              ))}
            </g>
          ))}
          {shape.xTicks.map((tick) => (
            <text key={tick.at} x={tick.x} y={height - 4} textAnchor="middle" className={classes.tick}>
              {props.tick(tick.at)}
            </text>
          ))}
        </svg>
        {isEmpty && <p className={classes.none}>{props.nothing}</p>}
        {point && x !== undefined && (
          <div
            className={classes.tip}
            aria-hidden="true"
            style={x < width / 2 ? { left: x + 12 } : { right: width - x + 12 }}
          >
            <strong>{props.name(point.at)}</strong>
            {series.every(({ key }) => point[key] === null) && <span>{props.nothing}</span>}
            {series.map((one) => {
              const value = point[one.key] as number | null;
              return value === null ? null : (
                <span key={one.key}>
                  <Swatch color={one.color} broken={one.broken} />
                  {one.label} <b>{text(value)}</b>
                </span>
              );
            })}
            {point.n > 0 && (
              <span>
                Incidents <b>{point.n}</b>
              </span>
            )}
          </div>
        )}
      </div>
      <table className="visually-hidden">
        <caption>{props.title}</caption>
        <thead>
          <tr>
            <th scope="col">Week</th>
            {series.map((one) => (
              <th key={one.key} scope="col">
                {one.label}
              </th>
            ))}
            <th scope="col">Incidents</th>
          </tr>
        </thead>
        <tbody>
          {points.map((one) => (
            <tr key={one.at}>
              <th scope="row">{props.name(one.at)}</th>
              {series.map(({ key }) => {
                const value = one[key] as number | null;
                return <td key={key}>{value === null ? 'no data' : text(value)}</td>;
              })}
              <td>{one.n}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Swatch({ color, broken = false }: { color: string; broken?: boolean | undefined }) {
  return (
    <svg width={20} height={10} aria-hidden="true">
      <line
        x1={0}
        x2={20}
        y1={5}
        y2={5}
        stroke={color}
        strokeWidth={2}
        strokeDasharray={broken ? '5 4' : undefined}
      />
      <Mark x={10} y={5} size={3} color={color} square={broken} />
    </svg>
  );
}

interface MarkProps {
  x: number;
  y: number;
  size: number;
  color: string | undefined;
  square: boolean | undefined;
}

function Mark({ x, y, size, color, square }: MarkProps) {
  return square ? (
    <rect x={x - size} y={y - size} width={2 * size} height={2 * size} fill={color} />
  ) : (
    <circle cx={x} cy={y} r={size} fill={color} />
  );
}
