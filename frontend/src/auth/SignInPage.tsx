import { Button } from '@mantine/core';
import { useState } from 'react';
import { IconShieldCheck } from '@/components/icons';
import classes from './SignInPage.module.css';

interface Props {
  because?: 'ended' | 'refused' | undefined;
  detail?: string | undefined;
  onSignIn: () => Promise<void>;
}

/** The door: one button to the organisation's own sign-in. The address in the bar is kept through it. */
export function SignInPage({ because, detail, onSignIn }: Props) {
  const [failed, setFailed] = useState<string>();
  const [leaving, setLeaving] = useState(false);
  const go = async () => {
    setLeaving(true);
    setFailed(undefined);
    try {
      await onSignIn();
    } catch {
      setLeaving(false);
      setFailed('The sign-in service cannot be reached. Try again in a moment.');
    }
  };
  return (
    <main className={classes.page}>
      <div className={classes.door}>
        <span className={classes.mark}>
          <IconShieldCheck size={22} aria-hidden />
        </span>
        <h1 className={classes.title}>Trust Fabric</h1>
        <p className={classes.text}>
          The record that proves an AI accountant accurate, resilient, secure and compliant.
        </p>
        {because && (
          <p className={classes.notice} role="alert">
            {because === 'ended'
              ? 'Your session has ended. Sign in again to go on where you were.'
              : `The sign-in did not finish${detail ? `: ${detail}` : '.'}`}
          </p>
        )}
        {failed && (
          <p className={classes.notice} role="alert">
            {failed}
          </p>
        )}
        <Button fullWidth size="sm" onClick={go} loading={leaving} data-autofocus>
          Sign in
        </Button>
        <p className={classes.small}>You are taken to your organisation's sign-in and back to this page.</p>
      </div>
    </main>
  );
}
