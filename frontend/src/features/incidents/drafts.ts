import { useSyncExternalStore } from 'react';
import type { Incident } from '@/api/types';

/** A postmortem somebody is writing and has not saved. */
export interface Draft {
  text: string;
  /** The incident as it was when the writing began. */
  seen: Incident;
}

// In memory, by incident: closing the editor, going elsewhere and coming back lose nothing, and a text about an
// incident never lies in the browser's storage. Leaving the page itself asks first.
const drafts = new Map<string, Draft>();
const watchers = new Set<() => void>();

function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function changed(): void {
  if (drafts.size > 0) window.addEventListener('beforeunload', askFirst);
  else window.removeEventListener('beforeunload', askFirst);
  for (const watcher of watchers) watcher();
}

/** Keeps a text; one that says what is saved already is no draft. */
export function keepDraft(draft: Draft): void {
  if (draft.text === (draft.seen.postmortem ?? '')) drafts.delete(draft.seen.id);
  else drafts.set(draft.seen.id, draft);
  changed();
}

export function dropDraft(id: string): void {
  drafts.delete(id);
  changed();
}

export const draftOf = (id: string): Draft | undefined => drafts.get(id);

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
};

export const useDraft = (id: string) => useSyncExternalStore(watch, () => drafts.get(id));
