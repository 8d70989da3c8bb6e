import { MantineProvider } from '@mantine/core';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { SignInPage } from '@/auth/SignInPage';
import type { Session } from '@/auth/session';
import { Boot } from '@/components/Boot';
import type { Config } from '@/lib/config';
import { colorSchemes } from './color-schemes';
import { SignedInApp } from './SignedInApp';
import { theme } from './theme';

const Toasts = lazy(() => import('@/components/Toasts'));

/** Providers that need no person, then what the session says: restore, sign in, or the product. */
export function App({ config, session }: { config: Config; session: Session }) {
  const status = useSyncExternalStore(session.watch, session.status);
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
      // Their <style> tags would break the CSP; theme.gen.css carries the variables.
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Suspense>
        <Toasts />
      </Suspense>
      {status.kind === 'restoring' && <Boot />}
      {status.kind === 'signed-out' && (
        <SignInPage because={status.because} detail={status.detail} onSignIn={() => session.signIn()} />
      )}
      {status.kind === 'signed-in' && (
        <SignedInApp key={status.user.profile.sub} config={config} session={session} user={status.user} />
      )}
    </MantineProvider>
  );
}
