import { expect, test } from 'vitest';
import fc from 'fast-check';
import { readByteRange } from './byte-range.ts';

test('a browser that asks for a part of a file gets that part', () => {
  expect(readByteRange('bytes=0-99', 1000)).toEqual({ start: 0, end: 99 });
  expect(readByteRange('bytes=900-', 1000)).toEqual({ start: 900, end: 999 });
  expect(readByteRange('bytes=-100', 1000)).toEqual({ start: 900, end: 999 });
  expect(readByteRange('bytes=500-5000', 1000)).toEqual({ start: 500, end: 999 });
});

test('what is no range of ours is answered with the whole file, what lies outside with a refusal', () => {
  for (const header of [null, '', 'bytes=', 'bytes=-', 'lines=1-2', 'bytes=0-1,5-6', 'bytes=9-3']) {
    expect(readByteRange(header, 1000), String(header)).toBeNull();
  }
  expect(readByteRange('bytes=1000-', 1000)).toBe('unsatisfiable');
  expect(readByteRange('bytes=-0', 1000)).toBe('unsatisfiable');
  expect(readByteRange('bytes=0-0', 0)).toBe('unsatisfiable');
});

test('no header leads outside the file', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(5000), fc.integer({ min: 1, max: 4000 }), (from, to, size) => {
      const part = readByteRange(`bytes=${from}-${to}`, size);
      if (part === null || part === 'unsatisfiable') return;
      expect(part.start).toBeLessThanOrEqual(part.end);
      expect(part.end).toBeLessThan(size);
    }),
  );
});
