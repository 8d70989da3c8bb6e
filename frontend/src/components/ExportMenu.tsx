import { Button } from '@mantine/core';
import { useState } from 'react';
import { type CsvValue, toCsv } from '@/lib/csv';
import { download } from '@/lib/download';
import { EXPORT_CAP, type Exported, exportJson, exportName } from '@/lib/export';
import { number } from '@/lib/format';
import { problemOf } from '@/lib/problem';
import { Dropdown, DropdownItem, DropdownLabel } from './Dropdown';
import { IconDownload } from './icons';
import { toast } from './toast';

export type ExportColumns<R> = readonly (readonly [string, (record: R) => CsvValue])[];

interface Props<R> {
  /** Begins the file's name: `security-events`. */
  name: string;
  /** `events`, as in `Exported 231 events`. */
  plural: string;
  total: number | undefined;
  /** Reads exactly what is filtered. */
  collect: (onProgress: (done: number, total: number) => void) => Promise<Exported<R>>;
  columns: ExportColumns<R>;
  /** What was asked for, kept in the JSON file beside the records. */
  asked: (begun: number) => { filter: unknown; query: unknown };
}

/** Hands over exactly what is filtered, whole or cut at the cap, and says which. */
export function ExportMenu<R>({ name, plural, total, collect, columns, asked }: Props<R>) {
  const [progress, setProgress] = useState<string>();

  const run = async (format: 'csv' | 'json') => {
    setProgress('Exporting…');
    try {
      const exported = await collect((done, all) =>
        setProgress(`Exporting ${number(done)} of ${number(all)}`),
      );
      download(
        exportName(name, exported.begun, format),
        format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json',
        format === 'csv' ? exportCsv(columns, exported.items) : exportJson(exported, asked(exported.begun)),
      );
      const rows = number(exported.items.length);
      void toast({
        title: exported.isCut ? `Exported the first ${rows} ${plural}` : `Exported ${rows} ${plural}`,
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
        : `What is filtered: ${number(total)} ${plural}`;
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

export const exportCsv = <R,>(columns: ExportColumns<R>, records: readonly R[]) =>
  toCsv(
    columns.map(([name]) => name),
    records.map((record) => columns.map(([, read]) => read(record))),
  );
