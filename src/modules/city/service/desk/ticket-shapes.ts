import { z } from 'zod';
import { IKM_ELEMENTS } from '#modules/community/questionnaires/client';
import { libraryName } from '#modules/ground/libraries';
import { isoInstant } from '#platform/requests/http';
import { CONTACT_KINDS, RATINGS, TICKET_KINDS, TICKET_STATES, TICKET_STEPS, TICKET_VIAS } from '../client.ts';
import { aboutSchema, clocksSchema, fileSchema } from '../people/http-people.ts';

/** A ticket beside another. */
const neighbourSchema = z.object({
  id: z.number(),
  number: z.string(),
  title: z.string(),
  kind: z.enum(TICKET_KINDS),
  state: z.enum(TICKET_STATES),
});
/** A line of a queue. */
export const lineSchema = neighbourSchema.extend({
  library: libraryName,
  senderName: z.string().describe('empty: without a name'),
  ownerName: z.string().nullable(),
  createdAt: isoInstant,
  dueAt: isoInstant.nullable(),
  leftMinutes: z.number().nullable().describe('of working time; below zero: late'),
  resolvedAt: isoInstant.nullable(),
  mergedCount: z.number(),
});
/** A ticket with all that staff work by. */
export const detailSchema = neighbourSchema.extend({
  library: libraryName,
  via: z.enum(TICKET_VIAS),
  language: z.enum(['id', 'en']),
  about: aboutSchema.nullable(),
  contactKind: z.enum(CONTACT_KINDS),
  contact: z.string(),
  senderName: z.string(),
  proven: z.boolean().describe('false: it may have been sent by a machine'),
  ownerId: z.number().nullable(),
  ownerName: z.string().nullable(),
  createdAt: isoInstant,
  firstAnsweredAt: isoInstant.nullable(),
  resolvedAt: isoInstant.nullable(),
  closedAt: isoInstant.nullable(),
  clocks: clocksSchema,
  changeText: z.string(),
  changePublic: z.boolean(),
  handedTo: z.string(),
  handedNumber: z.string(),
  element: z.enum(IKM_ELEMENTS).nullable().describe('of the satisfaction survey, which it concerns'),
  rating: z.enum(RATINGS).nullable(),
  ratingWords: z.string(),
  messages: z.array(
    z.object({
      id: z.number(),
      author: z.enum(['person', 'staff', 'note']),
      staffName: z.string(),
      text: z.string(),
      writtenAt: isoInstant,
      rough: z.boolean().describe('words that nobody has to read'),
      ofNumber: z.string().describe('of the ticket, where several are merged'),
      files: z.array(fileSchema),
    }),
  ),
  steps: z.array(z.object({ at: isoInstant, what: z.enum(TICKET_STEPS), staffName: z.string(), detail: z.string() })),
  watchers: z.array(z.object({ id: z.number(), name: z.string() })),
  tags: z.array(z.string()),
  linked: z.array(neighbourSchema),
  merged: z.array(neighbourSchema.extend({ senderName: z.string() })),
  parts: z.array(neighbourSchema),
  mergedInto: neighbourSchema.nullable(),
  splitFrom: neighbourSchema.nullable(),
  version: z.number(),
});
