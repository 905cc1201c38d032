import { countAudience } from '#modules/city/subscriptions';
import type { Audience } from '#modules/city/subscriptions/client';
import type { Ctx } from '#platform/context';
import type { LetterRow } from '../data/letters.queries.ts';
import { readableLetter } from '../held-letter.ts';

/** No programme has this number. */
const NO_PROGRAMME = 0;

/** Who is to have a letter. Of a programme that is gone nobody came. */
export const audienceOf = ({
  topicIds,
  nearId,
  attendedOnly,
  attendedId,
  borrows,
}: Pick<LetterRow, 'topicIds' | 'nearId' | 'attendedOnly' | 'attendedId' | 'borrows'>): Audience => ({
  topicIds,
  // each has it in the own language
  language: null,
  libraryId: nearId,
  attended: attendedOnly ? (attendedId ?? NO_PROGRAMME) : null,
  borrows,
});

/** How many would have a letter now. */
export interface Reach {
  count: number;
  /** Somebody is left out by what they came to or borrow: few of these are not told as a number. */
  isGroup: boolean;
}

/** How many would have a letter now. Needs `news.send` at its library. Throws `newsletters.not_found`. */
export async function reachOf(ctx: Ctx, id: number): Promise<Reach> {
  const letter = await readableLetter(ctx, id);
  const count = letter.topicIds.length === 0 ? 0 : await countAudience(ctx.db, audienceOf(letter), ctx.clock.now());
  return { count, isGroup: letter.attendedOnly || letter.borrows !== null || letter.nearId !== null };
}
