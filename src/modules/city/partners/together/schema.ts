import { z } from 'zod';
import { day, id } from '#platform/requests/bounds';
import { TIE_PARTS } from '../rules/tie-parts.ts';

const idOrNone = id.nullable().default(null);

/** What a partner is tied to: one programme, course or collection. */
export const tieInput = z
  .object({
    programId: idOrNone,
    courseId: idOrNone,
    collectionId: idOrNone,
    part: z.enum(TIE_PARTS),
    since: day.nullable().default(null),
    shown: z.boolean().default(true),
  })
  .superRefine(({ programId, courseId, collectionId }, issues) => {
    if ([programId, courseId, collectionId].filter((one) => one !== null).length !== 1)
      issues.addIssue({ code: 'custom', message: 'required', path: ['programId'] });
  });
export type TieInput = z.input<typeof tieInput>;
