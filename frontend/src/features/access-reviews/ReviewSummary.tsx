import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AccessReview, AccessSnapshot } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { CopyText } from '@/components/CopyText';
import { StatGroup, StatStrip } from '@/components/StatStrip';
import { ExactTime, RelativeTime } from '@/components/Time';
import { authorName, number } from '@/lib/format';
import { sameFilter } from '@/lib/search';
import { advice, snapshots } from './queries';
import classes from './Review.module.css';
import { type ItemFilter, itemFilterOf, NO_ITEM_FILTER, type ReviewSearch } from './search';
import { counted, sourceText, typeName } from './words';

interface Props {
  review: AccessReview;
  search: ReviewSearch;
  onFilter: (filter: ItemFilter) => void;
  onKeepAdvised: () => void;
}

/** How far a review is, what is recommended, what was frozen, and what became of its decisions. */
export function ReviewSummary({ review, search, onFilter, onKeepAdvised }: Props) {
  const person = usePerson();
  const figures = useQuery({
    ...advice(useApi(), review.id),
    enabled: review.status === 'in_progress',
  });
  const isFrozen = review.itemCount > 0;
  const kept = review.decidedItems - review.revokedItems - review.modifiedItems;
  const stat = (label: string, value: number | undefined, filter: ItemFilter, hint: string) => ({
    label,
    value: value === undefined || !isFrozen ? undefined : number(value),
    hint,
    active: sameFilter(itemFilterOf(search), filter),
    onClick: () => onFilter({ ...NO_ITEM_FILTER, ...filter }),
  });
  const actions = review.actionsPending + review.actionsDone;
  const advised = figures.data;
  return (
    <>
      {isFrozen && <ProgressBar review={review} kept={kept} />}
      {isFrozen && (
        <StatStrip label="How far the review is">
          <StatGroup
            title="Decided"
            loading={false}
            stats={[
              stat('Open', review.openItems, { decided: false }, 'Show accounts nobody has decided about'),
              stat('Keep', kept, { decision: ['keep'] }, 'Show accounts that stay as they are'),
              stat('Revoke', review.revokedItems, { decision: ['revoke'] }, 'Show accounts that are revoked'),
              stat(
                'Modify',
                review.modifiedItems,
                { decision: ['modify'] },
                'Show accounts that are changed',
              ),
            ]}
          />
          {review.status === 'in_progress' && review.openItems > 0 && (
            <StatGroup
              title="Recommended, still open"
              loading={figures.isPending}
              stats={[
                {
                  ...stat(
                    'To revoke',
                    advised?.revoke,
                    { decided: false, recommended: ['revoke'] },
                    'Show open accounts that should be revoked',
                  ),
                  tone: 'bad',
                },
                {
                  ...stat(
                    'To modify',
                    advised?.modify,
                    { decided: false, recommended: ['modify'] },
                    'Show open accounts that hold too much or what must not be held together',
                  ),
                  tone: 'warn',
                },
                stat(
                  'To keep',
                  advised?.keep,
                  { decided: false, recommended: ['keep'] },
                  'Show open accounts that nothing speaks against',
                ),
              ]}
            />
          )}
          {actions > 0 && (
            <StatGroup
              title="Carried out"
              loading={false}
              stats={[
                {
                  ...stat(
                    'Not proved yet',
                    review.actionsPending,
                    { action: ['pending'] },
                    'Show accounts of which no later snapshot has proved the change',
                  ),
                  tone: 'warn',
                },
                stat(
                  'Proved',
                  review.actionsDone,
                  { action: ['done'] },
                  'Show accounts whose change a later snapshot has proved',
                ),
              ]}
            />
          )}
        </StatStrip>
      )}
      <div className={classes.about}>
        <dl>
          {isFrozen && (
            <div>
              <dt>Decided</dt>
              <dd className="figures">
                {number(review.decidedItems)} of {number(review.itemCount)}
              </dd>
            </div>
          )}
          <div>
            <dt>Due</dt>
            <dd className={review.overdue ? (classes.late ?? '') : ''}>
              <RelativeTime at={review.dueAt} />
              {review.overdue && ', overdue'}
            </dd>
          </div>
          <div>
            <dt>Reviewer</dt>
            <dd>{review.reviewer}</dd>
          </div>
          <div>
            <dt>Type</dt>
            <dd>{typeName(review.reviewType)}</dd>
          </div>
          <div>
            <dt>Population</dt>
            <dd>
              {sourceText(review.populationSource)}
              {review.startedAt && (
                <>
                  {', '}
                  <RelativeTime at={review.startedAt} />
                </>
              )}
            </dd>
          </div>
          {review.populationSha256 && (
            <div>
              <dt>SHA-256 of its {counted(review.itemCount)}</dt>
              <dd>
                <CopyText
                  text={review.populationSha256}
                  shown={`${review.populationSha256.slice(0, 16)}…`}
                  label="population digest"
                  withIcon
                />
              </dd>
            </div>
          )}
        </dl>
        {person.may.reviewAccess && advised && advised.keep > 1 && (
          <Button size="xs" variant="default" onClick={onKeepAdvised}>
            Keep the {number(advised.keep)} nothing speaks against
          </Button>
        )}
      </div>
      {review.status === 'completed' && actions > 0 && <Proofs review={review} />}
    </>
  );
}

const percent = (part: number, all: number) => `${(part / all) * 100}%`;

/** Every account once, by what was decided; the figures stand under it. */
function ProgressBar({ review, kept }: { review: AccessReview; kept: number }) {
  const parts = [
    ['keep', kept],
    ['modify', review.modifiedItems],
    ['revoke', review.revokedItems],
  ] as const;
  return (
    <div className={classes.bar} aria-hidden="true">
      {parts.map(([decision, size]) => (
        <span key={decision} data-decision={decision} style={{ width: percent(size, review.itemCount) }} />
      ))}
    </div>
  );
}

/** What later looks have proved: a revocation counts once a snapshot no longer holds it. */
function Proofs({ review }: { review: AccessReview }) {
  const taken = useQuery(snapshots(useApi(), review.id)).data;
  if (!taken) return null;
  return (
    <section className={classes.proofs} aria-label="What became of it">
      {taken.length === 0 ? (
        <p className="dim">
          No later snapshot has been held against it yet, so nothing proves that{' '}
          {counted(review.actionsPending)} changed.
        </p>
      ) : (
        <ol>
          {taken.map((snapshot) => (
            <Snapshot key={snapshot.id} snapshot={snapshot} />
          ))}
        </ol>
      )}
    </section>
  );
}

export function outcomeText(snapshot: AccessSnapshot): string {
  const told =
    snapshot.appliedItems === null
      ? ''
      : `Keycloak was told of ${counted(snapshot.appliedItems)}${
          snapshot.notAppliedItems ? `, not of ${snapshot.notAppliedItems}` : ''
        }. `;
  return `${told}${number(snapshot.provedItems)} proved, ${number(snapshot.stillHeldItems)} as before.`;
}

function Snapshot({ snapshot }: { snapshot: AccessSnapshot }) {
  return (
    <li data-tone={snapshot.stillHeldItems > 0 ? 'warn' : 'good'}>
      <strong>{outcomeText(snapshot)}</strong>
      <span className="dim">
        {sourceText(snapshot.source)}, {counted(snapshot.itemCount)}, by {authorName(snapshot.createdBy)},{' '}
        <ExactTime at={snapshot.takenAt} />
      </span>
    </li>
  );
}
