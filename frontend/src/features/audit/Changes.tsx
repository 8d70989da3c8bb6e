import { useMemo, useState } from 'react';
import type { LedgerChange } from '@/api/types';
import detail from '@/components/Detail.module.css';
import { number } from '@/lib/format';
import classes from './audit.module.css';
import { type Difference, differences, lineDiff } from './diff';
import { pathName, shownValue } from './words';

/** So many are shown at first: a new record sets them all. */
const FIRST = 10;

/** A change field by field: what was, crossed by a minus, and what became, by a plus. */
export function Changes({ change }: { change: LedgerChange | null }) {
  const all = useMemo(() => differences(change), [change]);
  const [isWhole, setWhole] = useState(false);
  if (all.length === 0) return <p className={detail.text}>It changed nothing.</p>;
  const shown = isWhole ? all : all.slice(0, FIRST);
  return (
    <>
      <dl className={classes.changes}>
        {shown.map((one) => (
          <div key={one.path}>
            <dt>{pathName(one.path)}</dt>
            <dd>
              <Sides {...one} />
            </dd>
          </div>
        ))}
      </dl>
      {all.length > shown.length && (
        <p className={detail.text}>
          <button type="button" className={detail.linkish} onClick={() => setWhole(true)}>
            {number(all.length - shown.length)} more fields
          </button>
        </p>
      )}
    </>
  );
}

const isNothing = (value: unknown) => value === undefined || value === null;

function Sides({ before, after }: Difference) {
  const lines = isNothing(before)
    ? shownValue(after)
        .split('\n')
        .map((text) => ({ sign: '+' as const, text }))
    : lineDiff(shownValue(before), shownValue(after));
  return (
    <>
      {lines.map(({ sign, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text never move
        <div key={index} className={classes.line} data-sign={sign === ' ' ? undefined : sign}>
          <span aria-hidden="true">{sign === '-' ? '−' : sign}</span>
          <span className={classes.value}>
            {sign !== ' ' && <span className="visually-hidden">{sign === '-' ? 'was ' : 'became '}</span>}
            {text}
          </span>
        </div>
      ))}
    </>
  );
}
