import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';

export interface Sending {
  /** The same for every try of the same upload: it is taken once. */
  idempotencyKey: string;
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** One upload at a time: how far it is, what came of it, and the way to stop it. `what` tells one from another. */
export function useSending<V, T>(what: (asked: V) => string, send: (asked: V, how: Sending) => Promise<T>) {
  const [share, setShare] = useState<number>();
  const stop = useRef<AbortController>(undefined);
  const keys = useRef(new Map<string, string>());
  const mutation = useMutation({
    mutationFn: async (asked: V) => {
      const same = what(asked);
      const idempotencyKey = keys.current.get(same) ?? crypto.randomUUID();
      keys.current.set(same, idempotencyKey);
      stop.current = new AbortController();
      setShare(0);
      try {
        return await send(asked, { idempotencyKey, onProgress: setShare, signal: stop.current.signal });
      } catch (error) {
        if (stop.current.signal.aborted) return undefined;
        throw error;
      } finally {
        setShare(undefined);
      }
    },
  });
  return { ...mutation, share, stop: () => stop.current?.abort() };
}
