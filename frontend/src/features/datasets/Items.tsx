import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { GoldenDataset, GoldenItem } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import detail from '@/components/Detail.module.css';
import { ErrorState } from '@/components/States';
import { TextSide } from '@/components/TextDiff';
import { number } from '@/lib/format';
import { jsonText } from '@/lib/text-diff';
import classes from './Items.module.css';
import { datasetKeys, itemsOf } from './queries';
import { RightAnswers } from './RightAnswers';
import { Tags } from './Tags';

/** A version's cases, in order of key, as many as are asked for. */
export function Items({ dataset }: { dataset: GoldenDataset }) {
  const person = usePerson();
  // Whoever has read them in this session has read them: asking again would only be in the way.
  const client = useQueryClient();
  const [isRead, setRead] = useState(() => client.getQueryData(datasetKeys.items(dataset.id)) !== undefined);
  const read = useInfiniteQuery({
    ...itemsOf(useApi(), dataset.id),
    enabled: dataset.itemCount > 0 && (isRead || !person.may.readRightAnswers),
  });
  const shown = read.data?.pages.flat() ?? [];
  if (dataset.itemCount === 0)
    return (
      <p className={detail.text}>This version has no items. It can neither be active nor be answered.</p>
    );
  return (
    <RightAnswers action="Read the items" isRead={isRead} onRead={() => setRead(true)}>
      {read.isPending && <Skeleton width="100%" height={120} />}
      {read.error && !read.data && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
      {shown.map((item, index) => (
        <Item key={item.key} item={item} isOpen={index < 3} />
      ))}
      {read.data && (
        <div className={classes.end}>
          <span className="dim figures">
            {number(shown.length)} of {number(dataset.itemCount)}
          </span>
          {read.isFetchNextPageError ? (
            <ErrorState error={read.error} onRetry={() => void read.fetchNextPage()} />
          ) : (
            read.hasNextPage && (
              <Button
                size="xs"
                variant="default"
                loading={read.isFetchingNextPage}
                onClick={() => void read.fetchNextPage()}
              >
                Show more
              </Button>
            )
          )}
        </div>
      )}
    </RightAnswers>
  );
}

function Item({ item, isOpen }: { item: GoldenItem; isOpen: boolean }) {
  const isWithheld = item.expected === undefined;
  return (
    <details className={classes.item} open={isOpen}>
      <summary className={classes.head}>
        <code>{item.key}</code>
        <Tags tags={item.tags} />
      </summary>
      <div className={classes.body}>
        <h4>Input</h4>
        <TextSide text={jsonText(item.input)} kind="same" />
        <h4>Right answer</h4>
        {isWithheld ? (
          <p className={classes.withheld}>Withheld from your role</p>
        ) : (
          <TextSide text={jsonText(item.expected)} kind="same" />
        )}
      </div>
    </details>
  );
}
