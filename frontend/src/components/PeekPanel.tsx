import { type ReactNode, useEffect, useRef } from 'react';
import { IconX } from './icons';
import classes from './PeekPanel.module.css';

interface Props {
  /** What the panel shows, for assistive technology. */
  label: string;
  heading: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** Changes with the record: the panel starts at its top again. */
  record: string;
}

/** Docked beside the list, never over it: the list stays alive and J/K move on with the panel open. */
export function PeekPanel({ label, heading, onClose, children, record }: Props) {
  const body = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another record begins at its top
  useEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [record]);
  return (
    <aside className={classes.panel} aria-label={label} data-testid="peek-panel">
      <header className={classes.head}>
        {heading}
        <button
          type="button"
          className={classes.close}
          aria-label="Close panel"
          title="Close (Esc)"
          onClick={onClose}
        >
          <IconX size={16} aria-hidden />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section ref={body} className={classes.body} aria-label={`${label} content`} tabIndex={0}>
        {children}
      </section>
    </aside>
  );
}
