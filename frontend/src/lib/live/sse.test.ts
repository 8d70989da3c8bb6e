import { describe, expect, it } from 'vitest';
import { SseParser } from './sse';

const all = (...chunks: string[]) => {
  const parser = new SseParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
};

describe('the stream parser', () => {
  const text = ': hello\r\nid: 7\r\nevent: ledger\r\ndata: {"position":7}\r\n\r\nid:8\ndata:a\ndata: b\n\n';
  const wanted = [
    { id: '7', event: 'ledger', data: '{"position":7}' },
    { id: '8', event: 'message', data: 'a\nb' },
  ];

  it('reads fields, comments and lines of every kind of ending', () => {
    expect(all(text)).toEqual(wanted);
  });

  it('reads the same however the text is cut', () => {
    for (let cut = 0; cut <= text.length; cut++) {
      expect(all(text.slice(0, cut), text.slice(cut))).toEqual(wanted);
    }
    expect(all(...text)).toEqual(wanted);
  });

  it('says nothing for heartbeats and for an unfinished message', () => {
    expect(all(': beat\n\n', 'data: half\n')).toEqual([]);
  });

  it('keeps the last id for messages without one', () => {
    expect(all('id: 3\n\n', 'data: x\n\n')).toEqual([{ id: '3', event: 'message', data: 'x' }]);
  });
});
