import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Skeleton } from './Boot';
import classes from './ListPage.module.css';

// The layout itself is ListPage.module.css: a list that scrolls, with a docked panel beside it.

/** Rows to come, in the place they will take. */
export function LoadingRows({ rows = 12 }: { rows?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => index).map((row) => (
        <div key={row} className={classes.loading}>
          <Skeleton width={64} />
          <Skeleton width={`${28 + ((row * 7) % 20)}%`} />
          <Skeleton width={80} />
        </div>
      ))}
    </div>
  );
}

/** Filters that stay while rows scroll under them. They wrap where room is short: the table's head follows. */
export function StickyBar({ children }: { children: ReactNode }) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = bar.current;
    const scroller = element?.closest<HTMLElement>(`.${classes.scroller}`);
    if (!element || !scroller) return;
    const measure = () => {
      const covers = getComputedStyle(element).position === 'sticky' ? element.offsetHeight : 0;
      scroller.style.setProperty('--table-head-top', `${covers}px`);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={bar} className={classes.sticky}>
      {children}
    </div>
  );
}
