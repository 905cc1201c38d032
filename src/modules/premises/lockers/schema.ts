import { z } from 'zod';
import { LOCKERS_AT_ONCE } from './client.ts';

export const lockerNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9-]{1,12}$/, 'locker_number');

/** To whom a key is handed, and which one. */
export const handOutInput = z.object({
  /** Card of a member; left out = a guest. */
  card: z.string().trim().max(100).default(''),
  /** What a guest is called, if they say so. */
  guestName: z.string().trim().max(80).default(''),
  /** Number of the locker; left out = the first free one. */
  number: z.union([z.literal('').transform(() => null), lockerNumber]).nullish(),
});
export type HandOutInput = z.input<typeof handOutInput>;

/** A row of lockers: `A`, 1–24 → A01 … A24. */
export const lockerRowInput = z
  .object({
    prefix: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z-]{0,8}$/, 'locker_prefix'),
    first: z.number().int().min(1).max(999),
    last: z.number().int().min(1).max(999),
  })
  .refine(({ first, last }) => first <= last, { path: ['last'], error: 'before_first' })
  .refine(({ first, last }) => last - first < LOCKERS_AT_ONCE, { path: ['last'], error: 'too_many' });
export type LockerRowInput = z.input<typeof lockerRowInput>;
