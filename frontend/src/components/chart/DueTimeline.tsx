import { memo, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { useWidth } from '@/lib/use-width';
import classes from './DueTimeline.module.css';
import { type DueItem, type DueMark, type DueZone, prepareDue } from './prepare-due';

interface Props<T extends DueItem> {
  title: string;
  /** One sentence of what the chart shows, for those who cannot see it. */
  summary: string;
  items: readonly T[];
  /** The moment the axis looks from, in milliseconds. */
  now: number;
  soonDays: number;
  aheadDays: number;
  /** What one of the items is called: `secret`. */
  noun: string;
  /** `12 d overdue`, `due in 3 d` */
  due: (at: string) => string;
  /** A second line about an item. */
  about: (item: T) => string;
  openId?: string | undefined;
  onOpen: (id: string) => void;
  /** A column of many was picked: everything due in this span. */
  onPick: (from: string, until: string) => void;
  aside?: ReactNode;
}

const HEIGHT = 168;
const TOP = 24;
const BOTTOM = 22;
/** The outermost marks stay whole, with their halo. */
const EDGE = 4;
const NAMES = 6;

const zoneWords: Record<DueZone, string> = { overdue: 'Overdue', soon: 'Due soon', later: 'Due later' };

/** What is overdue and what comes, each by its time. Arrow keys walk the marks and Enter (or a click) opens one. */
export function DueTimeline<T extends DueItem>(props: Props<T>) {
  const { items, now, soonDays, aheadDays } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [at, setAt] = useState<number>();
  const id = useId();
  const shape = useMemo(
    () =>
      prepareDue(
        items,
        { now, soonDays, aheadDays },
        { width, height: HEIGHT, left: EDGE, right: EDGE, top: TOP, bottom: BOTTOM },
      ),
    [items, now, soonDays, aheadDays, width],
  );
  const byId = useMemo(() => new Map(items.map((item) => [item.id, item])), [items]);
  const mark = at === undefined ? undefined : shape.marks[at];
  const foot = HEIGHT - BOTTOM;

  const pick = () => {
    const only = mark?.items[0];
    if (!mark || !only) return;
    if (mark.column && mark.items.length > 1) props.onPick(mark.column.from, mark.column.until);
    else props.onOpen(only.id);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const end = shape.marks.length - 1;
    const moves: Record<string, number> = {
      ArrowLeft: Math.max(0, (at ?? 1) - 1),
      ArrowRight: Math.min(end, (at ?? -1) + 1),
      Home: 0,
      End: end,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setAt(next < 0 ? undefined : next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      pick();
    }
  };
  const locate = (clientX: number, clientY: number) => {
    const box = frame.current?.getBoundingClientRect();
    const found = box ? markAt(shape.marks, clientX - box.left, clientY - box.top) : -1;
    setAt(found < 0 ? undefined : found);
  };

  const textOf = ({ items: inside, column }: DueMark): string => {
    const only = inside[0];
    if (inside.length === 1 && only) {
      const item = byId.get(only.id);
      return `${only.label}: ${props.due(only.at)}${item ? `, ${props.about(item)}` : ''}`;
    }
    return `${inside.length} ${props.noun}s, ${props.due(column?.from ?? '')} to ${props.due(column?.until ?? '')}`;
  };

  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.title}>{props.title}</span>
        {props.aside}
        <ul className={classes.legend}>
          {(['overdue', 'soon', 'later'] as const).map((zone) => (
            <li key={zone}>
              <svg width={12} height={12} aria-hidden="true">
                {shape.detail === 'columns' ? (
                  <rect
                    x={1}
                    y={1}
                    width={10}
                    height={10}
                    rx={2}
                    className={classes.column}
                    data-zone={zone}
                  />
                ) : (
                  <Sign zone={zone} x={6} y={6} />
                )}
              </svg>
              {zone === 'soon' ? `In ${soonDays} days` : zone === 'later' ? 'Later' : zoneWords[zone]}
            </li>
          ))}
        </ul>
      </figcaption>
      <div ref={frame} className={classes.frame} style={{ height: HEIGHT }}>
        <p id={`${id}-summary`} className="visually-hidden">
          {props.summary} Use the left and right arrow keys to walk through them and Enter to open one.
        </p>
        <svg
          width={width}
          height={HEIGHT}
          role="slider"
          tabIndex={0}
          aria-label={props.title}
          aria-describedby={`${id}-summary`}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, shape.marks.length - 1)}
          aria-valuenow={at ?? 0}
          aria-valuetext={mark ? textOf(mark) : props.summary}
          className={classes.svg}
          data-over={mark ? true : undefined}
          onKeyDown={onKeyDown}
          onBlur={() => setAt(undefined)}
          onPointerMove={(event) => locate(event.clientX, event.clientY)}
          onPointerLeave={() => setAt(undefined)}
          onClick={pick}
        >
          <defs>
            <pattern
              id={`${id}-past`}
              width={6}
              height={6}
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line x1={0} x2={0} y1={0} y2={6} className={classes.hatch} />
            </pattern>
          </defs>
          {width > 0 && (
            <>
              <rect x={0} y={0} width={shape.today} height={foot} className={classes.past} />
              <rect x={0} y={0} width={shape.today} height={foot} fill={`url(#${id}-past)`} />
              <line x1={0} x2={width} y1={foot + 0.5} y2={foot + 0.5} className={classes.grid} />
              <line x1={shape.soon} x2={shape.soon} y1={20} y2={foot} className={classes.soon} />
              {shape.ticks.map((tick) => (
                <g key={tick.days}>
                  {tick.days !== 0 && (
                    <line x1={tick.x} x2={tick.x} y1={foot} y2={foot + 4} className={classes.grid} />
                  )}
                  <text
                    x={Math.min(Math.max(tick.x, 2), width - 2)}
                    y={HEIGHT - 6}
                    textAnchor={tick.x < 24 ? 'start' : tick.x > width - 30 ? 'end' : 'middle'}
                    className={tick.days === 0 ? classes.todayText : classes.tick}
                  >
                    {tickWords(tick.days)}
                  </text>
                </g>
              ))}
              <line x1={shape.today} x2={shape.today} y1={0} y2={foot + 4} className={classes.today} />
              <text
                x={shape.today - 8}
                y={14}
                textAnchor="end"
                className={classes.zone}
                data-empty={shape.marks[0]?.zone !== 'overdue' || undefined}
              >
                Overdue
              </text>
              <text x={shape.today + 8} y={14} className={classes.zone} data-empty>
                Due
              </text>
              {shape.soon - shape.today > 70 && (
                <text x={shape.soon - 6} y={14} textAnchor="end" className={classes.zone} data-empty>
                  {soonDays} d
                </text>
              )}
              {shape.marks.map((one, index) => (
                <Mark
                  key={one.items[0]?.id}
                  mark={one}
                  isAt={index === at}
                  isOpen={one.items.some((item) => item.id === props.openId)}
                />
              ))}
            </>
          )}
        </svg>
        {mark && (
          <div
            className={classes.tip}
            aria-hidden="true"
            data-below={mark.y < 70 || undefined}
            data-many={mark.items.length > 1 || undefined}
            style={{ left: within(mark.x, mark.items.length > 1 ? 160 : 120, width), top: mark.y }}
          >
            {mark.items.length === 1 ? (
              <Single item={byId.get(mark.items[0]?.id ?? '')} due={props.due} about={props.about} />
            ) : (
              <>
                <strong>
                  {mark.items.length} {props.noun}s
                </strong>
                {mark.items.slice(0, NAMES).map((item) => (
                  <span key={item.id}>
                    <span className={classes.name}>{item.label}</span> <b>{props.due(item.at)}</b>
                  </span>
                ))}
                {mark.items.length > NAMES && <span>and {mark.items.length - NAMES} more</span>}
              </>
            )}
          </div>
        )}
        <TextTable title={props.title} noun={props.noun} marks={shape.marks} due={props.due} />
      </div>
    </figure>
  );
}

interface TableProps {
  title: string;
  noun: string;
  marks: readonly DueMark[];
  due: (at: string) => string;
}

/** The same in words, for those who cannot see it. Not drawn anew while the pointer moves: it may be long. */
const TextTable = memo(function TextTable({ title, noun, marks, due }: TableProps) {
  return (
    <table className="visually-hidden">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{noun}</th>
          <th scope="col">Due</th>
        </tr>
      </thead>
      <tbody>
        {marks.flatMap((one) =>
          one.items.map((item) => (
            <tr key={item.id}>
              <th scope="row">{item.label}</th>
              <td>
                {zoneWords[one.zone]}: {due(item.at)}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
});

/** The middle of something `half` wide on both sides that stays inside. */
const within = (x: number, half: number, width: number) =>
  width < 2 * half ? width / 2 : Math.min(Math.max(x, half), width - half);

/** `30 d ago`, `Today`, `in 60 d`; years where days would be hard to read. */
function tickWords(days: number): string {
  if (days === 0) return 'Today';
  const size = Math.abs(days);
  const text = size >= 365 ? `${Math.round(size / 365)} y` : `${Math.round(size)} d`;
  return days < 0 ? `${text} ago` : `in ${text}`;
}

/** The mark under the pointer: the nearest, its label counting as part of it; of columns the one at that place. */
function markAt(marks: readonly DueMark[], x: number, y: number): number {
  let found = -1;
  let nearest = 16;
  for (const [index, mark] of marks.entries()) {
    if (mark.column) {
      if (x >= mark.column.left - 1 && x <= mark.column.left + mark.column.width + 1) return index;
      continue;
    }
    const far = mark.label ? mark.label.text.length * 6.2 + 10 : 0;
    const left = mark.label?.anchor === 'end' ? mark.x - far : mark.x;
    const right = mark.label?.anchor === 'start' ? mark.x + far : mark.x;
    const away = Math.max(left - x, x - right, 0) + Math.abs(mark.y - y);
    if (away < nearest) {
      nearest = away;
      found = index;
    }
  }
  return found;
}

const Mark = memo(function Mark({ mark, isAt, isOpen }: { mark: DueMark; isAt: boolean; isOpen: boolean }) {
  const { column, label } = mark;
  const state = { 'data-at': isAt || undefined, 'data-open': isOpen || undefined };
  if (column) {
    return (
      <g {...state} className={classes.mark}>
        <rect
          x={column.left}
          y={mark.y}
          width={column.width}
          height={column.height}
          rx={2}
          className={classes.column}
          data-zone={mark.zone}
        />
        <text x={mark.x} y={mark.y - 4} textAnchor="middle" className={classes.count}>
          {mark.items.length}
        </text>
      </g>
    );
  }
  return (
    <g {...state} className={classes.mark}>
      {(isAt || isOpen) && <circle cx={mark.x} cy={mark.y} r={8.5} className={classes.halo} />}
      <Sign zone={mark.zone} x={mark.x} y={mark.y} />
      {label && (
        <text x={label.x} y={mark.y + 4} textAnchor={label.anchor} className={classes.label}>
          {label.text}
        </text>
      )}
    </g>
  );
});

/** A diamond, a disc or a ring: the zones differ without their colours too. */
function Sign({ zone, x, y }: { zone: DueZone; x: number; y: number }) {
  if (zone === 'overdue') {
    return (
      <path d={`M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`} className={classes.sign} data-zone={zone} />
    );
  }
  return <circle cx={x} cy={y} r={zone === 'soon' ? 4.5 : 4} className={classes.sign} data-zone={zone} />;
}

function Single<T extends DueItem>({
  item,
  due,
  about,
}: {
  item: T | undefined;
  due: (at: string) => string;
  about: (item: T) => string;
}) {
  if (!item) return null;
  return (
    <>
      <strong>{item.label}</strong>
      <span>
        <b>{due(item.at)}</b>
      </span>
      <span>{about(item)}</span>
    </>
  );
}
