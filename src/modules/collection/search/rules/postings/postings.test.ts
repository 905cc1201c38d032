import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteStreams } from './byte-streams.ts';
import { decodePositions, encodePositions, phraseFields } from './positions.ts';
import { EMPTY, inFields, intersect, near, rank, seek, subtract, union, unionAll } from './postings.ts';
import { decodeAscending, encodeAscending } from './varbyte.ts';

const listOf = (maxLength: number, max: number) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max }), fc.integer({ min: 1, max: 15 })), {
      maxLength,
      selector: ([ord]) => ord,
    })
    .map((pairs) => Uint32Array.from(pairs.map(([ord, mask]) => ord * 16 + mask)).sort());
const list = listOf(150, 300);
const asMap = (entries: Uint32Array): Map<number, number> =>
  new Map([...entries].map((entry) => [entry >>> 4, entry & 15]));
const sorted = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);

describe('varbytes', () => {
  test('whatever ascending numbers are written are read again', () => {
    const numbers = fc.uniqueArray(fc.nat({ max: 0xffffffff }), { maxLength: 300 }).map((all) => sorted(all));
    fc.assert(fc.property(numbers, (all) => void expect([...decodeAscending(encodeAscending(all))]).toEqual(all)));
  });
  test('a posting of a common word takes about one byte', () => {
    const every5th = Array.from({ length: 1000 }, (_, index) => index * 5 * 16 + 1);
    expect(encodeAscending(every5th).length).toBeLessThan(1010);
  });
  test('bytes cut short give what is there instead of failing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void decodeAscending(bytes)));
  });
});

describe('places of words', () => {
  const places = fc.uniqueArray(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 20 }).map(sorted);
  test('are read as they were written, record by record', () => {
    fc.assert(
      fc.property(fc.array(places, { maxLength: 30 }), (records) => {
        const { starts, values } = decodePositions(encodePositions(records), records.length);
        const read = records.map((_, index) => [...values.subarray(starts[index], starts[index + 1])]);
        expect(read).toEqual(records);
      }),
    );
  });
  test('a phrase stands where its words follow each other in one field', () => {
    const at = (...numbers: number[]) => [{ values: Uint32Array.from(numbers), from: 0, to: numbers.length }];
    expect(phraseFields([at(0, 40), at(4)])).toBe(1);
    expect(phraseFields([at(0), at(8)])).toBe(0);
    expect(phraseFields([at(0 * 4), at(1 * 4 + 1)])).toBe(0);
    expect(phraseFields([at(10 * 4 + 2), at(11 * 4 + 2), at(12 * 4 + 2)])).toBe(4);
  });
});

describe('lists of records', () => {
  test('what is in both lists is the intersection of the sets, and the worse rank stays', () => {
    for (const [left, right] of [
      [list, list],
      [listOf(6, 5000), listOf(900, 5000)],
    ] as const) {
      fc.assert(
        fc.property(left, right, (a, b) => {
          const other = asMap(b);
          const expected = [...asMap(a)].filter(([ord]) => other.has(ord));
          const result = intersect(a, b);
          expect(asMap(result)).toEqual(
            new Map(expected.map(([ord, mask]) => [ord, Math.max(mask, other.get(ord) ?? 0)])),
          );
          expect([...result]).toEqual(sorted(result));
        }),
      );
    }
  });
  test('a union has the records of both with the fields of both, in order', () => {
    fc.assert(
      fc.property(list, list, list, (a, b, c) => {
        const expected = new Map<number, number>();
        for (const entry of [...a, ...b, ...c])
          expected.set(entry >>> 4, (expected.get(entry >>> 4) ?? 0) | (entry & 15));
        const result = unionAll([a, b, c]);
        expect(asMap(result)).toEqual(expected);
        expect([...result]).toEqual(sorted(result));
        expect([...union(a, b)]).toEqual([...union(b, a)]);
      }),
    );
    fc.assert(
      fc.property(fc.array(list, { minLength: 5, maxLength: 12 }), (many) => {
        expect([...unionAll(many)]).toEqual([...many.reduce<Uint32Array>(union, EMPTY)]);
      }),
    );
  });
  test('what is near a short list is all of it that the long list has, or the long list itself', () => {
    fc.assert(
      fc.property(listOf(900, 5000), listOf(6, 5000), (long, short) => {
        const wanted = asMap(short);
        const kept = [...long].filter((entry) => wanted.has(entry >>> 4));
        expect([[...long], kept]).toContainEqual([...near(long, short)]);
        expect(near(long, null)).toBe(long);
      }),
    );
  });
  test('what is subtracted is gone, the rest is untouched', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        const out = asMap(b);
        expect([...subtract(a, b)]).toEqual([...a].filter((entry) => !out.has(entry >>> 4)));
      }),
    );
  });
  test('a field limits a list to the records that have the word there', () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 15 }), (all, mask) => {
        const expected = [...all].filter((entry) => entry & mask).map((entry) => (entry & ~15) | (entry & mask));
        expect([...inFields(all, mask)]).toEqual(expected);
      }),
    );
  });
  test('jumping through a list stops where walking would', () => {
    fc.assert(
      fc.property(list, fc.nat({ max: 150 }), fc.nat({ max: 6000 }), (all, from, value) => {
        const start = Math.min(from, all.length);
        const place = [...all].findIndex((entry, index) => index >= start && entry >= value);
        expect(seek(all, start, value)).toBe(place < 0 ? all.length : place);
      }),
    );
  });
  test('the word as typed in the title is best, inflected forms and other fields come after', () => {
    const matches = Uint32Array.from([1 * 16 + 1, 2 * 16 + 1, 3 * 16 + 4, 4 * 16 + 9]);
    const exact = Uint32Array.from([1 * 16 + 1, 3 * 16 + 4, 4 * 16 + 8]);
    expect([...rank(matches, exact)].map((entry) => entry & 15)).toEqual([0, 1, 4, 1]);
    expect([...rank(matches, matches)].map((entry) => entry & 15)).toEqual([0, 0, 4, 0]);
  });
});

describe('many byte streams in one buffer', () => {
  test('each stream gives back its own bytes', () => {
    const writes = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.uint8Array({ maxLength: 200 })), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(writes, (all) => {
        const streams = new ByteStreams();
        const numbers = [0, 1, 2, 3, 4].map(() => streams.open());
        for (const [stream, bytes] of all) streams.append(numbers[stream] ?? 0, bytes, bytes.length);
        for (const number of numbers) {
          const expected = all.filter(([stream]) => numbers[stream] === number).flatMap(([, bytes]) => [...bytes]);
          expect([...streams.read(number)]).toEqual(expected);
        }
      }),
    );
  });
  test('thousands of streams grow side by side', () => {
    const streams = new ByteStreams();
    const numbers = Array.from({ length: 3000 }, () => streams.open());
    for (let round = 0; round < 40; round++) {
      for (const number of numbers) streams.append(number, Uint8Array.of(number & 255, round), 2);
    }
    for (const number of numbers) {
      const bytes = streams.read(number);
      expect(bytes.length).toBe(80);
      expect(bytes[78]).toBe(number & 255);
      expect(bytes[79]).toBe(39);
    }
  });
});
