import { useQuery } from '@tanstack/react-query';
import type { GoldenDataset } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import detail from '@/components/Detail.module.css';
import { ErrorState } from '@/components/States';
import { count, number } from '@/lib/format';
import { Forest } from './columns';
import { evaluationsOf } from './queries';

/** How near systems came to these items; all are kept, not the best. */
export function Evaluations({ dataset }: { dataset: GoldenDataset }) {
  const evaluations = useQuery(evaluationsOf(useApi(), dataset.contentSha256));
  if (evaluations.isPending) return <Skeleton width="100%" height={120} />;
  if (!evaluations.data)
    return <ErrorState error={evaluations.error} onRetry={() => void evaluations.refetch()} />;
  const { items, page } = evaluations.data;
  if (items.length === 0)
    return (
      <p className={detail.text}>
        Nobody has sent in answers to these items. A system answers the cases; the product holds the answers
        against the right ones.
      </p>
    );
  const contaminated = items.filter((one) => one.contaminated).length;
  return (
    <>
      <p className={detail.text}>
        Share of items right in every field, with its 95 % interval.{' '}
        {contaminated > 0 && 'Contaminated ones knew right answers: they stand here and count for nothing.'}
      </p>
      <Forest evaluations={items} />
      {page.total > items.length && (
        <p className={detail.text}>
          These are the newest {number(items.length)} of {count(page.total, page.totalIsExact)}.
        </p>
      )}
    </>
  );
}
