import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DatasetDifference, GoldenDataset } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import detail from '@/components/Detail.module.css';
import { ErrorState } from '@/components/States';
import { TextDiff, TextSide } from '@/components/TextDiff';
import { number, words } from '@/lib/format';
import { jsonText } from '@/lib/text-diff';
import { usualAgainst } from './against';
import classes from './Items.module.css';
import { datasetKeys, diffOf } from './queries';
import { RightAnswers } from './RightAnswers';
import { changedText, items } from './words';

interface Props {
  dataset: GoldenDataset;
  versions: readonly GoldenDataset[] | undefined;
  against: string | undefined;
  onAgainst: (id: string) => void;
}

/** What this version has other than another one of its name. */
export function Differences({ dataset, versions, against, onAgainst }: Props) {
  if (!versions) return <Skeleton width="100%" height={80} />;
  const other =
    versions.find((one) => one.id === against && one.id !== dataset.id) ?? usualAgainst(dataset, versions);
  if (!other)
    return <p className={detail.text}>This is the only version: there is nothing to compare it with.</p>;
  return (
    <>
      <div className={classes.choice}>
        <NativeSelect
          size="xs"
          label="Against"
          value={other.id}
          data={versions
            .filter((one) => one.id !== dataset.id)
            .map((one) => ({
              value: one.id,
              label: `v${one.dataVersion}${one.status === 'active' ? ', active' : ''}, ${items(one.itemCount)}`,
            }))}
          onChange={(event) => onAgainst(event.currentTarget.value)}
        />
      </div>
      <Diff key={other.id} dataset={dataset} other={other} />
    </>
  );
}

function Diff({ dataset, other }: { dataset: GoldenDataset; other: GoldenDataset }) {
  const person = usePerson();
  const client = useQueryClient();
  const [isRead, setRead] = useState(
    () => client.getQueryData(datasetKeys.diff(dataset.id, other.id)) !== undefined,
  );
  const read = useInfiniteQuery({
    ...diffOf(useApi(), dataset.id, other.id),
    enabled: isRead || !person.may.readRightAnswers,
  });
  const first = read.data?.pages[0];
  const shown = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <RightAnswers action="Read the differences" isRead={isRead} onRead={() => setRead(true)}>
      {read.isPending && <Skeleton width="100%" height={120} />}
      {read.error && !read.data && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
      {first && (
        <ul className={classes.counts} aria-label={`Against version ${other.dataVersion}`}>
          {first.added > 0 && <li data-kind="added">{number(first.added)} added</li>}
          {first.removed > 0 && <li data-kind="removed">{number(first.removed)} removed</li>}
          {first.changed > 0 && <li data-kind="changed">{number(first.changed)} changed</li>}
          <li className="dim">{number(first.unchanged)} unchanged</li>
        </ul>
      )}
      {first && shown.length === 0 && (
        <p className={detail.text}>
          Both versions hold the same items; only what is said of them may differ.
        </p>
      )}
      {shown.map((one, index) => (
        <Difference key={one.key} one={one} isOpen={index < 5} />
      ))}
      {read.hasNextPage && (
        <div className={classes.end}>
          <Button
            size="xs"
            variant="default"
            loading={read.isFetchingNextPage}
            onClick={() => void read.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
      {read.isFetchNextPageError && (
        <ErrorState error={read.error} onRetry={() => void read.fetchNextPage()} />
      )}
    </RightAnswers>
  );
}

const SIDES = ['Before', 'After'] as const;

function Difference({ one, isOpen }: { one: DatasetDifference; isOpen: boolean }) {
  const { before, after } = one;
  return (
    <details className={classes.item} open={isOpen}>
      <summary className={classes.head}>
        <span className={classes.kind} data-kind={one.kind}>
          {words(one.kind)}
        </span>
        <code>{one.key}</code>
        {one.parts.length > 0 && <span className={classes.what}>{changedText(one.parts)}</span>}
      </summary>
      <div className={classes.body}>
        {before && after ? (
          <Changed parts={one.parts} before={before} after={after} />
        ) : (
          <Lone side={after ?? before} kind={after ? 'added' : 'removed'} />
        )}
      </div>
    </details>
  );
}

type Side = NonNullable<DatasetDifference['before']>;

function Changed({ parts, before, after }: { parts: DatasetDifference['parts']; before: Side; after: Side }) {
  return (
    <>
      {parts.includes('input') && (
        <>
          <h4>Input</h4>
          <TextDiff
            before={jsonText(before.input)}
            after={jsonText(after.input)}
            names={SIDES}
            label="Input"
          />
        </>
      )}
      {parts.includes('expected') && (
        <>
          <h4>Right answer</h4>
          {before.expected === undefined || after.expected === undefined ? (
            <p className={classes.withheld}>It is another one now. Both are withheld from your role.</p>
          ) : (
            <TextDiff
              before={jsonText(before.expected)}
              after={jsonText(after.expected)}
              names={SIDES}
              label="Right answer"
            />
          )}
        </>
      )}
      {parts.includes('tags') && (
        <>
          <h4>Tags</h4>
          <TextDiff
            before={before.tags.join('\n')}
            after={after.tags.join('\n')}
            names={SIDES}
            label="Tags"
          />
        </>
      )}
    </>
  );
}

function Lone({ side, kind }: { side: Side | null; kind: 'added' | 'removed' }) {
  if (!side) return null;
  return (
    <>
      <h4>Input</h4>
      <TextSide text={jsonText(side.input)} kind={kind} />
      <h4>Right answer</h4>
      {side.expected === undefined ? (
        <p className={classes.withheld}>Withheld from your role</p>
      ) : (
        <TextSide text={jsonText(side.expected)} kind={kind} />
      )}
    </>
  );
}
