import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/auth/context';
import detail from '@/components/Detail.module.css';
import { RelativeTime } from '@/components/Time';
import { authorName } from '@/lib/format';
import { RecordLink } from './Gate';
import classes from './Promotions.module.css';
import { promotionsOf } from './queries';
import { ruleName } from './words';

/** When a version went into production, who let it, and what the gate said then. */
export function Promotions({ id }: { id: string }) {
  const promotions = useQuery(promotionsOf(useApi(), id)).data;
  if (!promotions || promotions.length === 0) return null;
  return (
    <section className={detail.section} aria-label="Promotions">
      <div className={detail.sectionHead}>
        <h3>Promotions</h3>
      </div>
      <ol className={classes.list}>
        {promotions.map((one) => {
          const failed = one.gate.rules.filter((rule) => rule.verdict !== 'pass');
          return (
            <li key={one.id}>
              <span className={classes.head}>
                <strong>With {one.rolloutPercentage} %</strong>
                <RelativeTime at={one.createdAt} className="dim" />
              </span>
              <span>Let in by {authorName(one.createdBy)}</span>
              {one.reason && <q>{one.reason}</q>}
              {one.overridden ? (
                <span className={classes.overridden}>
                  The gate was overridden:{' '}
                  {failed.map((rule) => ruleName(rule.rule).toLowerCase()).join(', ')}.
                  {one.overrideEventId && (
                    <>
                      {' '}
                      <RecordLink type="security_event" id={one.overrideEventId} />
                    </>
                  )}
                </span>
              ) : (
                <span className="dim">Every rule of policy {one.gate.policyNumber} passed.</span>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
