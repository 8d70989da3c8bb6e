import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useState } from 'react';
import type { AccessDecision, AccessItem, AccessReview } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { toast } from '@/components/toast';
import { ledgerKeys } from '@/lib/ledger';
import { ApiError, problemOf } from '@/lib/problem';
import type { LostRace } from '@/lib/use-record-change';
import { type Decision, decide, fetchItem, ITEM_TYPE, lookAgain, replaceItem } from './queries';
import { isOwn, itemName } from './words';

/** What the rows and the panel of a review need to decide. */
export interface Deciding {
  /** Whether this person may decide about this account now. */
  may: (item: AccessItem) => boolean;
  isOwn: (item: AccessItem) => boolean;
  isSaving: (item: AccessItem) => boolean;
  /** Keeps at once, or asks for the reason that the API wants. */
  choose: (item: AccessItem, decision: AccessDecision) => void;
}

export const DecidingContext = createContext<Deciding | undefined>(undefined);
export const useDeciding = () => useContext(DecidingContext);

/** Sends decisions one account at a time, several on their way at once, and keeps a lost race to be settled. */
export function useDecisions(review: AccessReview | undefined, onDecided: (item: AccessItem) => void) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<{ item: AccessItem; decision: 'revoke' | 'modify' }>();
  const [race, setRace] = useState<LostRace<AccessItem, Decision>>();

  /** @returns the item as it then is; undefined where somebody else was faster */
  const send = async (seen: AccessItem, decision: Decision): Promise<AccessItem | undefined> => {
    setSaving((now) => new Set(now).add(seen.id));
    try {
      const item = await decide(api, seen, decision);
      replaceItem(client, item);
      return item;
    } catch (error) {
      if (!(error instanceof ApiError && error.isLostRace)) throw error;
      const theirs = await fetchItem(api, seen.reviewId, seen.id);
      replaceItem(client, theirs);
      setRace({ seen, theirs, change: decision });
      return undefined;
    } finally {
      setSaving((now) => new Set([...now].filter((id) => id !== seen.id)));
      void lookAgain(client, seen.reviewId);
      void client.invalidateQueries({ queryKey: ledgerKeys.history(ITEM_TYPE, seen.id) });
    }
  };
  /** Where no dialog stands to show a refusal, it says so by the account's name. */
  const sendOrTell = async (item: AccessItem, decision: Decision) => {
    try {
      await send(item, decision);
    } catch (error) {
      const problem = problemOf(error);
      void toast({
        color: 'red',
        autoClose: false,
        title: `${itemName(item)} is not decided`,
        message: problem.detail ?? problem.title,
      });
    }
  };

  const isRunning = review?.status === 'in_progress' && person.may.reviewAccess;
  const deciding: Deciding = {
    may: (item) => isRunning && !isOwn(item, person),
    isOwn: (item) => isOwn(item, person),
    isSaving: (item) => saving.has(item.id),
    choose: (item, decision) => {
      if (!isRunning || saving.has(item.id)) return;
      if (isOwn(item, person)) {
        void toast({ title: 'This is your own access', message: 'Somebody else decides about it.' });
      } else if (decision !== 'keep') setAsking({ item, decision });
      else if (item.decision !== 'keep') {
        // The reader goes on at once.
        onDecided(item);
        void sendOrTell(item, { decision });
      }
    },
  };
  return {
    deciding,
    send,
    sendOrTell,
    asking,
    stopAsking: () => setAsking(undefined),
    race,
    dropRace: () => setRace(undefined),
  };
}
