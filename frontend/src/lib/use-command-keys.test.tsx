import { render } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useCommandKeys, useCommands } from './commands';

it('leaves the Esc that closes a dialog to the dialog, though it is gone when the key arrives', () => {
  const close = vi.fn();
  function Page() {
    useCommandKeys();
    useCommands([{ id: 'close', label: 'Close', group: 'Rows', keys: ['Escape'], run: close }]);
    return null;
  }
  render(<Page />);
  const dialog = document.body.appendChild(document.createElement('div'));
  dialog.setAttribute('aria-modal', 'true');
  const leave = () => dialog.remove();
  window.addEventListener('keydown', leave, { capture: true, once: true });
  const pressEscape = () => new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
  document.body.dispatchEvent(pressEscape());
  expect(close).not.toHaveBeenCalled();
  document.body.dispatchEvent(pressEscape());
  expect(close).toHaveBeenCalledOnce();
});
