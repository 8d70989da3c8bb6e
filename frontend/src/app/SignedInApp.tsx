import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { User } from 'oidc-client-ts';
import { useEffect, useMemo, useState } from 'react';
import { type CurrentPerson, type SignedIn, SignedInContext } from '@/auth/context';
import { knownRoles, permissionsOf, rolesInToken } from '@/auth/permissions';
import type { Session } from '@/auth/session';
import { type Api, createApi } from '@/lib/api';
import type { Config } from '@/lib/config';
import { LiveContext } from '@/lib/live/context';
import { LiveHub } from '@/lib/live/hub';
import { createUploader } from '@/lib/upload';
import { createQueryClient } from './query-client';
import { createAppRouter } from './router';

interface Props {
  config: Config;
  session: Session;
  user: User;
}

/** Everything that belongs to one signed-in person: dropped as a whole when another one signs in. */
export function SignedInApp({ config, session, user }: Props) {
  const [queryClient] = useState(createQueryClient);
  const [api] = useState(() => createApi(config.apiUrl, session.token));
  return (
    <QueryClientProvider client={queryClient}>
      <Person api={api} config={config} session={session} user={user} />
    </QueryClientProvider>
  );
}

function Person({ api, config, session, user }: Props & { api: Api }) {
  const { sub: subject, iss: issuer } = user.profile;
  const me = useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }) => (await api.GET('/api/me', { signal })).data,
    // The token's roles are only a first guess: the API knows of grants that have ended.
    staleTime: 60_000,
  });
  const roles = knownRoles(me.data?.roles ?? rolesInToken(user.access_token));
  const roleKey = roles.join();
  const name = me.data?.name ?? user.profile.name ?? user.profile.preferred_username ?? subject;
  const username = user.profile.preferred_username ?? name;

  const [router] = useState(() => createAppRouter());
  const hub = useMemo(
    () => new LiveHub({ apiUrl: config.apiUrl, subject, token: session.token }),
    [config.apiUrl, subject, session],
  );
  useEffect(() => {
    hub.start();
    return () => hub.stop();
  }, [hub]);

  const [upload] = useState(() => createUploader(config.apiUrl, session.token));
  const signedIn = useMemo<SignedIn>(() => {
    const known = knownRoles(roleKey.split(','));
    const person: CurrentPerson = {
      issuer,
      subject,
      name,
      username,
      roles: known,
      may: permissionsOf(known),
    };
    return { api, upload, person, signOut: () => void session.signOut() };
  }, [api, upload, issuer, subject, name, username, roleKey, session]);

  return (
    <SignedInContext value={signedIn}>
      <LiveContext value={hub}>
        <RouterProvider router={router} />
      </LiveContext>
    </SignedInContext>
  );
}
