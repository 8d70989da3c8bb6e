import { Modal } from '@mantine/core';
import { setSingleKeys, useAllCommands, useSingleKeys } from '@/lib/commands';
import classes from './ShortcutHelp.module.css';

const names: Record<string, string> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑', Enter: '↵' };

function keyLabel(key: string): string {
  return (
    names[key] ??
    key.replace('mod+', 'Ctrl ').replace(/(^| )([a-z])$/, (_, gap, letter) => gap + letter.toUpperCase())
  );
}

/** What `?` shows: exactly the keys that work on the page it was pressed on. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const commands = useAllCommands().filter((command) => command.keys);
  const single = useSingleKeys();
  const groups = [...new Set(commands.map((command) => command.group))].reverse();
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" size={460}>
      {groups.map((group) => (
        <section key={group} className={classes.group}>
          <h3>{group}</h3>
          <dl>
            {commands
              .filter((command) => command.group === group)
              .map((command) => (
                <div key={command.id}>
                  <dt>{command.label}</dt>
                  <dd>
                    {command.keys?.map((key) => (
                      <kbd key={key}>{keyLabel(key)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <label className={classes.switch}>
        <input
          type="checkbox"
          checked={single}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
        Single-key shortcuts
      </label>
    </Modal>
  );
}
