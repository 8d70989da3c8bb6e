import { words } from '@/lib/format';
import { IconAlertTriangle, IconArrowDown, IconChevronsUp, IconCircleDot } from './icons';
import classes from './SeverityMark.module.css';

const icons = {
  critical: IconAlertTriangle,
  high: IconChevronsUp,
  medium: IconCircleDot,
  low: IconArrowDown,
} as const;

// An incident's grades look like an event's: the same four ranks by other names.
const grades = { sev1: 'critical', sev2: 'high', sev3: 'medium', sev4: 'low' } as const;

export type Grade = keyof typeof icons | keyof typeof grades;

/** A severity by word, shape and colour, so that any one of them suffices. */
export function SeverityMark({ severity }: { severity: Grade }) {
  const rank =
    severity in grades ? grades[severity as keyof typeof grades] : (severity as keyof typeof icons);
  const Icon = icons[rank];
  return (
    <span className={classes.mark} data-severity={rank}>
      <Icon size={14} stroke={2} aria-hidden />
      {rank === severity ? words(severity) : severity.toUpperCase()}
    </span>
  );
}
