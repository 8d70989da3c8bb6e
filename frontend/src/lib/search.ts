// Links people can read and send: ?severity=critical,high&q=token instead of the router's JSON.

export type RawSearch = Record<string, unknown>;

/** `a,b` -> ['a', 'b']. A comma inside a value is written `\,` and a backslash `\\`. */
export function splitList(text: string): string[] {
  const items: string[] = [];
  let item = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\\' && i + 1 < text.length) item += text[++i];
    else if (char === ',') {
      items.push(item);
      item = '';
    } else item += char;
  }
  items.push(item);
  return [...new Set(items.map((one) => one.trim()).filter((one) => one !== ''))];
}

export function joinList(items: readonly string[]): string {
  return items.map((item) => item.replace(/[\\,]/g, (char) => `\\${char}`)).join(',');
}

export function parseSearch(text: string): RawSearch {
  const found: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    // ?severity=high&severity=low, typed by hand, means the same as a list.
    found[name] = name in found ? `${found[name]},${value}` : value;
  }
  return found;
}

function encode(value: string): string {
  // Commas, colons and slashes are allowed in a query and far easier to read unescaped.
  return encodeURIComponent(value)
    .replace(/%2C/g, ',')
    .replace(/%3A/g, ':')
    .replace(/%2F/g, '/')
    .replace(/%20/g, '+');
}

export function stringifySearch(search: RawSearch): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value)) {
      if (value.length > 0) parts.push(`${encode(name)}=${encode(joinList(value.map(String)))}`);
    } else parts.push(`${encode(name)}=${encode(String(value))}`);
  }
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** Whether a filter says exactly this and nothing else; what is undefined says nothing. */
export function sameFilter(one: object, other: object): boolean {
  const said = (filter: object) =>
    JSON.stringify(
      Object.entries(filter)
        .filter(([, value]) => value !== undefined)
        .sort(),
    );
  return said(one) === said(other);
}
