import { relative, utc, utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';

/** A time as people say it, with the exact UTC time on hover and for machines. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  return (
    <time dateTime={at} title={utc(at)} className={className}>
      {relative(at, useNow())}
    </time>
  );
}

/** The exact time first, how long ago beside it. */
export function ExactTime({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={utc(at)} className="figures">
      {utcThisYear(at, now)} <span className="dim">({relative(at, now)})</span>
    </time>
  );
}
