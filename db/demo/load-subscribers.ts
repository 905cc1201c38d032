/**
 * Who gets letters in the sample city: `letters.json`. Two hundred and forty people over four topics, who confirmed over the last year; some stopped
 * again. A few of them are members, who let letters be fitted to what they borrow.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { savePastSubscriber, savePastTopic } from '../../src/modules/city/subscriptions/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { createRandom } from './random.ts';

const schema = z.object({
  note: z.string(),
  people: z.int(),
  members: z.int(),
  topics: z.array(
    z.object({
      code: z.string(),
      nameId: z.string(),
      nameEn: z.string(),
      aboutId: z.string(),
      aboutEn: z.string(),
      /** How many of the people chose it. */
      share: z.number(),
    }),
  ),
  names: z.array(z.string()),
});

const DAY = 86_400_000;
const YEAR_DAYS = 365;
const ADULT_YEARS = 18;

/** A member of the sample as far as letters ask. */
interface SampleMember {
  id: number;
  birthDate: string | null;
}

/** After members. */
export async function loadSubscribers(
  trx: Tx,
  ctx: Ctx,
  { members, libraryIds, today, by }: { members: readonly SampleMember[]; libraryIds: readonly number[]; today: string; by: string },
): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('letters.json', import.meta.url), 'utf8')));
  const random = createRandom('letters');
  const topics: { id: number; share: number }[] = [];
  for (const { share, ...topic } of sample.topics) {
    topics.push({ id: await savePastTopic(trx, ctx, { ...topic, createdBy: by }), share });
  }
  const now = ctx.clock.now().getTime();
  const wanted = (): number[] => {
    const chosen = topics.filter(({ share }) => random.chance(share)).map(({ id }) => id);
    return chosen.length > 0 ? chosen : topics.slice(0, 1).map(({ id }) => id);
  };
  const ago = (days: number): Date => new Date(now - days * DAY);
  const before = `${Number(today.slice(0, 4)) - ADULT_YEARS - 1}-12-31`;
  const adults = members.filter(({ birthDate }) => birthDate !== null && birthDate <= before);
  for (const { id } of adults.slice(-sample.members)) {
    const days = random.between(20, YEAR_DAYS);
    await savePastSubscriber(trx, ctx, {
      ...{ email: `anggota.${id}@example.org`, language: 'id', topicIds: wanted(), memberId: id, reading: true, confirmedAt: ago(days) },
    });
  }
  for (let n = 1; n <= sample.people; n += 1) {
    const days = random.between(20, YEAR_DAYS);
    await savePastSubscriber(trx, ctx, {
      email: `${random.pick(sample.names)}.${n}@example.org`,
      language: random.chance(0.06) ? 'en' : 'id',
      topicIds: wanted(),
      libraryId: random.chance(0.5) ? random.pick(libraryIds) : null,
      confirmedAt: ago(days),
      stoppedAt: random.chance(0.05) ? ago(random.between(1, 18)) : null,
    });
  }
}
