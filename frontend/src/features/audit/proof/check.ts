import type { BatchRowProof, ConsistencyProof, InclusionProof, LedgerEntry } from '@/api/types';
import { ApiError } from '@/lib/problem';
import { type Bytes, fromBase64, fromHex, hex } from './bytes';
import { readCanonical } from './canonical';
import { compare } from './compare';
import type { Kept } from './kept';
import { climb, isConsistent, leafHash, type PathStep } from './merkle';
import {
  type Checkpoint,
  isSignedBy,
  knowsEd25519,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  type SignedNote,
  verifierKeyText,
} from './note';

/**
 * `checked`: this browser computed it. `failed`: it computed it, and it does not hold. `believed`: it cannot be
 * computed here and is taken on trust. `open`: it could not be looked at.
 */
export type StepState = 'checked' | 'failed' | 'believed' | 'open';

export interface ProofStep {
  id: 'line' | 'shown' | 'leaf' | 'row' | 'path' | 'signature' | 'key' | 'consistency';
  title: string;
  state: StepState;
  text: string;
  values: { label: string; value: string }[];
  path?: PathStep[];
}

export interface Verdict {
  steps: ProofStep[];
  state: StepState;
  /** What this browser knows afterwards; as before where anything failed. */
  kept: Kept;
  checkpoint?: Checkpoint;
  /** Two signed checkpoints that cannot both be true: a proof against the ledger. */
  contradiction?: { older: string; newer: string };
}

/** How the check asks the server; only this is believed to answer at all. */
export interface Source {
  inclusion: (position: number) => Promise<InclusionProof>;
  row: (position: number, index: number) => Promise<BatchRowProof>;
  consistency: (from: number, to: number) => Promise<ConsistencyProof>;
  verifierKeys: () => Promise<string[]>;
}

type Step = Omit<ProofStep, 'values'> & { values?: ProofStep['values'] };

/** The worst of what was found: a failure, then what could not be looked at. What is believed stands apart. */
const overall = (steps: readonly ProofStep[]): StepState =>
  steps.some((step) => step.state === 'failed')
    ? 'failed'
    : steps.some((step) => step.state === 'open')
      ? 'open'
      : 'checked';

/** Proves one entry of the ledger, step by step. Stops at the first step without which the next means nothing. */
export async function checkEntry(entry: LedgerEntry, source: Source, kept: Kept): Promise<Verdict> {
  const steps: ProofStep[] = [];
  const say = (step: Step) => {
    steps.push({ values: [], ...step });
    return step.state !== 'failed' && step.state !== 'open';
  };
  const end = (more: Partial<Verdict> = {}): Verdict => ({ steps, state: overall(steps), kept, ...more });

  const position = entry.position ?? -1;
  const index = entry.batch?.index ?? null;
  const batch = index === null ? undefined : await source.row(position, index);
  const proof = batch ? batch.line : await source.inclusion(position);
  let leaf: Bytes;
  try {
    const line = proof.entry === null ? undefined : fromBase64(proof.entry);
    const row = batch && fromBase64(batch.row);
    if (line) {
      if (!say(await lineStep(entry, line, row))) return end();
      leaf = await leafHash(line);
    } else {
      say({
        id: 'line',
        title: 'The line itself',
        state: 'believed',
        text: 'It is about no record, so only readers of the whole ledger get its bytes. Its hash is proved below.',
      });
      leaf = fromHex(proof.leafSha256);
    }
    if (!say(leafStep(entry, proof, leaf, line !== undefined))) return end();
    if (batch && row && line && !say(await rowStep(batch, row, line))) return end();
    const note = parseNote(proof.checkpoint);
    const checkpoint = parseCheckpoint(note.text);
    if (!say(await pathStep(position, proof, leaf, checkpoint))) return end({ checkpoint });
    return await sealSteps(note, proof.checkpoint, checkpoint, source, kept, say, end);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    say({ id: 'path', title: 'The proof can be read', state: 'failed', text: error.message });
    return end();
  }
}

/** Proves only that today's checkpoint is signed and continues what this browser kept. */
export async function checkCheckpoint(text: string, source: Source, kept: Kept): Promise<Verdict> {
  const steps: ProofStep[] = [];
  const say = (step: Step) => {
    steps.push({ values: [], ...step });
    return step.state !== 'failed' && step.state !== 'open';
  };
  const end = (more: Partial<Verdict> = {}): Verdict => ({ steps, state: overall(steps), kept, ...more });
  try {
    const note = parseNote(text);
    return await sealSteps(note, text, parseCheckpoint(note.text), source, kept, say, end);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    say({ id: 'signature', title: 'The checkpoint can be read', state: 'failed', text: error.message });
    return end();
  }
}

async function lineStep(entry: LedgerEntry, bytes: Bytes, rowBytes: Bytes | undefined): Promise<Step> {
  const line = readCanonical(bytes);
  const row = rowBytes && readCanonical(rowBytes);
  const title = 'The line says what is shown';
  if (!line || (rowBytes && !row))
    return { id: 'line', title, state: 'failed', text: 'The bytes are not canonical JSON (RFC 8785).' };
  const { differing, personal, isKeptBeside } = compare(entry, line, row);
  if (differing.length > 0)
    return {
      id: 'line',
      title,
      state: 'failed',
      text: `What this page was told differs from the line: ${differing.slice(0, 6).join(', ')}.`,
    };
  const beside = isKeptBeside
    ? ' The change is too large for a line: the line holds its digest, the change itself is believed.'
    : '';
  const people =
    personal > 0
      ? ` ${personal === 1 ? '1 personal value is' : `${personal} personal values are`} in it as salted digests only, so that they can be erased: they are believed.`
      : '';
  return {
    id: 'line',
    title,
    state: 'checked',
    text: `${bytes.length} bytes, canonical (RFC 8785), and what is shown above agrees with them.${beside}${people}`,
    values: [{ label: 'Line', value: new TextDecoder().decode(bytes) }],
  };
}

function leafStep(entry: LedgerEntry, proof: InclusionProof, leaf: Bytes, isComputed: boolean): Step {
  const said = [proof.leafSha256, entry.leafSha256].filter((one) => one !== null);
  const isSame = said.every((one) => one === hex(leaf)) && proof.position === entry.position;
  return {
    id: 'leaf',
    title: 'Its hash is the leaf',
    state: isSame ? (isComputed ? 'checked' : 'believed') : 'failed',
    text: isSame
      ? 'SHA-256 of a zero byte and the line.'
      : 'The line hashes to another leaf than the one in the ledger: the line was changed.',
    values: [
      { label: isComputed ? 'Computed' : 'Told', value: hex(leaf) },
      ...(isSame ? [] : said.map((value) => ({ label: 'Told', value }))),
    ],
  };
}

async function rowStep(batch: BatchRowProof, row: Bytes, line: Bytes): Promise<Step> {
  const climbed = await climb(batch.rowIndex, batch.rows, await leafHash(row), batch.hashes.map(fromHex));
  const named = readCanonical(line)?.batch as { count?: unknown; rootSha256?: unknown } | undefined;
  const holds =
    climbed !== undefined && hex(climbed.root) === named?.rootSha256 && named?.count === batch.rows;
  return {
    id: 'row',
    title: 'The record is in its batch',
    state: holds ? 'checked' : 'failed',
    text: holds
      ? `Row ${batch.rowIndex + 1} of ${batch.rows}: its path leads to the root that the line names.`
      : 'Its path does not lead to the root that the line names: the row was changed.',
    values: climbed ? [{ label: 'Root of the batch', value: hex(climbed.root) }] : [],
    ...(climbed ? { path: climbed.steps } : {}),
  };
}

async function pathStep(
  position: number,
  proof: InclusionProof,
  leaf: Bytes,
  checkpoint: Checkpoint,
): Promise<Step> {
  const climbed = await climb(position, checkpoint.size, leaf, proof.hashes.map(fromHex));
  const holds = climbed !== undefined && hex(climbed.root) === hex(checkpoint.root);
  return {
    id: 'path',
    title: 'The leaf is in the tree',
    state: holds ? 'checked' : 'failed',
    text: holds
      ? `${proof.hashes.length} neighbours on the way up make the root that the checkpoint names (RFC 6962).`
      : 'The way up does not end at the root that the checkpoint names.',
    values: [
      ...(climbed ? [{ label: 'Computed root', value: hex(climbed.root) }] : []),
      ...(holds ? [] : [{ label: 'Checkpoint', value: hex(checkpoint.root) }]),
    ],
    ...(climbed ? { path: climbed.steps } : {}),
  };
}

async function sealSteps(
  note: SignedNote,
  text: string,
  checkpoint: Checkpoint,
  source: Source,
  kept: Kept,
  say: (step: Step) => boolean,
  end: (more?: Partial<Verdict>) => Verdict,
): Promise<Verdict> {
  if (!(await knowsEd25519())) {
    say({
      id: 'signature',
      title: 'The checkpoint is signed',
      state: 'open',
      text: 'This browser cannot verify Ed25519. Use a newer one, or the proof file with infra/verify.',
    });
    return end({ checkpoint });
  }
  const signer = await signerOf(note, checkpoint, source, kept);
  if (!signer) {
    say({
      id: 'signature',
      title: 'The checkpoint is signed',
      state: 'failed',
      text: `No key of this ledger signed the checkpoint of ${checkpoint.size} lines.`,
    });
    return end({ checkpoint });
  }
  say({
    id: 'signature',
    title: 'The checkpoint is signed',
    state: 'checked',
    text: `Ed25519, over name, ${checkpoint.size} lines and root.`,
    values: [{ label: 'Key', value: await verifierKeyText({ name: checkpoint.origin, ...signer }) }],
  });
  const pinned = kept.keys.find((key) => key.material === signer.material);
  const known = pinned ?? (kept.keys.length === 0 ? firstKey(signer.material) : undefined);
  if (!known) {
    say({
      id: 'key',
      title: 'The key is the one kept here',
      state: 'failed',
      text: 'The ledger is signed by another key than the one this browser keeps. A rotation is announced, and is a line ledger_key.began: compare the new key with one from elsewhere, then trust it under Seal.',
    });
    return end({ checkpoint });
  }
  say({
    id: 'key',
    title: 'The key is the one kept here',
    state: known.isConfirmed ? 'checked' : 'believed',
    text: known.isConfirmed
      ? 'Somebody compared it in this browser with one from elsewhere.'
      : pinned
        ? 'It is the key that this browser saw first. Nobody compared it with one from elsewhere yet: do so under Seal.'
        : 'This browser sees the ledger for the first time and keeps this key. Compare it with one from elsewhere under Seal.',
  });
  const { step, contradiction } = await consistencyStep(text, checkpoint, source, kept);
  if (!say(step)) return end({ checkpoint, ...(contradiction ? { contradiction } : {}) });

  const now = new Date().toISOString();
  const old = kept.checkpoint && parseCheckpoint(parseNote(kept.checkpoint.note).text);
  const isNewer = !old || old.size < checkpoint.size || old.origin !== checkpoint.origin;
  return end({
    checkpoint,
    kept: {
      keys: pinned ? kept.keys : [known],
      checkpoint: isNewer ? { note: text, at: now } : kept.checkpoint,
      since: kept.since ?? now,
    },
  });
}

const firstKey = (material: string) => ({
  material,
  since: new Date().toISOString(),
  isConfirmed: false,
});

/** The key that truly signed: one that is kept here, else one that the server tells of. */
async function signerOf(
  note: SignedNote,
  { origin }: Checkpoint,
  source: Source,
  kept: Kept,
): Promise<{ material: string } | undefined> {
  for (const { material } of kept.keys)
    if (await isSignedBy(note, { name: origin, material })) return { material };
  for (const text of await source.verifierKeys()) {
    const key = await parseVerifierKey(text);
    if (await isSignedBy(note, { name: origin, material: key.material })) return { material: key.material };
  }
  return undefined;
}

const epochless = (origin: string) => origin.replace(/\/epoch\/\d+$/, '');

async function consistencyStep(
  text: string,
  today: Checkpoint,
  source: Source,
  kept: Kept,
): Promise<{ step: Step; contradiction?: Verdict['contradiction'] }> {
  const id = 'consistency';
  const title = 'It continues what this browser kept';
  if (!kept.checkpoint)
    return {
      step: {
        id,
        title,
        state: 'believed',
        text: 'Nothing was kept before. From now on this browser would notice a ledger that was rolled back or rewritten.',
      },
    };
  const before = parseCheckpoint(parseNote(kept.checkpoint.note).text);
  if (before.origin !== today.origin) {
    const isEpoch = epochless(before.origin) === epochless(today.origin);
    return {
      step: {
        id,
        title,
        state: isEpoch ? 'believed' : 'failed',
        text: isEpoch
          ? `A new epoch began, ${today.origin}: lines were lost, and two people went on from there. Its line ledger_epoch.opened says what was lost.`
          : `This browser keeps a checkpoint of another ledger, ${before.origin}.`,
      },
    };
  }
  const [older, newer] = before.size <= today.size ? [before, today] : [today, before];
  const holds =
    older.size === newer.size
      ? await isConsistent(older, newer, [])
      : await source
          .consistency(older.size, newer.size)
          .then((proof) => isConsistent(older, newer, proof.hashes.map(fromHex)))
          .catch((error: unknown) => {
            // A ledger that is shorter than it was refuses the size; anything else is no verdict.
            if (before.size > today.size && error instanceof ApiError && error.status === 400) return false;
            throw error;
          });
  const sizes = [
    { label: 'Kept before', value: `${before.size} lines, ${hex(before.root)}` },
    { label: 'Today', value: `${today.size} lines, ${hex(today.root)}` },
  ];
  if (holds)
    return {
      step: {
        id,
        title,
        state: 'checked',
        text:
          before.size === today.size
            ? 'It is the very checkpoint that is kept here.'
            : `The first ${older.size} of ${newer.size} lines are the same: only lines were added (RFC 6962).`,
        values: sizes,
      },
    };
  return {
    step: {
      id,
      title,
      state: 'failed',
      text: 'The two signed checkpoints contradict each other: the ledger was rolled back, rewritten or forked. Keep both files.',
      values: sizes,
    },
    contradiction: { older: kept.checkpoint.note, newer: text },
  };
}
