import { Button } from '@mantine/core';
import { usePerson } from '@/auth/context';
import { IconPlus } from '@/components/icons';

/** What the page's head offers in every view. The auditor's bundle has its place here, before the rest. */
export function HeadActions({ onDraft }: { onDraft: () => void }) {
  const person = usePerson();
  if (!person.may.manageCompliance) return null;
  return (
    <Button size="xs" leftSection={<IconPlus size={14} />} onClick={onDraft}>
      Draft evidence
    </Button>
  );
}
