import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { MOST_JP } from './client.ts';

export const courseInput = id.nullable().default(null).describe('a course of ours that was part of it');

export const entryInput = z.object({
  title: requiredText(200),
  organiser: requiredText(160),
  heldOn: day.describe('its last day'),
  jp: z.coerce.number().int().min(1).max(MOST_JP).describe('lesson hours of 45 minutes'),
  certificateNumber: z.string().trim().max(100).default(''),
  note: z.string().trim().max(500).default(''),
  courseId: courseInput,
});
export type EntryInput = z.input<typeof entryInput>;

export const workshopInput = z.object({ code: requiredText(40), courseId: courseInput });
export type WorkshopInput = z.input<typeof workshopInput>;

/** A year of which hours are asked for. */
export const yearInput = z.coerce.number().int().min(1990).max(2200);
