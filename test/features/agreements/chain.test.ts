import { createHash } from 'node:crypto';
import {
  type ChainHead,
  contentHash,
  type EntryHeader,
  entryHash,
  genesisHash,
  type LedgerEntry,
  type LedgerKind,
  sealEntry,
} from '../../../src/features/agreements/chain.ts';
import { type Chain, chainOf, type Plan, verify, workspaceId } from './chains.ts';

const plain = (kind: LedgerKind, about = 0): Plan => ({
  kind,
  body: '{"statement":"We move"}',
  salt: 's',
  about,
});
const example = chainOf([
  plain('agreed'),
  plain('agreed'),
  plain('revoked', 1),
  plain('agreed'),
  plain('redacted', 0), // erases entry 1
  plain('amended', 2),
]);

function faultsOf(entries: readonly LedgerEntry[], head: ChainHead | null): string[] {
  return verify({ entries, head }).faults.map(({ seq, fault }) => `${seq} ${fault}`);
}

/** The example with one entry, by its place from 1, changed and sealed anew with all after it, as by a forger. */
function forged(place: number, change: Partial<EntryHeader>, body?: string | null): Chain {
  const entries: LedgerEntry[] = [];
  for (const entry of example.entries) {
    const changed = entry.seq === place ? { ...entry, ...change } : entry;
    const last = entries.at(-1);
    const previousHash = last?.hash ?? genesisHash(workspaceId);
    const content =
      entry.seq !== place || body === undefined ? entry.content : body === null ? null : { salt: 's', body };
    const hashed = content ? contentHash(content.salt, content.body) : entry.contentHash;
    entries.push({
      ...changed,
      content,
      previousHash,
      contentHash: hashed,
      hash: entryHash(previousHash, changed, hashed),
    });
  }
  return { entries, head: { ...example.head, hash: entries.at(-1)?.hash ?? '' } };
}

describe('sealing', () => {
  const header = {
    workspaceId,
    kind: 'agreed',
    agreementNumber: 1,
    at: '2026-03-02T09:00:00.000Z',
    actor: 'U1',
  } as const;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  test('hashes the previous hash, the canonical header and the content hash', () => {
    const first = sealEntry(null, header, '{"statement":"Ä"}', 'salt');
    const canonical =
      '{"actor":"U1","agreementNumber":1,"at":"2026-03-02T09:00:00.000Z","kind":"agreed","seq":1,"workspaceId":"T1"}';
    expect(first.contentHash).toBe(sha256('["salt","{\\"statement\\":\\"Ä\\"}"]'));
    expect(first.hash).toBe(sha256(sha256('["concord-ledger","T1"]') + canonical + first.contentHash));
    const second = sealEntry(first, { ...header, agreementNumber: 2 }, '{}', 'salt');
    expect(second).toMatchObject({ seq: 2, previousHash: first.hash });
  });

  test('what is not in the header does not change the hash', () => {
    const [entry] = example.entries;
    const { seq, kind, agreementNumber, at, actor, hash } = entry!;
    expect(
      entryHash(
        genesisHash(workspaceId),
        { workspaceId, seq, kind, agreementNumber, at, actor },
        entry!.contentHash,
      ),
    ).toBe(hash);
  });

  test('salt and body cannot run into each other', () => {
    expect(contentHash('ab', 'c')).not.toBe(contentHash('a', 'bc'));
    expect(contentHash('a","b', 'c')).not.toBe(contentHash('a', 'b","c'));
  });

  test.each(['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.0001Z', '2026-03-02T10:00:00.000+01:00', 'soon'])(
    'refuses the time %s',
    (at) => expect(() => sealEntry(null, { ...header, at }, '{}', 'salt')).toThrow(RangeError),
  );

  test('refuses text that would not come back from a database unchanged', () => {
    expect(() => sealEntry(null, header, '\ud800', 'salt')).toThrow();
    expect(() => sealEntry(null, { ...header, actor: '\udc00' }, '{}', 'salt')).toThrow();
  });
});

describe('verifying', () => {
  test('a valid chain, also with an erased content, and an empty one', () => {
    expect(example.entries[0]?.content).toBeNull();
    expect(verify(example)).toEqual({ ok: true, entries: 6, faults: [] });
    expect(verify({ entries: [], head: null })).toEqual({ ok: true, entries: 0, faults: [] });
    expect(verify(chainOf([]))).toEqual({ ok: true, entries: 0, faults: [] });
  });

  test('the place of a fault is named, and one fault is not repeated for all that follows', () => {
    const { entries, head } = example;
    const [e1, e2, e3, e4, e5, e6] = entries as [
      LedgerEntry,
      LedgerEntry,
      LedgerEntry,
      LedgerEntry,
      LedgerEntry,
      LedgerEntry,
    ];
    expect(faultsOf([e1, e3, e4, e5, e6], head)).toEqual(['2 missing', '3 numbering', '4 numbering']);
    expect(faultsOf([e2, e3, e4, e5, e6], head)[0]).toBe('1 missing');
    expect(faultsOf([e1, e2, e3, e4, e5], head)).toEqual(['6 missing']);
    expect(faultsOf([e1, e2, e2, e3, e4, e5, e6], head)).toEqual(['3 order']);
    expect(faultsOf([e1, e2, e4, e3, e5, e6], head)).toEqual(['3 missing', '5 order']);
    expect(faultsOf([e1, e2, { ...e3, actor: 'U9' }, e4, e5, e6], head)).toEqual(['3 hash']);
    expect(faultsOf([e1, e2, { ...e3, seq: 9 }, e4, e5, e6], head)).toEqual(['3 missing', '3 hash']);
    expect(faultsOf([e1, e2, { ...e3, seq: 1 }, e4, e5, e6], head)).toEqual(['3 order', '3 hash']);
    expect(faultsOf([e1, { ...e2, agreementNumber: 9 }, e3, e4, e5, e6], head)).toEqual([
      '2 hash',
      '2 numbering',
    ]);
    expect(faultsOf([e1, e2, { ...e3, content: null }, e4, e5, e6], head)).toEqual(['3 content_missing']);
    expect(faultsOf([e1, e2, { ...e3, content: { salt: 's', body: '{}' } }, e4, e5, e6], head)).toEqual([
      '3 content_hash',
    ]);
    expect(faultsOf([e1, e2, { ...e3, hash: e4.hash }, e4, e5, e6], head)).toEqual([
      '3 hash',
      '4 previous_hash',
    ]);
    expect(faultsOf([e1, e2, e3, e4, { ...e5, actor: 'U9' }, e6], head)).toEqual([
      '5 hash',
      '1 content_missing',
    ]);
    expect(faultsOf([e1, e2, e3, e4, { ...e5, content: null }, e6], head)).toEqual([
      '5 content_missing',
      '1 content_missing',
    ]);
  });

  test.each<[string, ChainHead | null, string]>([
    ['gone', null, '6 head'],
    ['ahead', { ...example.head, seq: 7 }, '7 missing'],
    ['behind', { ...example.head, seq: 5 }, '6 head'],
    ['of another hash', { ...example.head, hash: genesisHash(workspaceId) }, '6 head'],
    ['of other agreements', { ...example.head, agreements: 4 }, '6 head'],
  ])('a head that is %s', (_, head, fault) => expect(faultsOf(example.entries, head)).toEqual([fault]));

  test('a chain whose entries are all gone', () => {
    expect(faultsOf([], example.head)).toEqual(['1 missing']);
  });

  // Hashes that fit do not make these right.
  test.each<[string, Chain, string]>([
    ['another workspace', forged(3, { workspaceId: 'T2' }), '3 workspace'],
    ['a gap in the numbers', forged(2, { agreementNumber: 3 }), '2 numbering'],
    ['an agreed entry without a number', forged(2, { agreementNumber: null }), '2 numbering'],
    ['an agreement that is still to come', forged(3, { agreementNumber: 3 }), '3 numbering'],
    ['an agreement 0', forged(3, { agreementNumber: 0 }), '3 numbering'],
    ['a revocation of nothing', forged(3, { agreementNumber: null }), '3 numbering'],
    ['a redaction of another entry', forged(5, {}, '{"redacts":2}'), '1 content_missing'],
    ['a redaction of a later entry', forged(5, {}, '{"redacts":6}'), '5 redaction'],
    ['a redaction of itself', forged(5, {}, '{"redacts":5}'), '5 redaction'],
    ['a redaction of nothing', forged(5, {}, '{}'), '5 redaction'],
    ['a redaction of half an entry', forged(5, {}, '{"redacts":1.5}'), '5 redaction'],
    ['a redaction of something by name', forged(5, {}, '{"redacts":"1"}'), '5 redaction'],
    ['a redaction that is no object', forged(5, {}, 'null'), '5 redaction'],
    ['a redaction that cannot be read', forged(5, {}, '{redacts: 1}'), '5 redaction'],
    ['an erased redaction', forged(5, {}, null), '5 content_missing'],
    ['an erasure that no redaction follows', forged(6, {}, null), '6 content_missing'],
    [
      'another kind in place of the redaction',
      forged(5, { kind: 'lapsed', agreementNumber: 1 }),
      '1 content_missing',
    ],
  ])('%s', (_, { entries, head }, fault) => expect(faultsOf(entries, head)[0]).toBe(fault));

  test('a redaction cannot be erased by another one', () => {
    const chain = chainOf([plain('agreed'), plain('redacted'), plain('redacted')]);
    const [e1, e2, e3] = chain.entries as [LedgerEntry, LedgerEntry, LedgerEntry];
    const second = sealEntry(e2, e3, '{"redacts":2}', 's');
    expect(faultsOf([e1, { ...e2, content: null }, second], { ...chain.head, hash: second.hash })[0]).toBe(
      '2 content_missing',
    );
  });

  test('not every fault of a ruined chain is kept', () => {
    const { entries, head } = chainOf(Array.from({ length: 300 }, () => plain('agreed')));
    const ruined = entries.map((entry) => ({ ...entry, actor: 'U9' }));
    expect(verify({ entries: ruined, head })).toMatchObject({ ok: false, entries: 300 });
    expect(verify({ entries: ruined, head }).faults).toHaveLength(100);
  });
});
