import { z } from 'zod';
import { findingCodes } from '#modules/city/mail-health/client';
import { MAILING_STATES } from '#modules/city/mailings/client';
import { blockInput } from '#modules/ground/content';
import { libraryName, libraryRef } from '#modules/ground/libraries';
import { isoInstant } from '#platform/requests/http';
import { CLICKS_TOLD, LETTER_STATES } from './rules/terms.ts';
import { beginInput } from './schema.ts';

export const tags = ['newsletters'];
export const access = { may: 'news.send' } as const;

/** A letter as those who write it have it. */
export const writtenSchema = z.object({
  id: z.number(),
  library: libraryName.nullable().describe('null = of the whole network'),
  slug: z.string().describe('`/surat-kabar/<slug>` in the archive'),
  subject: z.string(),
  subjectEn: z.string(),
  preheader: z.string(),
  preheaderEn: z.string(),
  campaign: z.string(),
  topicIds: z.array(z.number()),
  attendedId: z.number().nullable(),
  nearId: z.number().nullable(),
  borrows: z.string().nullable(),
  countsLinks: z.boolean(),
  inArchive: z.boolean(),
  byWhatsapp: z.boolean(),
  state: z.enum(LETTER_STATES),
  submittedBy: z.string(),
  approvedBy: z.string(),
  sendAt: isoInstant.nullable(),
  begunAt: isoInstant.nullable(),
  sentAt: isoInstant.nullable(),
  cancelledWhy: z.string(),
  version: z.number(),
  blocks: z.array(
    z.object({
      id: z.number(),
      body: blockInput,
      english: blockInput.nullable(),
      version: z.number(),
      changedAt: isoInstant,
      changedBy: z.string(),
      inHandOf: z.string().nullable().describe('who else writes in it just now'),
    }),
  ),
});
export const lineSchema = writtenSchema
  .pick({ id: true, library: true, subject: true, state: true, submittedBy: true, sendAt: true, sentAt: true })
  .extend({ changedAt: isoInstant });

export const beginBody = beginInput
  .omit({ libraryId: true })
  .extend({ library: libraryRef.nullable().default(null).describe('whose letter; null = of the whole network') });
export const previewSchema = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  whatsapp: z
    .object({
      count: z.number().nullable().describe('to how many; null = one to nine'),
      price: z.number().nullable().describe('of one, in whole rupiah; null = nobody has said'),
      isReady: z.boolean().describe('WhatsApp is connected and has an approved template for letters'),
    })
    .nullable()
    .describe('null = it goes by e-mail alone'),
  checks: z.array(
    z.object({
      code: z.enum(findingCodes),
      severity: z.enum(['stop', 'warn']),
      where: z.string(),
      language: z.enum(['id', 'en']),
    }),
  ),
});

export const resultsSchema = z.object({
  results: z
    .object({
      mailing: z.object({
        state: z.enum(MAILING_STATES),
        counts: z.record(z.enum(['waiting', 'sending', 'sent', 'refused', 'unknown', 'skipped']), z.number()),
        startedAt: isoInstant.nullable(),
        doneAt: isoInstant.nullable(),
      }),
      bounces: z.object({ hard: z.number(), soft: z.number(), blocked: z.number(), complaints: z.number() }),
      links: z
        .array(
          z.object({
            address: z.string(),
            clicks: z.number().nullable().describe(`null = fewer than ${CLICKS_TOLD}`),
          }),
        )
        .nullable()
        .describe('null = its links are not counted'),
    })
    .nullable(),
});
