import { z } from 'zod';
import { id, instant, version } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { DECISIONS, MOST_DECIDED, MOST_PER_MINUTE, WHY_LENGTH } from './rules/terms.ts';

const mailText = z.object({
  subject: requiredText(200),
  html: z.string().min(1).max(500_000),
  text: z.string().min(1).max(200_000),
});
const perMinute = z.number().int().min(1).max(MOST_PER_MINUTE);

/** A mailing as whoever writes letters makes it. */
export const mailingInput = z.object({
  key: z.string().regex(/^[a-z0-9:._-]{1,80}$/),
  libraryId: id.nullable(),
  texts: z.object({ id: mailText, en: mailText.nullable() }),
  topicIds: z.array(id).min(1).max(200),
  perMinute,
  startAt: instant,
});
export type MailingInput = z.input<typeof mailingInput>;

const address = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/\S+$/);

/** To whom it goes; some thousands at once. */
export const deliveriesInput = z
  .array(
    z.object({
      subscriberId: id,
      email: z.email().max(254),
      language: z.enum(['id', 'en']),
      unsubscribeUrl: address,
      preferencesUrl: address,
    }),
  )
  .max(5_000);
export type DeliveryInput = z.input<typeof deliveriesInput>[number];

export const whyInput = z.object({ why: requiredText(WHY_LENGTH) });
export const paceInput = z.object({ perMinute, version });
export const decisionInput = z.object({
  ids: z.array(id).min(1).max(MOST_DECIDED),
  decision: z.enum(DECISIONS),
});
