import { type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { useWidth } from '@/lib/use-width';
import { prepareStack, type StackPoint } from './prepare-stack';
import classes from './StackedBars.module.css';

interface Series<K extends string> {
  key: K;
  label: string;
  color: string;
}

interface Props<K extends string> {
  title: string;
  /** One sentence of what the chart shows, for those who cannot see it. */
  summary: string;
  points: readonly StackPoint<K>[];
  end: string;
  /** From the bottom of a bar upwards. */
  series: readonly Series<K>[];
  unit: string;
  tick: (at: Date) => string;
  span: (from: string, until: string) => string;
  onPick: (from: string, until: string) => void;
  height?: number;
  aside?: ReactNode;
}

/** Counts over time, stacked. Arrow keys walk the bars and Enter (or a click) picks one. */
export function StackedBars<K extends string>(props: Props<K>) {
  const { points, series, height = 104 } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [at, setAt] = useState<number>();
  const summaryId = useId();
  const shape = useMemo(
    () =>
      prepareStack(
        points,
        series.map((one) => one.key),
        props.end,
        { width, height, left: 30, right: 4, top: 6, bottom: 20 },
      ),
    [points, series, props.end, width, height],
  );
  const color = (key: K) => series.find((one) => one.key === key)?.color;
  const bar = at === undefined ? undefined : shape.bars[at];
  const point = at === undefined ? undefined : points[at];
  const parts = point ? [...series].reverse().filter((one) => point[one.key] > 0) : [];

  const pick = () => {
    if (bar) props.onPick(bar.at, bar.until);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const end = shape.bars.length - 1;
    const moves: Record<string, number> = {
      ArrowLeft: Math.max(0, (at ?? end + 1) - 1),
      ArrowRight: Math.min(end, (at ?? -1) + 1),
      Home: 0,
      End: end,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setAt(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      pick();
    }
  };
  const locate = (clientX: number) => {
    const left = frame.current?.getBoundingClientRect().left ?? 0;
    const found = shape.bars.findIndex((one) => clientX - left < one.x + one.width + 2);
    setAt(found < 0 ? undefined : found);
  };

  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.title}>{props.title}</span>
        {props.aside}
        <ul className={classes.legend}>
          {[...series].reverse().map((one) => (
            <li key={one.key}>
              <span className={classes.swatch} style={{ background: one.color }} aria-hidden="true" />
              {one.label}
            </li>
          ))}
        </ul>
      </figcaption>
      <div ref={frame} className={classes.frame}>
        <p id={summaryId} className="visually-hidden">
          {props.summary} Use the left and right arrow keys to read the bars and Enter to filter by one.
        </p>
        <svg
          width={width}
          height={height}
          role="slider"
          tabIndex={0}
          aria-label={props.title}
          aria-describedby={summaryId}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, shape.bars.length - 1)}
          aria-valuenow={at ?? Math.max(0, shape.bars.length - 1)}
          aria-valuetext={
            bar ? `${props.span(bar.at, bar.until)}: ${bar.total} ${props.unit}` : props.summary
          }
          className={classes.svg}
          onKeyDown={onKeyDown}
          onBlur={() => setAt(undefined)}
          onPointerMove={(event) => locate(event.clientX)}
          onPointerLeave={() => setAt(undefined)}
          onClick={pick}
        >
          {shape.yTicks.map((tick) => (
            <g key={tick.value}>
              <line x1={30} x2={width - 4} y1={tick.y + 0.5} y2={tick.y + 0.5} className={classes.grid} />
              <text x={24} y={tick.y + 4} textAnchor="end" className={classes.tick}>
                {tick.value}
              </text>
            </g>
          ))}
          {bar && (
            <rect x={bar.x - 1} y={2} width={bar.width + 2} height={height - 22} className={classes.cursor} />
          )}
          {shape.bars.map((one) => (
            <g key={one.at}>
              {one.segments.map((segment) => (
                <rect
                  key={segment.key}
                  x={one.x}
                  y={segment.y}
                  width={one.width}
                  height={segment.height}
                  rx={1}
                  fill={color(segment.key)}
                />
              ))}
            </g>
          ))}
          {shape.xTicks.map((tick) => (
            <text
              key={tick.at.getTime()}
              x={tick.x}
              y={height - 4}
              textAnchor="middle"
              className={classes.tick}
            >
              {props.tick(tick.at)}
            </text>
          ))}
        </svg>
        {bar && (
          <div
            className={classes.tip}
            aria-hidden="true"
            style={{ left: Math.min(Math.max(bar.x + bar.width / 2, 80), Math.max(80, width - 80)) }}
          >
            <strong>{props.span(bar.at, bar.until)}</strong>
            {parts.length === 0 && <span>Nothing</span>}
            {parts.map((one) => (
              <span key={one.key}>
                <span className={classes.swatch} style={{ background: one.color }} />
                {one.label} <b>{point?.[one.key]}</b>
              </span>
            ))}
          </div>
        )}
      </div>
    </figure>
  );
}
