import { z } from 'zod';
import { POST_STATES } from './rules/posts.ts';
import { WORK_PARTS } from './rules/tasks.ts';
import { WORK_STATES } from './rules/works.ts';

/** What the API tells of tasks that are found on a shelf, read, talked about and handed in. */
export const shownKinds = {
  shelf: {
    kind: z.literal('shelf'),
    call: z.string(),
    onFoot: z.boolean().describe('answered by the code of a copy in that place'),
    drawn: z.array(z.string()).describe('call numbers of a drawn shelf; none: there is no drawing'),
  },
  reading: {
    kind: z.literal('reading'),
    books: z.array(z.object({ bibId: z.number().nullable(), title: z.string(), why: z.string() })),
  },
  discussion: {
    kind: z.literal('discussion'),
    own: z.enum(POST_STATES).nullable(),
    posts: z.array(z.object({ id: z.number(), number: z.number(), text: z.string() })),
  },
  assignment: {
    kind: z.literal('assignment'),
    takes: z.array(z.enum(WORK_PARTS)),
    rubric: z.array(z.object({ label: z.string(), levels: z.array(z.string()) })),
    work: z
      .object({
        id: z.number(),
        state: z.enum(WORK_STATES),
        fileName: z.string().nullable(),
        marks: z.array(z.number()).nullable(),
        words: z.string(),
      })
      .nullable(),
  },
};
