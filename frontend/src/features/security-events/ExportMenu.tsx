import { Button } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '@/auth/context';
import { Dropdown, DropdownItem, DropdownLabel } from '@/components/Dropdown';
import { IconDownload } from '@/components/icons';
import { toast } from '@/components/toast';
import { download } from '@/lib/download';
import { number } from '@/lib/format';
import { problemOf } from '@/lib/problem';
import { collectEvents, EXPORT_CAP, eventsCsv, eventsJson, exportName } from './export';
import type { EventSearch } from './search';

/** Hands over exactly what is filtered, whole or cut at the cap, and says which. */
export function ExportMenu({ search, total }: { search: EventSearch; total: number | undefined }) {
  const api = useApi();
  const [progress, setProgress] = useState<string>();

  const run = async (format: 'csv' | 'json') => {
    setProgress('Exporting…');
    try {
      const exported = await collectEvents(
        api,
        search,
        (done, all) => setProgress(`Exporting ${number(done)} of ${number(all)}`),
        new AbortController().signal,
      );
      const text = format === 'csv' ? eventsCsv(exported.events) : eventsJson(search, exported);
      download(
        exportName(exported.begun, format),
        format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json',
        text,
      );
      const rows = number(exported.events.length);
      void toast({
        title: exported.isCut ? `Exported the first ${rows} events` : `Exported ${rows} events`,
        message: exported.isCut
          ? `There are more: one export holds at most ${number(EXPORT_CAP)}. Narrow the filters for the rest.`
          : 'Exactly what the filters show.',
        ...(exported.isCut ? { color: 'red', autoClose: false } : {}),
      });
    } catch (error) {
      const problem = problemOf(error);
      void toast({ color: 'red', title: 'The export failed', message: problem.detail ?? problem.title });
    } finally {
      setProgress(undefined);
    }
  };

  const scope =
    total === undefined
      ? 'What is filtered'
      : total > EXPORT_CAP
        ? `The first ${number(EXPORT_CAP)} of what is filtered`
        : `What is filtered: ${number(total)} events`;
  const choose = (format: 'csv' | 'json', close: () => void) => () => {
    close();
    void run(format);
  };

  return (
    <Dropdown
      label="Export"
      align="end"
      trigger={(props) => (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} />}
          disabled={progress !== undefined}
          {...props}
        >
          {progress ?? 'Export'}
        </Button>
      )}
    >
      {(close) => (
        <>
          <DropdownLabel>{scope}</DropdownLabel>
          <DropdownItem onClick={choose('csv', close)}>CSV, for spreadsheets</DropdownItem>
          <DropdownItem onClick={choose('json', close)}>JSON, complete records</DropdownItem>
        </>
      )}
    </Dropdown>
  );
}
