import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePerson } from '@/auth/context';
import detail from '@/components/Detail.module.css';

interface Props {
  /** `Read the items`. */
  action: string;
  isRead: boolean;
  onRead: () => void;
  children: ReactNode;
}

/**
 * Right answers are read on purpose or not at all: who may see them is told first what the reading costs, and who
 * may not is told that they are kept back.
 */
export function RightAnswers({ action, isRead, onRead, children }: Props) {
  const person = usePerson();
  if (!person.may.readRightAnswers)
    return (
      <>
        <p className={detail.text}>
          Right answers are withheld from your role: only auditor, compliance and admin may read them.
        </p>
        {children}
      </>
    );
  if (isRead) return children;
  return (
    <div className={detail.waiting}>
      <p>
        You would see right answers. That you read them is written to the ledger, and whatever you or a
        service account of yours sends in for evaluation over these items is then marked contaminated: it
        never counts for a release.
      </p>
      <Button size="xs" variant="default" onClick={onRead}>
        {action}
      </Button>
    </div>
  );
}
