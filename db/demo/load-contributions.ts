/** What partners of the sample city gave: `contributions.json`. One is a gift of the register of books, one is somebody who spoke. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CONTRIBUTION_KINDS, CONTRIBUTION_UNITS, VALUE_RULES } from '../../src/modules/city/partners/client.ts';
import { savePastContribution } from '../../src/modules/city/partners/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, type LocalDate } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  contributions: z.array(
    z.object({
      partner: z.string(),
      library: z.string(),
      kind: z.enum(CONTRIBUTION_KINDS),
      /** When it ended; less than none: it is to come. */
      daysAgo: z.int(),
      days: z.int(),
      what: z.string(),
      whatEn: z.string(),
      quantity: z.int().nullable(),
      unit: z.enum(CONTRIBUTION_UNITS).nullable(),
      valuedBy: z.enum(VALUE_RULES),
      value: z.int().nullable(),
      valueBasis: z.string(),
      evidence: z.string(),
      state: z.enum(['promised', 'received']),
      /** Who gave the books, as the gift says. */
      gift: z.string().nullable(),
      /** The programme in whose first session somebody spoke. */
      program: z.string().nullable(),
      receipt: z.boolean(),
      thanks: z.boolean(),
      voidReason: z.string(),
    }),
  ),
});

async function giftOf(trx: Tx, donorName: string): Promise<number> {
  return (
    await trx.selectFrom('donation').select('id').where('donorName', '=', donorName).limit(1).executeTakeFirstOrThrow()
  ).id;
}

/** The first who speaks in the first session of a programme. */
async function talkOf(trx: Tx, title: string): Promise<{ sessionId: number; speakerId: number }> {
  return trx
    .selectFrom('programSession')
    .innerJoin('program', 'program.id', 'programSession.programId')
    .innerJoin('programSessionSpeaker', 'programSessionSpeaker.sessionId', 'programSession.id')
    .select(['programSession.id as sessionId', 'programSessionSpeaker.speakerId'])
    .where('program.title', '=', title)
    .orderBy('programSession.startsAt')
    .orderBy('programSessionSpeaker.speakerId')
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** After partners, gifts of books and programmes. */
export async function loadContributions(
  trx: Tx,
  ctx: Ctx,
  {
    today,
    partnerIds,
    libraryIdOf,
  }: { today: LocalDate; partnerIds: ReadonlyMap<string, number>; libraryIdOf: (code: string) => number },
): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('contributions.json', import.meta.url), 'utf8')));
  for (const one of sample.contributions) {
    const { partner, library, daysAgo, days, state, gift, program, receipt, thanks, voidReason, ...said } = one;
    const partnerId = partnerIds.get(partner);
    if (partnerId === undefined) throw new Error(`there is no partner ${partner} in partners.json`);
    const isKnown = gift !== null || program !== null;
    await savePastContribution(trx, ctx, {
      ...{ partnerId, state, receipt, thanks, voidReason },
      contribution: {
        ...{ ...said, libraryId: libraryIdOf(library) },
        // what is known already has its day there
        ...(isKnown ? {} : { fromOn: addDays(today, 1 - daysAgo - days), untilOn: addDays(today, -daysAgo) }),
        donationId: gift === null ? null : await giftOf(trx, gift),
        ...(program !== null && (await talkOf(trx, program))),
      },
    });
  }
}
