import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { FREQUENCIES } from './client.ts';

const emptyAsNull = (value: unknown): unknown => (value === '' ? null : value);
const optionalNumber = (min: number, max: number) =>
  z.preprocess(emptyAsNull, z.coerce.number().int().min(min).max(max).nullable()).default(null);

export const subscriptionInput = z
  .object({
    bibId: z.coerce.number().int().positive(),
    supplier: requiredText(200),
    price: optionalNumber(0, 2_000_000_000),
    frequency: z.enum(FREQUENCIES),
    startsOn: day,
    endsOn: day,
    itemType: z.string().min(1).max(40),
    makesCopies: z.boolean().default(false),
    graceDays: z.coerce.number().int().min(0).max(120).default(7),
    firstVolume: optionalNumber(1, 9999),
    firstNumber: z.coerce.number().int().min(1).max(99_999).default(1),
    numbersPerVolume: optionalNumber(1, 400),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, { path: ['endsOn'], error: 'before_start' })
  .refine(({ firstNumber, numbersPerVolume }) => numbersPerVolume === null || firstNumber <= numbersPerVolume, {
    path: ['firstNumber'],
    error: 'invalid',
  });
export type SubscriptionInput = z.input<typeof subscriptionInput>;
export const endInput = z.object({ reason: requiredText(300) });
