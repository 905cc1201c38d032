import { z } from 'zod';
import { isoInstant } from '#platform/requests/http';
import { CLAIM_STATES, DUTY_SIDES, FILE_STATES, NAMED_STATES, PAGE_SECTIONS } from './client.ts';

const answered = {
  answer: z.string(),
  sentAt: isoInstant,
  answeredAt: isoInstant.nullable(),
  answeredBy: z.string(),
  version: z.number(),
};
/** A link to the page of a partner. */
export const pageLink = z.object({
  id: z.number(),
  partnerId: z.number(),
  whole: z.boolean().describe('for all that the partner has'),
  agreementId: z.number().nullable(),
  agreement: z.string().nullable(),
  path: z.string().nullable().describe('whoever has it sees the page; null: it is ended'),
  sections: z.array(z.enum(PAGE_SECTIONS)),
  createdAt: isoInstant,
  createdBy: z.string(),
  renewedOn: z.string().nullable(),
  sentOn: z.string().nullable(),
  openedOn: z.string().nullable().describe('the last day on which it was opened'),
  endedAt: isoInstant.nullable(),
  endedBy: z.string(),
  waiting: z.number().describe('how much of what was left there waits'),
  version: z.number(),
});
/** The same with all that was left by it. */
export const pageSheet = pageLink.extend({
  files: z.array(
    z.object({
      ...{ id: z.number(), name: z.string(), words: z.string(), state: z.enum(FILE_STATES), ...answered },
      fileBytes: z.number().nullable().describe('null: it was removed'),
    }),
  ),
  messages: z.array(
    z.object({
      ...{ id: z.number(), side: z.enum(DUTY_SIDES), text: z.string(), writtenAt: isoInstant },
      ...{ writtenBy: z.string(), seenAt: isoInstant.nullable() },
    }),
  ),
  named: z.array(
    z.object({
      ...{ id: z.number(), name: z.string(), role: z.string(), phone: z.string(), email: z.string() },
      ...{ consentOn: z.string(), state: z.enum(NAMED_STATES), personId: z.number().nullable(), ...answered },
    }),
  ),
  claims: z.array(
    z.object({
      ...{ id: z.number(), dutyId: z.number(), duty: z.string(), agreement: z.string(), words: z.string() },
      ...{ doneOn: z.string().nullable(), state: z.enum(CLAIM_STATES), ...answered },
    }),
  ),
});
