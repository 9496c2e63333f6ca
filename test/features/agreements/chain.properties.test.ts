import fc from 'fast-check';
import type { ChainHead, LedgerEntry, LedgerKind } from '../../../src/features/agreements/chain.ts';
import { type Chain, chainOf, type Plan, verify } from './chains.ts';

describe('tampering with generated chains', () => {
  const plan: fc.Arbitrary<Plan> = fc.record({
    kind: fc.constantFrom<LedgerKind>(
      'agreed',
      'agreed',
      'reaffirmed',
      'amended',
      'superseded',
      'revoked',
      'lapsed',
      'redacted',
    ),
    body: fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
    salt: fc.string({ minLength: 1, unit: 'binary' }),
    about: fc.nat(100),
    keep: fc.boolean(),
  });
  const chains = fc.array(plan, { minLength: 1, maxLength: 8 }).map(chainOf);

  const textChanges: ((text: string) => string)[] = [
    (text) => `${text} `,
    (text) => ` ${text}`,
    (text) => `${text}\n`,
    (text) => [...text].slice(1).join(''),
    (text) => [...text].slice(0, -1).join(''),
    (text) => text.toUpperCase(),
    (text) => text.replaceAll(' ', ''),
    (text) => text.normalize('NFD'),
    () => '',
  ];

  function changesOf(entry: LedgerEntry): LedgerEntry[] {
    const { content, seq, agreementNumber, at } = entry;
    const changed: LedgerEntry[] = [];
    for (const change of textChanges) {
      for (const field of ['workspaceId', 'at', 'actor', 'previousHash', 'contentHash', 'hash'] as const) {
        changed.push({ ...entry, [field]: change(entry[field]) });
      }
      if (!content) continue;
      changed.push({ ...entry, content: { ...content, body: change(content.body) } });
      changed.push({ ...entry, content: { ...content, salt: change(content.salt) } });
    }
    for (const by of [-1, 1, 2 ** 31]) changed.push({ ...entry, seq: seq + by });
    for (const kind of [
      'agreed',
      'reaffirmed',
      'amended',
      'superseded',
      'revoked',
      'lapsed',
      'redacted',
    ] as const) {
      changed.push({ ...entry, kind });
    }
    for (const number of [null, 0, (agreementNumber ?? 0) + 1, (agreementNumber ?? 2) - 1]) {
      changed.push({ ...entry, agreementNumber: number });
    }
    changed.push({ ...entry, at: new Date(Date.parse(at) + 1).toISOString() });
    changed.push({ ...entry, at: at.replace('Z', '+00:00') });
    changed.push({ ...entry, content: content ? null : { salt: '', body: '' } });
    if (content) {
      changed.push({ ...entry, content: { salt: content.body, body: content.salt } });
      changed.push({ ...entry, content: { salt: content.salt + content.body, body: '' } });
    }
    return changed.filter((other) => JSON.stringify(other) !== JSON.stringify(entry));
  }

  /** Contents that a kept redaction allows to be erased may be missing or not: neither is tampering. */
  function isErasable({ entries }: Chain, entry: LedgerEntry): boolean {
    return entries.some(
      ({ kind, content, seq }) =>
        kind === 'redacted' && seq > entry.seq && content?.body === `{"redacts":${entry.seq}}`,
    );
  }

  test('every generated chain is right', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        expect(verify(chain)).toEqual({ ok: true, entries: chain.entries.length, faults: [] });
      }),
      { numRuns: 200 },
    );
  });

  test('any changed field of any entry is found, and the first fault names its place', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        for (const [i, entry] of chain.entries.entries()) {
          for (const changed of changesOf(entry)) {
            if (changed.content === null && entry.content !== null && isErasable(chain, entry)) continue;
            const { ok, faults } = verify({ ...chain, entries: chain.entries.with(i, changed) });
            expect([ok, faults[0]?.seq, changed]).toEqual([false, i + 1, changed]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('any changed field of the head is found', () => {
    fc.assert(
      fc.property(chains, ({ entries, head }) => {
        const changed: (ChainHead | null)[] = [
          null,
          ...textChanges.map((change) => ({ ...head, hash: change(head.hash) })),
          ...[-1, 1, 1000].map((by) => ({ ...head, seq: head.seq + by })),
          ...[-1, 1, 1000].map((by) => ({ ...head, agreements: head.agreements + by })),
        ];
        for (const other of changed) {
          if (other?.hash === head.hash && other.seq === head.seq && other.agreements === head.agreements)
            continue;
          expect([verify({ entries, head: other }).ok, other]).toEqual([false, other]);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('any removed, repeated, moved or swapped entry is found, and the first fault names its place', () => {
    fc.assert(
      fc.property(chains, ({ entries, head }) => {
        for (const [i, entry] of entries.entries()) {
          const without = entries.toSpliced(i, 1);
          expect(verify({ entries: without, head }).faults[0]).toEqual({ seq: i + 1, fault: 'missing' });
          for (let j = 0; j <= entries.length; j += 1) {
            const repeated = entries.toSpliced(j, 0, entry);
            // Of two equal neighbours the second is the one too many.
            const place = j === i ? i + 2 : j + 1;
            expect([i, j, verify({ entries: repeated, head }).faults[0]?.seq]).toEqual([i, j, place]);
            if (j === i || j === entries.length) continue;
            const moved = without.toSpliced(j, 0, entry);
            expect(verify({ entries: moved, head }).faults[0]?.seq).toBe(Math.min(i, j) + 1);
            const other = entries[j];
            if (!other) continue;
            const swapped = entries.with(i, other).with(j, entry);
            expect(verify({ entries: swapped, head }).faults[0]?.seq).toBe(Math.min(i, j) + 1);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('an entry of another chain is found wherever it goes in', () => {
    fc.assert(
      fc.property(chains, chains, fc.nat(), (chain, other, n) => {
        const stranger = other.entries[n % other.entries.length];
        const place = n % (chain.entries.length + 1);
        const known = new Set(chain.entries.map(({ hash }) => hash));
        fc.pre(stranger !== undefined && !known.has(stranger.hash));
        const { ok, faults } = verify({ ...chain, entries: chain.entries.toSpliced(place, 0, stranger) });
        expect(ok).toBe(false);
        // One that could have stood there makes the next one the stranger.
        expect([place + 1, place + 2]).toContain(faults[0]?.seq);
      }),
      { numRuns: 200 },
    );
  });
});
