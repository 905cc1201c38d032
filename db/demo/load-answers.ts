/** What people of the sample city ask often: `answers.json`. Some answers are old or help few, so that the list of what is to be checked is alive. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ANSWER_THEMES, ENTRY_STATES } from '../../src/modules/city/answers/client.ts';
import { saveEntry } from '../../src/modules/city/answers/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import type { LocalDate } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  entries: z.array(
    z.object({
      theme: z.enum(ANSWER_THEMES),
      question: z.string(),
      answer: z.string(),
      words: z.string(),
      questionEn: z.string(),
      answerEn: z.string(),
      checkedDaysAgo: z.int(),
      yes: z.int(),
      no: z.int(),
      word: z.string(),
      state: z.enum(ENTRY_STATES),
      /** Pages that were seen on the day of the check. */
      sources: z.array(z.object({ title: z.string(), url: z.string() })),
      /** A book of the city that says more, by its title. */
      book: z.string().default(''),
    }),
  ),
});
const DAY = 86_400_000;

/** After the records. @param bibs the records of the city by title */
export async function loadAnswers(
  trx: Tx,
  ctx: Ctx,
  { today, bibs }: { today: LocalDate; bibs: ReadonlyMap<string, number> },
): Promise<void> {
  const { entries } = schema.parse(JSON.parse(readFileSync(new URL('answers.json', import.meta.url), 'utf8')));
  for (const { checkedDaysAgo, yes, no, word, state, sources, book, ...entry } of entries) {
    const bibId = bibs.get(book);
    const pages = sources.map((source) => ({ ...source, seenOn: today }));
    await saveEntry(trx, ctx, {
      ...{ state, yes, no, word, checkedAt: new Date(ctx.clock.now().getTime() - checkedDaysAgo * DAY) },
      entry: { ...entry, sources: [...(bibId === undefined ? [] : [{ bibId }]), ...pages] },
    });
  }
}
