/** A year of letters of the sample city, one a month, sent and in the archive: `newsletters.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { savePastMailing } from '../../src/modules/city/mailings/testing.ts';
import { saveSentLetter } from '../../src/modules/city/newsletters/testing.ts';
import { listLetterTopics } from '../../src/modules/city/subscriptions/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addMonths, instantAt } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  letters: z.array(
    z.object({
      topics: z.array(z.string()),
      subject: z.string(),
      subjectEn: z.string(),
      preheader: z.string(),
      preheaderEn: z.string(),
      /** Markdown. */
      body: z.string(),
      bodyEn: z.string(),
    }),
  ),
});

/** On this day of each month, when people come home from work. */
const DAY = '05';
const MINUTE = 16 * 60 + 30;

/** The first letter went to so many; each month brought some more. */
const FIRST_READERS = 96;
const MORE_EACH_MONTH = 8;
const PER_MINUTE = 60;

/** After topics of letters. */
export async function loadLetters(
  trx: Tx,
  ctx: Ctx,
  { today, zone, writtenBy, approvedBy }: { today: string; zone: string; writtenBy: string; approvedBy: string },
): Promise<void> {
  const { letters } = schema.parse(JSON.parse(readFileSync(new URL('newsletters.json', import.meta.url), 'utf8')));
  const ids = new Map((await listLetterTopics(trx)).map(({ code, id }) => [code, id]));
  // the letter of this month may still be to come
  const last = today.slice(8) > DAY ? 0 : 1;
  // the oldest first, as they were written
  for (const [nth, { topics, ...letter }] of [...letters.entries()].toReversed()) {
    const month = addMonths(`${today.slice(0, 7)}-${DAY}`, -(nth + last));
    const sent = {
      libraryId: null,
      topicIds: topics.flatMap((code) => ids.get(code) ?? []),
      at: instantAt(month, MINUTE, zone),
    };
    const age = letters.length - 1 - nth;
    await saveSentLetter(trx, ctx, {
      ...letter,
      ...sent,
      mailing: async (key) =>
        savePastMailing(trx, ctx, {
          ...{ ...sent, key, perMinute: PER_MINUTE },
          // what was sent is read in the archive; nothing of it is sent again
          texts: {
            id: { subject: letter.subject, html: '', text: letter.body },
            en:
              letter.subjectEn === '' || letter.bodyEn === ''
                ? null
                : { subject: letter.subjectEn, html: '', text: letter.bodyEn },
          },
          // now and then a mailbox is full or gone
          ends: { sent: FIRST_READERS + MORE_EACH_MONTH * age, refused: nth % 3, skipped: age % 2 },
        }),
      ...{ writtenBy, approvedBy },
    });
  }
}
