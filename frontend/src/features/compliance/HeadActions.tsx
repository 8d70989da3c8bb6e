import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { Framework } from '@/api/types';
import { usePerson } from '@/auth/context';
import { IconDownload, IconPlus } from '@/components/icons';

const BundleDialog = lazy(async () => ({ default: (await import('./BundleDialog')).BundleDialog }));

interface Props {
  /** The one that is looked at, if one is. */
  framework?: Framework;
  onDraft: () => void;
}

/** What the page's head offers in every view. */
export function HeadActions({ framework, onDraft }: Props) {
  const { may } = usePerson();
  const [isBundling, setBundling] = useState(false);
  return (
    <>
      {may.readEvidenceFiles && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
          onClick={() => setBundling(true)}
        >
          Auditor's bundle
        </Button>
      )}
      {may.manageCompliance && (
        <Button size="xs" leftSection={<IconPlus size={14} />} onClick={onDraft}>
          Draft evidence
        </Button>
      )}
      {isBundling && (
        <Suspense fallback={null}>
          <BundleDialog {...(framework && { framework })} onClose={() => setBundling(false)} />
        </Suspense>
      )}
    </>
  );
}
