import classes from './RunBars.module.css';

interface Props {
  /** By run, the oldest first: the share that passed, null where nothing ran. */
  rates: readonly (number | null)[];
  /** What the bars say, for those who cannot see them. */
  label: string;
  height?: number;
}

const BAR = 4;
const STEP = 6;
/** The least of a run's bar that is drawn as failing: one test of a thousand is seen too. */
const LEAST = 4;

/** Runs side by side: of each what passed, and on top of it what failed. */
export function RunBars({ rates, label, height = 20 }: Props) {
  const bars = rates.map((rate, index) => {
    const x = index * STEP;
    if (rate === null) return { x, passed: 0, failed: 0 };
    const failed = rate === 1 ? 0 : Math.max(LEAST, Math.round((1 - rate) * height));
    return { x, passed: Math.max(0, height - failed - (failed > 0 ? 1 : 0)), failed };
  });
  const box = (x: number, y: number, size: number) => (size > 0 ? `M${x} ${y}h${BAR}v${size}h${-BAR}z` : '');
  return (
    <svg
      role="img"
      aria-label={label}
      width={Math.max(BAR, rates.length * STEP - (STEP - BAR))}
      height={height}
      className={classes.bars}
    >
      <path
        className={classes.passed}
        d={bars.map((bar) => box(bar.x, height - bar.passed, bar.passed)).join('')}
      />
      <path className={classes.failed} d={bars.map((bar) => box(bar.x, 0, bar.failed)).join('')} />
      <path
        className={classes.nothing}
        d={bars.map((bar) => (bar.passed + bar.failed === 0 ? box(bar.x, height - 2, 2) : '')).join('')}
      />
    </svg>
  );
}
