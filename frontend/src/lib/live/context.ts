import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { LiveHub, LiveListener } from './hub';
import type { LiveState } from './notice';

export const LiveContext = createContext<LiveHub | null>(null);

const never = () => () => {};
const unknown = (): LiveState => 'connecting';

export function useLiveState(): LiveState {
  const hub = useContext(LiveContext);
  return useSyncExternalStore(hub?.watchState ?? never, hub?.state ?? unknown);
}

/** Hears every ledger position while mounted; the listener may change freely between renders. */
export function useLive(listener: LiveListener): void {
  const hub = useContext(LiveContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(
    () =>
      hub?.subscribe({
        onNotice: (notice) => latest.current.onNotice?.(notice),
        onGap: () => latest.current.onGap?.(),
      }),
    [hub],
  );
}
