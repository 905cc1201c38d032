import { expect, test } from 'vitest';
import { z } from 'zod';
import { day, instant, isStorable, standingDay, unstorableField, version, withinDays } from './bounds.ts';
import { AppError } from '../errors.ts';
import { isoInstant } from './http.ts';
import { parseInput } from './parse-input.ts';

function reasons(schema: z.ZodType, input: unknown): Record<string, string> {
  try {
    parseInput(schema, input);
    return {};
  } catch (error) {
    if (error instanceof AppError) return error.fields;
    throw error;
  }
}

test('a day of an act exists and lies between 1900 and 2200; one that stands may be any that a calendar knows', () => {
  const form = z.object({ on: day });
  expect(reasons(form, { on: '2026-11-25' })).toEqual({});
  for (const on of ['9999-12-31', '1899-12-31', '0001-01-01', '2201-01-01'])
    expect(reasons(form, { on })).toEqual({ on: 'day_out_of_reach' });
  for (const on of ['0000-00-00', '+010000-01-01', '2026-02-30', '2026-1-1', '', 'NaN', 5])
    expect(reasons(form, { on })).toEqual({ on: 'invalid' });
  expect(reasons(z.object({ on: standingDay }), { on: '9999-12-31' })).toEqual({});
  expect(reasons(z.object({ on: standingDay }), { on: '0000-01-01' })).toEqual({ on: 'invalid' });
});

test('a period is in order and no longer than a page can show; days that are none do not break its check', () => {
  const period = z.object({ from: day, to: day }).superRefine(withinDays(31));
  expect(reasons(period, { from: '2026-01-01', to: '2026-01-31' })).toEqual({});
  expect(reasons(period, { from: '2026-01-01', to: '2026-02-01' })).toEqual({ to: 'period_too_long' });
  expect(reasons(period, { from: '2026-01-02', to: '2026-01-01' })).toEqual({ to: 'before_start' });
  expect(reasons(period, { from: '0000-00-00', to: '9999-12-31' })).toEqual({
    from: 'invalid',
    to: 'day_out_of_reach',
  });
});

test('an instant is bound when it comes in; what stands is said as it is', () => {
  expect(reasons(z.object({ at: isoInstant }), { at: '9999-12-31T00:00:00Z' })).toEqual({ at: 'day_out_of_reach' });
  expect(reasons(z.object({ at: isoInstant }), { at: '2026-11-25T08:00:00+07:00' })).toEqual({});
  expect(isoInstant.encode(new Date('9999-12-31T16:59:59Z'))).toBe('9999-12-31T16:59:59.000Z');
  expect(reasons(z.object({ at: instant }), { at: new Date('9999-12-31') })).toEqual({ at: 'day_out_of_reach' });
  expect(reasons(z.object({ at: instant }), { at: new Date('tomorrow') })).toEqual({ at: 'invalid' });
});

test('a version fits its column', () => {
  for (const wrong of [-1, 2_147_483_648, 1.5, Number.NaN, Infinity])
    expect(Object.keys(reasons(z.object({ version }), { version: wrong }))).toEqual(['version']);
});

test('what PostgreSQL cannot keep is found, wherever it stands', () => {
  expect(isStorable('Laskar Pelangi 🌈')).toBe(true);
  expect(unstorableField({ title: 'a', rows: [{ note: 'b' }, { note: 'c\0' }] })).toBe('rows.1.note');
  expect(unstorableField({ title: '\ud800' })).toBe('title');
  expect(unstorableField({ 'na\0me': 1 })).toBe('_');
  expect(unstorableField('\udc00')).toBe('_');
  // as Fastify makes the parameters of a request
  const bare = Object.assign(Object.create(Object.create(null) as object) as object, { item: 'a\0' });
  expect(unstorableField(bare)).toBe('item');
  expect(unstorableField({ title: 'Bumi', at: new Date(), n: 1, none: null })).toBeNull();
  const deep: unknown = JSON.parse('['.repeat(5000) + ']'.repeat(5000));
  expect(unstorableField({ deep })).toMatch(/^deep\.0\.0/);
});
