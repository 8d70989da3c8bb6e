import { afterEach, describe, expect, it } from 'vitest';
import { type Command, commandFor, keyName, setSingleKeys } from './commands';

const commands: Command[] = [
  { id: 'outer', label: '', group: '', keys: ['j'], run: () => {} },
  { id: 'palette', label: '', group: '', keys: ['mod+k'], run: () => {} },
  { id: 'inner', label: '', group: '', keys: ['j'], run: () => {} },
  { id: 'help', label: '', group: '', keys: ['?'], run: () => {} },
];
const press = (key: string, target: Element = document.body, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, ...more });
  target.dispatchEvent(event);
  return commandFor(event, commands)?.id;
};

describe('shortcuts', () => {
  afterEach(() => {
    document.body.innerHTML = '';
    setSingleKeys(true);
  });

  it('name keys alike on every keyboard', () => {
    expect(keyName({ key: 'K', ctrlKey: true, metaKey: false, altKey: false })).toBe('mod+k');
    expect(keyName({ key: 'k', ctrlKey: false, metaKey: true, altKey: false })).toBe('mod+k');
    expect(keyName({ key: 'j', ctrlKey: false, metaKey: false, altKey: true })).toBeUndefined();
  });

  it('go to the innermost place', () => {
    expect(press('j')).toBe('inner');
  });

  it('leave typing alone, but for chords', () => {
    const input = document.body.appendChild(document.createElement('input'));
    expect(press('j', input)).toBeUndefined();
    expect(press('k', input, { ctrlKey: true })).toBe('palette');
  });

  it('work on a checkbox, where nothing is typed', () => {
    const box = document.body.appendChild(document.createElement('input'));
    box.type = 'checkbox';
    expect(press('j', box)).toBe('inner');
  });

  it('rest while a dialog is open', () => {
    document.body.innerHTML = '<div role="dialog" aria-modal="true"></div>';
    expect(press('j')).toBeUndefined();
  });

  it('can be switched off where they are single letters', () => {
    setSingleKeys(false);
    expect(press('j')).toBeUndefined();
    expect(press('?')).toBe('help');
  });
});
