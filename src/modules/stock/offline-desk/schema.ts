import { z } from 'zod';
import { isoInstant } from '#platform/requests/http';
import { requiredText } from '#platform/requests/parse-input';
import { guestTypes, maxAges, memberScopes, MOST_ACTS, settlings } from './client.ts';

const code = z.string().trim().min(1).max(100);

export const deviceInput = z.object({
  libraryId: z.number().int().positive(),
  name: requiredText(60),
  members: z.enum(memberScopes).default('library'),
  maxAgeHours: z
    .number()
    .max(1000)
    .refine((hours) => maxAges.some((age) => age === hours), 'invalid'),
});
export type DeviceInput = z.input<typeof deviceInput>;

const actSchema = z.union([
  z.object({ kind: z.literal('lend'), memberNumber: code, itemBarcode: code, confirmed: z.boolean().optional() }),
  z.object({ kind: z.literal('return'), itemBarcode: code }),
  z.object({ kind: z.literal('visit'), card: code }),
  z.object({ kind: z.literal('visit'), guest: z.enum(guestTypes) }),
]);

/** What a device sends, instants as dates. Loose: it may have been written by an older or newer desk than the server, and is not lost for that. */
export const sentActs = z.looseObject({
  acts: z
    .array(
      z.object({
        nonce: z.uuid(),
        seq: z.number().int().nonnegative().describe('the order in which the device wrote them down'),
        at: isoInstant.describe('when it happened'),
        snapshotAt: isoInstant.describe('when the data were made by which it was decided'),
        accountId: z.number().int().positive().describe('who was at the device'),
        act: actSchema,
      }),
    )
    .max(MOST_ACTS),
});
export type SentActs = z.output<typeof sentActs>;
export type CheckedAct = SentActs['acts'][number];

/** An act as it was kept with a conflict. */
export const keptAct = actSchema;

export const settlingInput = z
  .object({ how: z.enum(settlings), reason: z.string().trim().max(300).default('') })
  .refine(({ how, reason }) => how === 'retry' || reason !== '', { path: ['reason'], error: 'required' });
export type SettlingInput = z.input<typeof settlingInput>;
