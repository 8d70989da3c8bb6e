import classes from './StatusTrack.module.css';

/** How far a record has come: steps done, the present one, and those ahead. */
export function StatusTrack({ label, steps, at }: { label: string; steps: readonly string[]; at: number }) {
  return (
    <ol className={classes.track} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          data-reached={index <= at || undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          {step}
        </li>
      ))}
    </ol>
  );
}
