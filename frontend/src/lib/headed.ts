/** A body made of what a form says and the lines or the list of a file, which is never read into memory. */
export interface HeadedBody {
  body: Blob;
  contentType: 'application/json' | 'application/x-ndjson';
}

/**
 * A file of JSON lines goes under a first line that is the head; a file that is one JSON list becomes the member
 * `list` of the head.
 */
export async function headedBody(
  head: Readonly<Record<string, unknown>>,
  file: Blob,
  list: string,
): Promise<HeadedBody> {
  const said = JSON.stringify(head);
  const begin = (await file.slice(0, 1024).text()).replace(/^\uFEFF/, '').trimStart();
  if (!begin.startsWith('['))
    return { body: new Blob([said, '\n', file]), contentType: 'application/x-ndjson' };
  const open = said === '{}' ? '{' : `${said.slice(0, -1)},`;
  return {
    body: new Blob([open, JSON.stringify(list), ':', file, '}']),
    contentType: 'application/json',
  };
}
