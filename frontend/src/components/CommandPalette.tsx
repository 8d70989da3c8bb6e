import '@mantine/spotlight/styles.css';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useEffect, useState } from 'react';
import { type Command, useAllCommands } from '@/lib/commands';
import { IconSearch } from './icons';

/** Every command by name. Its own chunk: it is loaded the first time somebody presses Ctrl-K. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const commands = useAllCommands();
  const [[store, actions]] = useState(() => createSpotlight());
  useEffect(() => actions.open(), [actions]);
  return (
    <Spotlight
      store={store}
      actions={grouped(commands.filter((command) => command.palette !== false))}
      onSpotlightClose={onClose}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      shortcut={null}
      nothingFound="Nothing by that name"
      // What scrolls can be reached by keyboard, also by those who do not search.
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': 'What there is' } }}
      highlightQuery={false}
      lockScroll={false}
      overlayProps={{ blur: 0, backgroundOpacity: 0.5 }}
      scrollable
      maxHeight={360}
      searchProps={{
        leftSection: <IconSearch size={17} aria-hidden />,
        placeholder: 'What do you want to do?',
        'aria-label': 'Search commands',
      }}
    />
  );
}

function grouped(commands: readonly Command[]): SpotlightActionGroupData[] {
  const groups = new Map<string, SpotlightActionGroupData>();
  for (const command of commands) {
    const group = groups.get(command.group) ?? { group: command.group, actions: [] };
    groups.set(command.group, group);
    group.actions.push({
      id: command.id,
      label: command.label,
      onClick: command.run,
      rightSection: command.keys?.[0] ? (
        <kbd>{command.keys[0].replace('mod+', 'Ctrl ').toUpperCase()}</kbd>
      ) : undefined,
    });
  }
  return [...groups.values()].reverse();
}
