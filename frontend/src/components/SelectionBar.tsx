import type { ReactNode } from 'react';
import { IconX } from './icons';
import classes from './SelectionBar.module.css';

interface Props {
  label: string;
  count: number;
  onClear: () => void;
  children: ReactNode;
}

/** What can be done with the selected rows, over the list's end. */
export function SelectionBar({ label, count, onClear, children }: Props) {
  return (
    <section className={classes.bar} aria-label={label}>
      <strong role="status">{count} selected</strong>
      {children}
      <button type="button" className={classes.close} aria-label="Clear selection" onClick={onClear}>
        <IconX size={15} aria-hidden />
      </button>
    </section>
  );
}
