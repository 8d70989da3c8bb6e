import { describe, expect, it } from 'vitest';
import { csvCell, toCsv } from './csv';

describe('CSV', () => {
  it('quotes what would break a line and doubles quotes', () => {
    expect(toCsv(['a', 'b'], [['x,y', 'say "hi"\nthere']])).toBe(
      '\uFEFFa,b\r\n"x,y","say ""hi""\nthere"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('keeps a spreadsheet from running %j', (text) => {
    expect(csvCell(text)).toContain("'");
  });

  it('leaves numbers alone and draws nothing for nothing', () => {
    expect([csvCell(-5), csvCell(null), csvCell(undefined), csvCell(false)]).toEqual(['-5', '', '', 'false']);
  });
});
