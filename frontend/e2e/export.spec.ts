import { readFileSync } from 'node:fs';
import { postEvents, unique } from './support/api';
import { expect, test } from './support/test';

test('an export holds exactly what is filtered, across pages, as CSV and as JSON', async ({ as }) => {
  const word = unique('Export');
  await postEvents([
    ...Array.from({ length: 230 }, (_, n) => ({ title: `${word} ${n}`, severity: 'high' })),
    { title: `${word} other`, severity: 'low' },
    { title: `=HYPERLINK("x") ${word}`, severity: 'high' },
  ]);
  const events = await as('viewer', { path: `/security/events?severity=high&q=${word.split(' ')[1]}` });
  const { page } = events;
  const exported = async (item: RegExp) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: item }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };

  const csv = await exported(/^CSV/);
  expect(csv.name).toMatch(/^security-events-.*\.csv$/);
  const lines = csv.text.trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + 231);
  expect(csv.text).not.toContain(`${word} other`);
  expect(csv.text).toContain(`"'=HYPERLINK(""x"") ${word}"`);
  await expect(page.getByText('Exported 231 events')).toBeVisible();

  const json = JSON.parse((await exported(/^JSON/)).text);
  expect(json.about).toMatchObject({ rows: 231, total: 231, isCut: false });
  expect(new Set(json.items.map((item: { id: string }) => item.id)).size).toBe(231);
});
