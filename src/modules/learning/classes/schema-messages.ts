import { z } from 'zod';
import { id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { MESSAGE_LENGTH, MOST_SHOWN } from './rules/messages.ts';

const words = requiredText(MESSAGE_LENGTH).describe('what is said; children read it');

export const messageInput = z.object({
  words,
  pupilId: id.nullable().default(null).describe('to this pupil alone; null = to the whole class'),
});
export type MessageInput = z.input<typeof messageInput>;

export const rewordInput = messageInput.pick({ words: true });
export type RewordInput = z.input<typeof rewordInput>;

export const readInput = z.object({
  read: z.array(z.object({ id, version: z.number().int().min(0).max(1_000_000) })).max(MOST_SHOWN),
});
export type ReadInput = z.input<typeof readInput>;
