import { type Bytes, fromBase64, hex, joined, sha256, utf8 } from './bytes';

// C2SP signed-note and tlog-checkpoint, as the ledger signs its tree.

const ED25519 = 1;

interface SignatureLine {
  name: string;
  /** The four bytes that name the key, hex. */
  keyHash: string;
  signature: Bytes;
}

export interface SignedNote {
  /** With the line feed at its end: this is what is signed. */
  text: string;
  signatures: SignatureLine[];
}

/** @throws SyntaxError when it is none */
export function parseNote(note: string): SignedNote {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new SyntaxError('This is no signed note.');
  const lines = note
    .slice(end + 2, -1)
    .split('\n')
    .map((line) => {
      const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
      if (!name || !encoded) throw new SyntaxError('A line below the note is no signature.');
      const bytes = fromBase64(encoded);
      if (bytes.length < 5) throw new SyntaxError('A signature below the note is too short.');
      return { name, keyHash: hex(bytes.slice(0, 4)), signature: bytes.slice(4) };
    });
  return { text: note.slice(0, end + 1), signatures: lines };
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

/** @throws SyntaxError when the text is no checkpoint */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root] = text.split('\n');
  if (!origin || !/^(0|[1-9][0-9]{0,15})$/.test(size ?? '') || !root)
    throw new SyntaxError('The note is no checkpoint.');
  const hash = fromBase64(root);
  if (hash.length !== 32) throw new SyntaxError('The checkpoint has no root hash.');
  return { origin, size: Number(size), root: hash };
}

export interface VerifierKey {
  name: string;
  /** What follows the name: the key itself, base64 with its type in front. Another epoch has another name. */
  material: string;
}

/** `name+hash+key`. @throws SyntaxError when it is none of Ed25519, or its hash is not its own */
export async function parseVerifierKey(text: string): Promise<VerifierKey> {
  const [, name, hash, material] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  if (!name || !material) throw new SyntaxError('A verifier key looks like name+12345678+base64.');
  const typed = fromBase64(material);
  if (typed.length !== 33 || typed[0] !== ED25519)
    throw new SyntaxError('This is no verifier key of Ed25519.');
  if ((await keyHash(name, material)) !== hash)
    throw new SyntaxError('The hash in this verifier key is not its own: it was mistyped or changed.');
  return { name, material };
}

export const verifierKeyText = async ({ name, material }: VerifierKey): Promise<string> =>
  `${name}+${await keyHash(name, material)}+${material}`;

const keyHash = async (name: string, material: string) =>
  hex((await sha256(joined(utf8(`${name}\n`), fromBase64(material)))).slice(0, 4));

/** Whether this browser can verify Ed25519 at all. */
export async function knowsEd25519(): Promise<boolean> {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32), 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

/** Whether one of the signatures is a true one of that key on the text. Those of other keys do not matter. */
export async function isSignedBy(note: SignedNote, key: VerifierKey): Promise<boolean> {
  const hash = await keyHash(key.name, key.material);
  const typed = fromBase64(key.material);
  if (typed.length !== 33 || typed[0] !== ED25519) return false;
  const verifier = await crypto.subtle.importKey('raw', typed.slice(1), 'Ed25519', false, ['verify']);
  for (const line of note.signatures) {
    if (line.name !== key.name || line.keyHash !== hash || line.signature.length !== 64) continue;
    if (await crypto.subtle.verify('Ed25519', verifier, line.signature, utf8(note.text))) return true;
  }
  return false;
}
