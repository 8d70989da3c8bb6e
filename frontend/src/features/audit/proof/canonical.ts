/** RFC 8785 (JCS): members in the order of their UTF-16 units; texts and numbers as ECMAScript writes them. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The object that canonical bytes hold; undefined when the bytes are not canonical. */
export function readCanonical(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const text = decoder.decode(bytes);
    const value: unknown = JSON.parse(text);
    const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
    return isObject && canonical(value) === text ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
