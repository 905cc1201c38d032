import { z } from 'zod';
import { isoInstant } from '#platform/requests/http';
import type { MarkedWork, PostToSettle } from './client.ts';
import { POST_STATES } from './rules/posts.ts';
import { WORK_STATES } from './rules/works.ts';

/** Work that waits to be marked, in answers of the API. */
export const workSchema = z.object({
  id: z.number(),
  taskId: z.number(),
  number: z.number().describe('they are called by it, never by a name'),
  state: z.enum(WORK_STATES),
  handedInAt: isoInstant,
  tries: z.number(),
  text: z.string(),
  fileName: z.string().nullable(),
  marks: z.array(z.number()).nullable().describe('of the last time: for each line of the rubric the level, from 0'),
  words: z.string(),
  prompt: z.string(),
  rubric: z.array(z.object({ label: z.string(), levels: z.array(z.string()) })),
  version: z.number(),
});
/** What somebody said to the others of their group. */
export const postSchema = z.object({
  id: z.number(),
  taskId: z.number(),
  number: z.number(),
  state: z.enum(POST_STATES),
  reportedAt: isoInstant.nullable().describe('somebody asked to look at it again'),
  sentAt: isoInstant,
  text: z.string(),
  prompt: z.string(),
  version: z.number(),
});
/** Keys of browsers open what stands beside them: no answer holds one. */
export const workBody = ({ key: _, ...work }: MarkedWork) => work;
export const postBody = ({ key: _, ...post }: PostToSettle) => post;
