import { beforeAll, describe, expect, it } from 'vitest';
import type { BatchRowProof, ConsistencyProof, InclusionProof, LedgerEntry } from '@/api/types';
import { ApiError } from '@/lib/problem';
import { type Bytes, fromHex, hex, joined, sha256, utf8 } from './bytes';
import { canonical, readCanonical } from './canonical';
import { checkCheckpoint, checkEntry, type Source, type StepState, type Verdict } from './check';
import { compare } from './compare';
import type { Kept } from './kept';
import { climb, isConsistent, leafHash, nodeHash } from './merkle';
import { parseNote, parseVerifierKey, verifierKeyText } from './note';

// The leaves and roots of RFC 6962's own reference implementation.
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

// Section 2.1 of the RFC, word for word: another way to the same hashes than the one under test.
const split = (n: number) => 2 ** Math.ceil(Math.log2(n) - 1);
async function root(leaves: Bytes[]): Promise<Bytes> {
  if (leaves.length === 1) return leaves[0] as Bytes;
  const k = split(leaves.length);
  return nodeHash(await root(leaves.slice(0, k)), await root(leaves.slice(k)));
}
async function path(m: number, leaves: Bytes[]): Promise<Bytes[]> {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...(await path(m, leaves.slice(0, k))), await root(leaves.slice(k))]
    : [...(await path(m - k, leaves.slice(k))), await root(leaves.slice(0, k))];
}
async function proof(m: number, leaves: Bytes[], isWhole = true): Promise<Bytes[]> {
  if (m === leaves.length) return isWhole ? [] : [await root(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...(await proof(m, leaves.slice(0, k), isWhole)), await root(leaves.slice(k))]
    : [...(await proof(m - k, leaves.slice(k), false)), await root(leaves.slice(0, k))];
}

const flipped = (bytes: Bytes, at = 0, bit = 1): Bytes => {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ bit;
  return copy;
};
const base64 = (bytes: Bytes) => btoa(String.fromCharCode(...bytes));

describe('the Merkle tree of RFC 6962', () => {
  let leaves: Bytes[];
  beforeAll(async () => {
    leaves = await Promise.all(LEAVES.map((leaf) => leafHash(fromHex(leaf))));
  });

  it('leads from every leaf of every size to the known root, and from no flipped hash', async () => {
    for (let size = 1; size <= 8; size++) {
      const some = leaves.slice(0, size);
      for (let index = 0; index < size; index++) {
        const way = await path(index, some);
        const leaf = some[index] as Bytes;
        expect(hex((await climb(index, size, leaf, way))?.root as Bytes)).toBe(ROOTS[size - 1]);
        for (const [at, node] of way.entries()) {
          const wrong = await climb(index, size, leaf, way.with(at, flipped(node, at, 128)));
          expect(hex(wrong?.root as Bytes)).not.toBe(ROOTS[size - 1]);
        }
        const otherLeaf = await climb(index, size, flipped(leaf, 31), way);
        expect(hex(otherLeaf?.root as Bytes)).not.toBe(ROOTS[size - 1]);
        expect(await climb(index, size, leaf, [...way, leaf])).toBeUndefined();
        if (way.length > 0) expect(await climb(index, size, leaf, way.slice(1))).toBeUndefined();
      }
    }
    expect(await climb(8, 8, leaves[0] as Bytes, [])).toBeUndefined();
    expect(await climb(-1, 8, leaves[0] as Bytes, [])).toBeUndefined();
  });

  it('tells every earlier tree from another, for every pair of sizes', async () => {
    for (let older = 1; older <= 8; older++) {
      for (let newer = older; newer <= 8; newer++) {
        const from = { size: older, root: fromHex(ROOTS[older - 1] as string) };
        const to = { size: newer, root: fromHex(ROOTS[newer - 1] as string) };
        const nodes = await proof(older, leaves.slice(0, newer));
        expect(await isConsistent(from, to, nodes), `${older} to ${newer}`).toBe(true);
        expect(await isConsistent({ ...from, root: flipped(from.root) }, to, nodes)).toBe(false);
        expect(await isConsistent(from, { ...to, root: flipped(to.root, 31) }, nodes)).toBe(false);
        for (const [at, node] of nodes.entries())
          expect(await isConsistent(from, to, nodes.with(at, flipped(node, 7)))).toBe(false);
        expect(await isConsistent(from, to, [...nodes, from.root])).toBe(false);
      }
    }
    const one = { size: 1, root: fromHex(ROOTS[0] as string) };
    const two = { size: 2, root: fromHex(ROOTS[1] as string) };
    expect(await isConsistent(two, one, [])).toBe(false);
    expect(await isConsistent(one, two, [])).toBe(false);
  });
});

describe('canonical JSON', () => {
  it('is that of RFC 8785', () => {
    expect(
      canonical(JSON.parse('{"\\u20ac":1,"\\r":2,"a":[333333333.33333329,1E30,4.50,2e-3,1e-27,null]}')),
    ).toBe('{"\\r":2,"a":[333333333.3333333,1e+30,4.5,0.002,1e-27,null],"€":1}');
  });

  it('is not: spaces, another order, a member twice, broken UTF-8', () => {
    expect(readCanonical(utf8('{"a":1,"b":2}'))).toEqual({ a: 1, b: 2 });
    for (const text of ['{"a": 1}', '{"b":1,"a":2}', '{"a":1,"a":1}', '[1]', '', '{"a":1.0}'])
      expect(readCanonical(utf8(text)), text).toBeUndefined();
    expect(readCanonical(Uint8Array.of(0x7b, 0xff, 0x7d))).toBeUndefined();
  });
});

// A small ledger of our own, signed by a key of our own.
const ORIGIN = 'ledger.example/test';
let pair: CryptoKeyPair;
let material: string;
let lines: Bytes[];
let hashes: Bytes[];
let entry: LedgerEntry;

async function keyPair() {
  const made = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', made.publicKey));
  return { made, material: base64(joined(Uint8Array.of(1), raw)) };
}

async function checkpointOf(size: number, tree = hashes, origin = ORIGIN, by = pair): Promise<string> {
  const text = `${origin}\n${size}\n${base64(await root(tree.slice(0, size)))}\n`;
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', by.publicKey));
  const named = await sha256(joined(utf8(`${origin}\n`), Uint8Array.of(1), raw));
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', by.privateKey, utf8(text)));
  return `${text}\n— ${origin} ${base64(joined(named.slice(0, 4), signature))}\n`;
}

const DIGEST = { sha256: 'ab'.repeat(32) };
const line = (position: number) => ({
  formatVersion: 1,
  occurredAt: '2026-11-25T10:00:00.120000Z',
  actor: { issuer: 'https://issuer', subject: 'ada' },
  actorName: DIGEST,
  reason: DIGEST,
  action: 'incident.status_changed',
  recordType: 'incident',
  recordId: '01990000-0000-7000-8000-000000000001',
  recordVersion: position,
  requestId: 'trace',
  stateSha256: 'cd'.repeat(32),
  change: {
    status: { before: 'detected', after: 'acknowledged' },
    title: { after: DIGEST },
  },
});

const shown = (position: number, leaf: Bytes): LedgerEntry => ({
  position,
  occurredAt: '2026-11-25T10:00:00.12Z',
  actor: { issuer: 'https://issuer', subject: 'ada', name: 'Ada' },
  action: 'incident.status_changed',
  recordType: 'incident',
  recordId: '01990000-0000-7000-8000-000000000001',
  recordVersion: position,
  reason: 'seen',
  change: { status: { before: 'detected', after: 'acknowledged' }, title: { after: 'Down' } },
  stateSha256: 'cd'.repeat(32),
  leafSha256: hex(leaf),
  requestId: 'trace',
  clientAddress: null,
  batch: null,
});

beforeAll(async () => {
  const key = await keyPair();
  pair = key.made;
  material = key.material;
  lines = Array.from({ length: 7 }, (_, position) => utf8(canonical(line(position))));
  hashes = await Promise.all(lines.map(leafHash));
  entry = shown(4, hashes[4] as Bytes);
});

const inclusion = async (position: number, size = 7): Promise<InclusionProof> => ({
  position,
  entry: base64(lines[position] as Bytes),
  leafSha256: hex(hashes[position] as Bytes),
  treeSize: size,
  rootSha256: '',
  hashes: (await path(position, hashes.slice(0, size))).map(hex),
  checkpoint: await checkpointOf(size),
});

function source(change: Partial<Source> = {}): Source {
  return {
    inclusion: (position) => inclusion(position),
    row: () => Promise.reject(new Error('no batch')),
    consistency: async (from, to) =>
      ({ hashes: (await proof(from, hashes.slice(0, to))).map(hex) }) as ConsistencyProof,
    verifierKeys: async () => [await verifierKeyText({ name: ORIGIN, material })],
    ...change,
  };
}

const pinned = async (size?: number): Promise<Kept> => ({
  keys: [{ material, since: '2026-01-01T00:00:00Z', isConfirmed: true }],
  ...(size ? { checkpoint: { note: await checkpointOf(size), at: '2026-01-01T00:00:00Z' } } : {}),
});

const states = (verdict: Verdict): Record<string, StepState> =>
  Object.fromEntries(verdict.steps.map((step) => [step.id, step.state]));

describe('an entry', () => {
  it('is believed in part the first time, and proved by what was kept the next', async () => {
    const first = await checkEntry(entry, source(), { keys: [] });
    expect(first.state).toBe('checked');
    expect(states(first)).toEqual({
      line: 'checked',
      leaf: 'checked',
      path: 'checked',
      signature: 'checked',
      key: 'believed',
      consistency: 'believed',
    });
    expect(first.kept.keys).toMatchObject([{ material, isConfirmed: false }]);
    expect(first.kept.checkpoint?.note).toBe(await checkpointOf(7));
    expect(first.steps[0]?.text).toContain('3 personal values');

    const next = await checkEntry(entry, source(), await pinned(3));
    expect(Object.values(states(next))).toEqual(Array(6).fill('checked'));
    expect(next.steps.find(({ id }) => id === 'path')?.path).toHaveLength(3);
    expect(next.kept.checkpoint?.note).toBe(await checkpointOf(7));
  });

  it('fails at every flipped bit of line, hashes, checkpoint and signature', async () => {
    const kept = await pinned();
    const whole = await inclusion(4);
    const failing = async (change: Partial<InclusionProof>, at: string) => {
      const verdict = await checkEntry(
        entry,
        source({ inclusion: async () => ({ ...whole, ...change }) }),
        kept,
      );
      expect(verdict.state, at).toBe('failed');
      expect(verdict.steps.at(-1)?.state, at).toBe('failed');
      expect(verdict.kept, at).toBe(kept);
    };
    const bytes = lines[4] as Bytes;
    for (let at = 0; at < bytes.length; at += 3)
      await failing({ entry: base64(flipped(bytes, at, 1 << (at % 7))) }, `line byte ${at}`);
    for (const [at, one] of whole.hashes.entries())
      await failing({ hashes: whole.hashes.with(at, hex(flipped(fromHex(one), at))) }, `hash ${at}`);
    await failing({ hashes: whole.hashes.slice(1) }, 'a hash less');
    await failing({ leafSha256: hex(flipped(hashes[4] as Bytes)) }, 'leaf');
    for (let at = 0; at < whole.checkpoint.length; at += 2) {
      const note = whole.checkpoint;
      const other = note[at] === 'A' ? 'B' : 'A';
      // Base64's last digit before padding has bits that say nothing.
      if (note.slice(at + 1, at + 2) === '=' || note[at] === '\n') continue;
      await failing({ checkpoint: note.slice(0, at) + other + note.slice(at + 1) }, `checkpoint ${at}`);
    }
  });

  it('fails when the page is told something else than the line says', async () => {
    const kept = await pinned();
    for (const change of [
      { action: 'incident.updated' },
      { recordVersion: 5 },
      { actor: { ...entry.actor, subject: 'bob' } },
      { occurredAt: '2026-11-25T10:00:00.12001Z' },
      { stateSha256: 'ce'.repeat(32) },
      { change: { ...entry.change, status: { before: 'detected', after: 'resolved' } } },
      { change: { ...entry.change, extra: { after: 1 } } },
      { leafSha256: hex(hashes[3] as Bytes) },
    ] as Partial<LedgerEntry>[]) {
      const verdict = await checkEntry({ ...entry, ...change }, source(), kept);
      expect(verdict.state, JSON.stringify(change)).toBe('failed');
    }
  });

  it('fails by another key than the kept one, however well that signs', async () => {
    const other = await keyPair();
    const kept = { keys: [{ material: other.material, since: '', isConfirmed: true }] };
    const verdict = await checkEntry(entry, source(), kept);
    expect(states(verdict)).toMatchObject({ signature: 'checked', key: 'failed' });
    expect(verdict.kept).toBe(kept);
  });

  it('fails in a ledger that was rewritten or rolled back and signed anew', async () => {
    const other = hashes.with(1, flipped(hashes[1] as Bytes));
    const rewritten = { ...(await pinned()), checkpoint: { note: await checkpointOf(3, other), at: '' } };
    const one = await checkEntry(entry, source(), rewritten);
    expect(states(one).consistency).toBe('failed');
    expect(one.contradiction).toEqual({
      older: rewritten.checkpoint.note,
      newer: await checkpointOf(7),
    });
    const forked = { ...(await pinned()), checkpoint: { note: await checkpointOf(7, other), at: '' } };
    expect(states(await checkEntry(entry, source(), forked)).consistency).toBe('failed');
    const back = source({
      inclusion: (position) => inclusion(position, 5),
      consistency: () => Promise.reject(new ApiError({ type: 'x', title: 'Invalid', status: 400 })),
    });
    const silent = { ...back, consistency: () => Promise.reject(new Error('away')) };
    await expect(checkEntry(entry, silent, await pinned(6))).rejects.toThrow('away');
    expect(states(await checkEntry(entry, back, await pinned(6))).consistency).toBe('failed');
  });

  it('is held against a checkpoint that another tab kept meanwhile', async () => {
    const verdict = await checkEntry(
      entry,
      source({ inclusion: (position) => inclusion(position, 5) }),
      await pinned(7),
    );
    expect(states(verdict).consistency).toBe('checked');
    expect(verdict.kept.checkpoint?.note).toBe(await checkpointOf(7));
  });

  it('has no verdict when the server does not answer', async () => {
    const away = source({ consistency: () => Promise.reject(new Error('away')) });
    await expect(checkEntry(entry, away, await pinned(3))).rejects.toThrow('away');
  });

  it('of a batch is proved through the batch root that the line names', async () => {
    const rows = ['a', 'b', 'c'].map((id) =>
      utf8(canonical({ change: {}, recordId: id, recordVersion: 0, stateSha256: 'ef'.repeat(32) })),
    );
    const leaves = await Promise.all(rows.map(leafHash));
    const rootSha256 = hex(await root(leaves));
    const { change: _c, recordId: _r, recordVersion: _v, stateSha256: _s, ...rest } = line(4);
    const batchLine = utf8(canonical({ ...rest, batch: { count: 3, rootSha256 } }));
    const leaf = await leafHash(batchLine);
    const tree = hashes.with(4, leaf);
    const lineProof: InclusionProof = {
      ...(await inclusion(4)),
      entry: base64(batchLine),
      leafSha256: hex(leaf),
      hashes: (await path(4, tree)).map(hex),
      checkpoint: await checkpointOf(7, tree),
    };
    const told: BatchRowProof = {
      row: base64(rows[1] as Bytes),
      rowIndex: 1,
      rowSha256: hex(leaves[1] as Bytes),
      rows: 3,
      rootSha256,
      hashes: (await path(1, leaves)).map(hex),
      line: lineProof,
    };
    const one: LedgerEntry = {
      ...shown(4, leaf),
      recordId: 'b',
      recordVersion: 0,
      change: {},
      stateSha256: 'ef'.repeat(32),
      batch: { count: 3, root: rootSha256, index: 1 },
    };
    const good = await checkEntry(one, source({ row: async () => told }), await pinned());
    expect(states(good)).toMatchObject({ line: 'checked', row: 'checked', path: 'checked' });
    const other = { ...told, row: base64(rows[2] as Bytes) };
    const bad = await checkEntry(
      { ...one, recordId: 'c' },
      source({ row: async () => other }),
      await pinned(),
    );
    expect(states(bad).row).toBe('failed');
  });

  it('that only readers of the whole ledger may see is proved by its hash', async () => {
    const hidden = source({ inclusion: async (at) => ({ ...(await inclusion(at)), entry: null }) });
    const verdict = await checkEntry(entry, hidden, await pinned());
    expect(states(verdict)).toMatchObject({ line: 'believed', leaf: 'believed', path: 'checked' });
  });
});

describe('a checkpoint', () => {
  it('of a new epoch is said to be one, and of another ledger refused', async () => {
    const kept = await pinned(5);
    const epoch = `${ORIGIN}/epoch/2`;
    const next = await checkCheckpoint(await checkpointOf(7, hashes, epoch), source(), kept);
    expect(states(next)).toEqual({ signature: 'checked', key: 'checked', consistency: 'believed' });
    expect(next.kept.checkpoint?.note).toContain(epoch);
    const other = await checkCheckpoint(await checkpointOf(7, hashes, 'other.example'), source(), kept);
    expect(states(other).consistency).toBe('failed');
  });

  it('is a signed note, and nothing else is', () => {
    for (const text of ['', 'a\n1\nb\n', 'a\n1\nb\n\n', 'a\n1\nb\n\nx y z\n', 'a\n\n— k AAAA\n'])
      expect(() => parseNote(text), JSON.stringify(text)).toThrow(SyntaxError);
  });
});

describe('a verifier key', () => {
  it('is read only whole: a typing error shows in its own hash', async () => {
    const text = await verifierKeyText({ name: ORIGIN, material });
    expect(await parseVerifierKey(` ${text}\n`)).toEqual({ name: ORIGIN, material });
    for (const wrong of [text.replace('ledger', 'ladger'), text.slice(0, -4), 'x', ''])
      await expect(parseVerifierKey(wrong)).rejects.toThrow(SyntaxError);
  });
});

describe('what is shown beside a line', () => {
  it('counts erased values as nothing believed, and says what is kept beside', () => {
    const said = { ...line(4), change: { sha256: 'ab'.repeat(32), size: 70_000 } };
    expect(compare(entry, said)).toEqual({ differing: [], personal: 2, isKeptBeside: true });
    const erased = { ...entry, reason: null, actor: { ...entry.actor, name: null } };
    expect(compare({ ...erased, change: line(4).change }, line(4))).toEqual({
      differing: [],
      personal: 0,
      isKeptBeside: false,
    });
  });
});
