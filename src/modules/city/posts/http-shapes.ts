import { z } from 'zod';
import { channelKinds } from '#modules/city/channels/client';
import { libraryName } from '#modules/ground/libraries';
import { isoInstant } from '#platform/requests/http';
import { DELIVERY_STATES, FATES, POST_STATES, POST_SUBJECTS } from './client.ts';

const kind = z.enum(channelKinds);
const fate = z.enum(FATES);
const hour = {
  sendOn: z.string().nullable().describe('YYYY-MM-DD, by the clock of the library'),
  sendMinute: z.number().nullable().describe('minutes from midnight'),
};

/** A post as lists show it. */
export const postLine = z.object({
  id: z.number(),
  library: libraryName,
  title: z.string(),
  state: z.enum(POST_STATES),
  ...hour,
  changedAt: isoInstant,
  fates: z.array(z.object({ fate, accounts: z.array(z.string()), kinds: z.array(kind) })),
});

const deliveryShape = z.object({
  id: z.number(),
  accountId: z.number(),
  accountName: z.string(),
  kind,
  byHand: z.boolean().describe('a person copies and shares it'),
  ownText: z.string().nullable(),
  state: z.enum(DELIVERY_STATES).describe('unknown: it may be there; stopped: it waits for a person'),
  fate,
  composed: z.object({
    text: z.string().describe('as it would go out now; of what went out, as it went'),
    letters: z.number().describe('as the channel counts'),
    most: z.number().nullable(),
    problems: z.array(z.string()),
    missing: z.array(z.string()).describe('words in braces for which there is nothing'),
  }),
  linkCode: z.string().nullable().describe('the address is /q/<code>'),
  attempts: z.number(),
  nextAt: isoInstant.nullable(),
  doneAt: isoInstant.nullable(),
  remoteUrl: z.string().nullable(),
  code: z.string(),
  detail: z.string(),
});

/** A post with all that is known of it. */
export const postShape = z.object({
  id: z.number(),
  library: libraryName,
  language: z.enum(['id', 'en']),
  title: z.string(),
  body: z.string(),
  picture: z.object({ id: z.number(), href: z.string() }).nullable(),
  alt: z.string(),
  subject: z.object({
    kind: z.enum(POST_SUBJECTS),
    id: z.number().nullable(),
    state: z.enum(['open', 'over', 'gone']),
    title: z.string(),
    leadsTo: z.string().nullable(),
  }),
  address: z.string().nullable(),
  campaign: z.string(),
  hashtags: z.array(z.string()),
  state: z.enum(POST_STATES),
  ...hour,
  createdAt: isoInstant,
  createdBy: z.string(),
  changedAt: isoInstant,
  submittedBy: z.string(),
  approvedBy: z.string(),
  version: z.number(),
  isOut: z.boolean().describe('something of it went out, or may have'),
  deliveries: z.array(deliveryShape),
});

/** A line of the outbox. */
export const deliveryLine = z.object({
  id: z.number(),
  postId: z.number(),
  title: z.string(),
  library: libraryName,
  accountId: z.number(),
  accountName: z.string(),
  kind,
  state: z.enum(DELIVERY_STATES),
  attempts: z.number(),
  nextAt: isoInstant.nullable(),
  doneAt: isoInstant.nullable(),
  remoteUrl: z.string().nullable(),
  code: z.string(),
  detail: z.string(),
});
