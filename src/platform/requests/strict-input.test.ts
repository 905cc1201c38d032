import { expect, test } from 'vitest';
import { z } from 'zod';
import { isoInstant } from './http.ts';
import { strictly } from './strict-input.ts';

const inner = z.object({ a: z.string() });
const known = { a: 'x' };
const foreign = { a: 'x', asing: 1 };

test.each<[string, z.ZodType, (value: object) => unknown]>([
  ['an object', inner, (value) => value],
  ['a field', z.object({ f: inner.optional() }), (f) => ({ f })],
  ['a field of an object that is strict itself', z.strictObject({ f: inner }), (f) => ({ f })],
  ['a list', z.array(inner.nullable()), (value) => [value]],
  ['one of several', z.union([z.string(), inner]), (value) => value],
  [
    'one told by a field',
    z.discriminatedUnion('kind', [inner.extend({ kind: z.literal('k') })]),
    (v) => ({ ...v, kind: 'k' }),
  ],
  ['a record', z.record(z.string(), inner), (k) => ({ k })],
  ['what is changed after it is read', inner.transform(({ a }) => a), (value) => value],
  ['what is changed before it is read', z.preprocess((value) => value, inner), (value) => value],
  ['what is read further', inner.pipe(z.object({ a: z.string() })), (value) => value],
  ['what is named later', z.lazy(() => inner), (value) => value],
  ['with a rule', inner.refine(({ a }) => a === 'x'), (value) => value],
])('%s takes what it knows and refuses what it does not', (_name, schema, made) => {
  const strict = strictly(schema);
  expect(z.safeParse(strict, made(known)).success).toBe(true);
  expect(z.safeParse(strict, made(foreign)).success).toBe(false);
});

test('defaults, codecs and rules stay', () => {
  const schema = z.object({ at: isoInstant, n: z.coerce.number().default(3) }).refine(({ n }) => n > 2, 'few');
  const strict = strictly(schema);
  expect(z.parse(strict, { at: '2026-11-28T00:00:00Z' })).toEqual({ at: new Date('2026-11-28T00:00:00Z'), n: 3 });
  expect(z.safeParse(strict, { at: '2026-11-28T00:00:00Z', n: 1 }).success).toBe(false);
  expect(z.safeParse(strict, { at: 'besok' }).success).toBe(false);
  expect(z.parse(strictly(z.looseObject({})), { asing: 1 })).toEqual({ asing: 1 });
});
