import { InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { Config } from '@/lib/config';

/** Where the person wanted to go; travels through the issuer in the sign-in state. */
interface SignInState {
  returnTo: string;
}

export const CALLBACK = '/auth/callback';

/**
 * Authorization code with PKCE. Tokens stay in memory: a script that got into the page could not find them in
 * storage later. Only the state of a running sign-in (no token) is in session storage, to survive the redirect.
 */
export function createUserManager(config: Config): UserManager {
  const origin = window.location.origin;
  return new UserManager({
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: `${origin}${CALLBACK}`,
    silent_redirect_uri: `${origin}/auth/silent`,
    post_logout_redirect_uri: `${origin}/`,
    response_type: 'code',
    scope: 'openid profile',
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage, prefix: 'trust-fabric.sign-in.' }),
    automaticSilentRenew: false,
    accessTokenExpiringNotificationTimeInSeconds: 45,
    silentRequestTimeoutInSeconds: 6,
    loadUserInfo: false,
    // The issuer ends the session on sign-out; asking it to revoke each token first only takes time.
    revokeTokensOnSignout: false,
  });
}

export function signIn(manager: UserManager, returnTo: string): Promise<void> {
  return manager.signinRedirect({ state: { returnTo } satisfies SignInState });
}

/** Finishes a sign-in and answers where the person wanted to go. */
export async function finishSignIn(manager: UserManager): Promise<{ user: User; returnTo: string }> {
  const user = await manager.signinRedirectCallback();
  const { returnTo } = (user.state ?? {}) as Partial<SignInState>;
  return { user, returnTo: safePath(returnTo) };
}

/** Only a path of ours: what comes back with a redirect is not to be trusted as an address. */
export function safePath(path: string | undefined): string {
  if (!path?.startsWith('/') || path.startsWith('//') || path.startsWith('/\\')) return '/';
  return path.startsWith('/auth/') ? '/' : path;
}
