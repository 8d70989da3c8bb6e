import type { ReactNode } from 'react';
import classes from './Segments.module.css';

interface Props<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; text: string; icon?: ReactNode }[];
  onChange: (value: V) => void;
}

/** A few choices of which one always holds: a view, a period. */
export function Segments<V extends string>({ label, value, options, onChange }: Props<V>) {
  return (
    <fieldset className={classes.segments}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          className={classes.segment}
          onClick={() => onChange(option.value)}
        >
          {option.icon}
          {option.text}
        </button>
      ))}
    </fieldset>
  );
}
