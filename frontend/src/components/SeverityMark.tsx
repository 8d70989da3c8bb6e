import { words } from '@/lib/format';
import { IconAlertTriangle, IconArrowDown, IconChevronsUp, IconCircleDot } from './icons';
import classes from './SeverityMark.module.css';

const icons = {
  critical: IconAlertTriangle,
  high: IconChevronsUp,
  medium: IconCircleDot,
  low: IconArrowDown,
} as const;

/** A severity by word, shape and colour, so that any one of them suffices. */
export function SeverityMark({ severity }: { severity: keyof typeof icons }) {
  const Icon = icons[severity];
  return (
    <span className={classes.mark} data-severity={severity}>
      <Icon size={14} stroke={2} aria-hidden />
      {words(severity)}
    </span>
  );
}
