import { useEffect, useRef, useSyncExternalStore } from 'react';
import { readStored, writeStored } from './storage';

/** Something a person can do by key or by name: one list feeds shortcuts, the `?` page and the palette. */
export interface Command {
  id: string;
  label: string;
  group: string;
  /** `j`, `/`, `?`, `Escape`, `mod+k` (Ctrl, or Cmd on a Mac). Several, when they mean the same. */
  keys?: readonly string[];
  /** Moving through rows by name makes no sense: such commands stay out of the palette. */
  palette?: boolean;
  run: () => void;
}

let commands: readonly Command[] = [];
const watchers = new Set<() => void>();
const changed = () => {
  for (const watcher of watchers) watcher();
};
const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
};

export const useAllCommands = () => useSyncExternalStore(watch, () => commands);

/** Offers commands while mounted. The list may close over fresh values: only its ids and keys are compared. */
export function useCommands(own: readonly Command[]): void {
  const latest = useRef(own);
  useEffect(() => {
    latest.current = own;
  });
  const shape = own.map((one) => `${one.id}|${one.label}|${one.keys?.join(' ')}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the list
  useEffect(() => {
    const registered = latest.current.map((command, index) => ({
      ...command,
      run: () => latest.current[index]?.run(),
    }));
    commands = [...commands, ...registered];
    changed();
    return () => {
      commands = commands.filter((one) => !registered.includes(one));
      changed();
    };
  }, [shape]);
}

// Single letters can be switched off, for people whose speech input or switch would type them (WCAG 2.1.4).
let singleKeys = readStored('single-keys', true);
export const useSingleKeys = () => useSyncExternalStore(watch, () => singleKeys);
export function setSingleKeys(on: boolean): void {
  singleKeys = on;
  writeStored('single-keys', on);
  changed();
}

/** `Ctrl+K` as `mod+k`; a shifted sign such as `?` is just that sign. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | undefined {
  if (event.altKey) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** An open dialog or menu covers the page. */
const isCovered = () => document.querySelector('[aria-modal="true"], :popover-open') !== null;

/** The command for a key press, or none: typing, open dialogs and menus keep their keys. */
export function commandFor(
  event: KeyboardEvent,
  available: readonly Command[],
  covered = isCovered(),
): Command | undefined {
  const name = keyName(event);
  if (!name || event.defaultPrevented || event.isComposing) return undefined;
  const isChord = name.startsWith('mod+');
  if (!isChord && isTyping(event.target)) return undefined;
  if (!isChord && covered) return undefined;
  if (name.length === 1 && name !== '?' && !singleKeys) return undefined;
  // The innermost place registered last, and wins.
  return available.findLast((command) => command.keys?.includes(name));
}

export function useCommandKeys(): void {
  useEffect(() => {
    // Looked at before anybody else hears the key: the Esc that closes a dialog must not also close what lies
    // under it, and by the time the key arrives here that dialog is gone.
    let covered = false;
    const look = () => {
      covered = isCovered();
    };
    const onKey = (event: KeyboardEvent) => {
      const command = commandFor(event, commands, covered);
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', look, true);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', look, true);
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
