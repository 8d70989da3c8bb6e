import classes from './Meter.module.css';

interface Props {
  /** From 0 to 1; less than nothing is drawn from the other end. */
  value: number;
  tone: 'good' | 'warn' | 'bad' | 'plain';
  /** A place that matters, such as a goal; from 0 to 1. */
  mark?: number;
}

/** A share as a bar. The figure stands beside it in words, so readers of the screen need no second one. */
export function Meter({ value, tone, mark }: Props) {
  const size = Math.min(1, Math.abs(value));
  return (
    <svg className={classes.meter} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect width={100} height={6} className={classes.ground} />
      <rect
        x={value < 0 ? 100 - size * 100 : 0}
        width={size * 100}
        height={6}
        className={classes.bar}
        data-tone={tone}
      />
      {mark !== undefined && <rect x={mark * 100 - 0.5} width={1} height={6} className={classes.mark} />}
    </svg>
  );
}
