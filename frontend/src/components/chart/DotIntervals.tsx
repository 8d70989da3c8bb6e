import type { ReactNode } from 'react';
import classes from './DotIntervals.module.css';
import { type Estimate, prepareDots } from './prepare-dots';

export interface DotRow extends Estimate {
  key: string;
  label: ReactNode;
  /** Below the label, smaller: of how many, since when. */
  detail?: string | undefined;
  /** The same of what it is compared with. */
  other?: Estimate | undefined;
  /** What has to be reached, or must not be passed. */
  mark?: number | undefined;
  tone?: 'bad' | 'plain' | undefined;
}

interface Props {
  label: string;
  rows: readonly DotRow[];
  text: (value: number) => string;
  tickText?: (value: number) => string;
  intervalText?: (low: number, high: number) => string;
  /** What the dot, the ring and the mark are. */
  here: string;
  there?: string | undefined;
  mark?: string | undefined;
  bounds?: readonly [number, number];
}

/** Values with their intervals on one axis, each beside what it is compared with. Every figure stands in words too. */
export function DotIntervals(props: Props) {
  const { rows, text } = props;
  const { place, ticks } = prepareDots(
    rows.flatMap((row) => (row.other ? [row, row.other] : [row])),
    rows.flatMap((row) => row.mark ?? []),
    props.bounds,
  );
  const compares = rows.some((row) => row.other);
  const marks = rows.some((row) => row.mark !== undefined);
  const span = ({ low, high }: Estimate) =>
    low !== undefined && high !== undefined && props.intervalText ? props.intervalText(low, high) : undefined;
  return (
    <figure className={classes.figure}>
      {(compares || marks) && (
        <figcaption>
          <ul className={classes.legend}>
            <li>
              <Key kind="dot" />
              {props.here}
            </li>
            {compares && (
              <li>
                <Key kind="ring" />
                {props.there}
              </li>
            )}
            {marks && (
              <li>
                <Key kind="mark" />
                {props.mark}
              </li>
            )}
          </ul>
        </figcaption>
      )}
      <ul className={classes.rows} aria-label={props.label}>
        {rows.map((row) => (
          <li key={row.key} className={classes.row} data-tone={row.tone}>
            <span className={classes.label}>
              {row.label}
              {row.detail && <small>{row.detail}</small>}
            </span>
            <svg className={classes.plot} height={30} aria-hidden="true">
              <line x1="0" x2="100%" y1={15} y2={15} className={classes.ground} />
              {row.mark !== undefined && (
                <line
                  x1={`${place(row.mark)}%`}
                  x2={`${place(row.mark)}%`}
                  y1={3}
                  y2={27}
                  className={classes.mark}
                />
              )}
              {row.other && (
                <g className={classes.other}>
                  <Span of={row.other} place={place} y={22} />
                  <circle cx={`${place(row.other.value)}%`} cy={22} r={3.5} />
                </g>
              )}
              <g className={classes.here}>
                <Span of={row} place={place} y={row.other ? 10 : 15} />
                <circle cx={`${place(row.value)}%`} cy={row.other ? 10 : 15} r={4.5} />
              </g>
            </svg>
            <span className={classes.value}>
              <b>{text(row.value)}</b>
              {span(row) && <small>{span(row)}</small>}
              {row.other && (
                <small>
                  {props.there}: {text(row.other.value)}
                </small>
              )}
              {row.mark !== undefined && (
                <span className="visually-hidden">
                  {props.mark}: {text(row.mark)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <div className={classes.row} aria-hidden="true">
        <span />
        <svg className={classes.axis} height={16} aria-hidden="true">
          {ticks.map((tick) => (
            <text
              key={tick}
              x={`${place(tick)}%`}
              y={12}
              textAnchor={place(tick) > 96 ? 'end' : place(tick) < 4 ? 'start' : 'middle'}
            >
              {(props.tickText ?? text)(tick)}
            </text>
          ))}
        </svg>
        <span />
      </div>
    </figure>
  );
}

function Span({ of, place, y }: { of: Estimate; place: (value: number) => number; y: number }) {
  if (of.low === undefined || of.high === undefined) return null;
  return <line x1={`${place(of.low)}%`} x2={`${place(of.high)}%`} y1={y} y2={y} />;
}

function Key({ kind }: { kind: 'dot' | 'ring' | 'mark' }) {
  return (
    <svg width={14} height={10} aria-hidden="true" className={kind === 'ring' ? classes.other : classes.here}>
      {kind === 'mark' ? (
        <line x1={7} x2={7} y1={0} y2={10} className={classes.mark} />
      ) : (
        <circle cx={7} cy={5} r={kind === 'ring' ? 3.5 : 4} />
      )}
    </svg>
  );
}
