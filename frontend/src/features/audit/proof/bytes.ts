// What WebCrypto takes: bytes over memory of their own, never shared.
export type Bytes = Uint8Array<ArrayBuffer>;

const text = new TextEncoder();
export const utf8 = (value: string): Bytes => text.encode(value);

export const hex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @throws SyntaxError when it is none */
export function fromHex(value: string): Bytes {
  if (!/^([0-9a-f]{2})*$/.test(value)) throw new SyntaxError(`no hex: ${value.slice(0, 80)}`);
  return Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @throws SyntaxError when it is none */
export function fromBase64(value: string): Bytes {
  try {
    return Uint8Array.from(atob(value), (char) => char.charCodeAt(0));
  } catch {
    throw new SyntaxError(`no base64: ${value.slice(0, 80)}`);
  }
}

export function joined(...parts: Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const sha256 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
