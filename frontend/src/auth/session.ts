import { ErrorResponse, type User, type UserManager } from 'oidc-client-ts';
import type { TokenSource } from '@/lib/api';
import { CALLBACK, finishSignIn, signIn } from './oidc';

export type SessionStatus =
  | { kind: 'restoring' }
  | { kind: 'signed-in'; user: User }
  | { kind: 'signed-out'; because?: 'ended' | 'refused'; detail?: string };

/** Tells, in this tab only and without any secret, that a person was signed in here a moment ago. */
const HINT = 'trust-fabric.was-signed-in';

/** The signed-in person of this page, and the token for its calls. */
export class Session {
  private readonly manager: UserManager;
  private readonly watchers = new Set<() => void>();
  private current: SessionStatus = { kind: 'restoring' };
  private renewal: Promise<User | null> | undefined;

  constructor(manager: UserManager) {
    this.manager = manager;
    manager.events.addUserLoaded((user) => {
      // After a redirect the address is put right first: the router must not see the callback's.
      if (window.location.pathname !== CALLBACK) this.change({ kind: 'signed-in', user });
    });
    // One way to renew, ours: two at once would spend the same refresh token twice.
    manager.events.addAccessTokenExpiring(() => void this.renew().catch(() => {}));
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly status = (): SessionStatus => this.current;

  /** Comes back from a sign-in, or finds the issuer's session again after a reload, without a click. */
  async start(): Promise<void> {
    const { location, history } = window;
    if (location.pathname === CALLBACK) {
      try {
        const { user, returnTo } = await finishSignIn(this.manager);
        history.replaceState(null, '', returnTo);
        sessionStorage.setItem(HINT, '1');
        this.change({ kind: 'signed-in', user });
      } catch (error) {
        history.replaceState(null, '', '/');
        const silent = error instanceof ErrorResponse && error.error === 'login_required';
        const detail = error instanceof Error ? error.message : undefined;
        this.change(silent ? { kind: 'signed-out' } : { kind: 'signed-out', because: 'refused', detail });
      }
      return;
    }
    try {
      const user = await this.manager.signinSilent();
      if (!user) throw new Error('no session');
      sessionStorage.setItem(HINT, '1');
    } catch (error) {
      const known = sessionStorage.getItem(HINT) === '1';
      sessionStorage.removeItem(HINT);
      // The issuer answered that nobody is signed in: a redirect would hear the same.
      if (error instanceof ErrorResponse || !known) this.change({ kind: 'signed-out' });
      // The frame got no answer (a browser that blocks its cookies): a redirect still can.
      else await signIn(this.manager, location.pathname + location.search);
    }
  }

  signIn(): Promise<void> {
    return signIn(this.manager, window.location.pathname + window.location.search);
  }

  async signOut(): Promise<void> {
    sessionStorage.removeItem(HINT);
    await this.manager.signoutRedirect();
  }

  readonly token: TokenSource = async (renew = false) => {
    const user = await this.manager.getUser();
    if (user && !renew && (user.expires_in ?? 0) > 5) return user.access_token;
    const renewed = await this.renew();
    if (!renewed) throw new Error('The session has ended.');
    return renewed.access_token;
  };

  /** By refresh token; when that is spent, by the issuer's own session; when that is gone too, the end. */
  private renew(): Promise<User | null> {
    this.renewal ??= this.renewOnce().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  private async renewOnce(): Promise<User | null> {
    try {
      return await this.manager.signinSilent();
    } catch (error) {
      if (!(error instanceof ErrorResponse)) throw error;
    }
    try {
      await this.manager.removeUser();
      return await this.manager.signinSilent();
    } catch (error) {
      if (error instanceof ErrorResponse) this.change({ kind: 'signed-out', because: 'ended' });
      throw error;
    }
  }

  private change(status: SessionStatus): void {
    this.current = status;
    for (const watcher of this.watchers) watcher();
  }
}
