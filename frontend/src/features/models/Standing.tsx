import { Button } from '@mantine/core';
import type { ModelStatus, ModelVersion } from '@/api/types';
import { usePerson } from '@/auth/context';
import detail from '@/components/Detail.module.css';
import { StatusTrack } from '@/components/StatusTrack';
import { words } from '@/lib/format';
import { moveName, statusSentence } from './words';

export type Asking =
  | { what: 'share' }
  | { what: 'override' }
  | { what: 'edit' }
  | { what: 'move'; to: ModelStatus };

const WAY: ModelStatus[] = ['registered', 'validating', 'staging', 'production'];

/** The way a version took, as far as its status tells: what it left out is left out. */
export function wayOf(version: Pick<ModelVersion, 'status' | 'promotedAt'>): ModelStatus[] {
  switch (version.status) {
    case 'rejected':
      return ['registered', 'validating', 'rejected'];
    case 'deprecated':
      return [...WAY, 'deprecated'];
    case 'archived':
      return version.promotedAt ? [...WAY, 'deprecated', 'archived'] : ['registered', 'archived'];
    default:
      return WAY;
  }
}

/** Where a version stands on its way, and every step that may follow for whoever may take it. */
export function Standing({ version, onAsk }: { version: ModelVersion; onAsk: (asking: Asking) => void }) {
  const person = usePerson();
  const way = wayOf(version);
  const others = version.split.filter((one) => one.id !== version.id);
  // What leads on stands first, what ends it last.
  const steps = version.nextStatuses.toSorted(
    (one, other) => Number(ends(one.status)) - Number(ends(other.status)),
  );
  return (
    <>
      <StatusTrack label="Way of the version" steps={way.map(words)} at={way.indexOf(version.status)} />
      <p className={detail.text}>{sentence(version)}</p>
      {person.may.changeModels && (
        <div className={detail.actions}>
          {version.status === 'production' && others.length > 0 && (
            <Button size="xs" onClick={() => onAsk({ what: 'share' })}>
              Change share
            </Button>
          )}
          {steps.map((next) => (
            <Button
              key={next.status}
              size="xs"
              variant={WAY.indexOf(next.status) > WAY.indexOf(version.status) ? 'filled' : 'default'}
              onClick={() => onAsk({ what: 'move', to: next.status })}
            >
              {moveName(version.status, next.status)}
            </Button>
          ))}
          <Button size="xs" variant="default" onClick={() => onAsk({ what: 'edit' })}>
            Edit
          </Button>
        </div>
      )}
    </>
  );
}

const ends = (status: ModelStatus) => status === 'rejected' || status === 'archived';

function sentence(version: ModelVersion): string {
  if (version.status !== 'production') return statusSentence(version.status);
  if (version.rolloutPercentage === 100) return 'Answers all of production.';
  if (version.rolloutPercentage === 0) return 'Is in production with no share at present.';
  return `Answers ${version.rolloutPercentage} % of production.`;
}
