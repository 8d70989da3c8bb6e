import { useMemo, useState } from 'react';
import { diffText } from '@/lib/text-diff';
import classes from './TextDiff.module.css';

interface Props {
  before: string;
  after: string;
  /** What the sides are: `Expected`, `Actual`. */
  names: readonly [string, string];
  label: string;
}

/** More lines than this wait until they are asked for. */
const SHOWN = 60;
const MARKS = { same: ' ', removed: '−', added: '+' } as const;

/** Two texts in one column, line by line: what only the first has, then what the second has instead. */
export function TextDiff({ before, after, names, label }: Props) {
  const rows = useMemo(() => diffText(before, after), [before, after]);
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, SHOWN);
  const said = { same: '', removed: `${names[0]}: `, added: `${names[1]}: ` };
  return (
    <figure className={classes.figure} aria-label={label}>
      <figcaption className={classes.names}>
        <span data-kind="removed">− {names[0]}</span>
        <span data-kind="added">+ {names[1]}</span>
      </figcaption>
      <div className={classes.rows}>
        {shown.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
          <div key={index} className={classes.row} data-kind={row.kind}>
            <span className={classes.mark} aria-hidden="true">
              {MARKS[row.kind]}
            </span>
            <code>
              <span className="visually-hidden">{said[row.kind]}</span>
              {row.parts.map((part, place) =>
                part.changed ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place alone
                  <b key={place}>{part.text}</b>
                ) : (
                  part.text
                ),
              )}
            </code>
          </div>
        ))}
      </div>
      {rows.length > shown.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          Show all {rows.length} lines
        </button>
      )}
    </figure>
  );
}

/** One side alone, as where an item was added. */
export function TextSide({ text, kind }: { text: string; kind: 'same' | 'removed' | 'added' }) {
  const [all, setAll] = useState(false);
  const lines = text.split('\n');
  const shown = all ? lines : lines.slice(0, SHOWN);
  return (
    <div className={classes.figure}>
      <div className={classes.rows}>
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
          <div key={index} className={classes.row} data-kind={kind}>
            <span className={classes.mark} aria-hidden="true">
              {MARKS[kind]}
            </span>
            <code>{line}</code>
          </div>
        ))}
      </div>
      {lines.length > shown.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          Show all {lines.length} lines
        </button>
      )}
    </div>
  );
}
