/** Pages of partners of the sample city by their links: `partner-pages.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { agreementsOf, listPartners } from '../../src/modules/city/partners/index.ts';
import { DUTY_SIDES, PAGE_SECTIONS } from '../../src/modules/city/partners/client.ts';
import { savePastPage } from '../../src/modules/city/partners/testing.ts';
import { makePdf } from '../../src/modules/lending/digital/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import type { Storage } from '../../src/platform/storage.ts';
import { addDays, type LocalDate } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  pages: z.array(
    z.object({
      partner: z.string(),
      /** The first that was signed; null = all of them. */
      agreement: z.literal('first').nullable(),
      sections: z.array(z.enum(PAGE_SECTIONS)),
      sentDaysAgo: z.int(),
      openedDaysAgo: z.int(),
      messages: z.array(
        z.object({ side: z.enum(DUTY_SIDES), text: z.string(), daysAgo: z.int(), isSeen: z.boolean() }),
      ),
      files: z.array(
        z.object({
          name: z.string(),
          words: z.string(),
          daysAgo: z.int(),
          title: z.string(),
          lines: z.array(z.string()),
        }),
      ),
    }),
  ),
});
const DAY_MS = 86_400_000;

/** After partners and agreements. */
export async function loadPartnerPages(
  trx: Tx,
  ctx: Ctx,
  { storage, today }: { storage: Storage; today: LocalDate },
): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('partner-pages.json', import.meta.url), 'utf8')));
  const within = { ...ctx, db: trx };
  const ago = (days: number): Date => new Date(ctx.clock.now().getTime() - days * DAY_MS);
  for (const { partner, agreement, sections, sentDaysAgo, openedDaysAgo, messages, files } of sample.pages) {
    const [found] = (await listPartners(within, { state: 'active', asked: partner, limit: 1 })).data;
    if (!found) throw new Error(`there is no partner ${partner} in partners.json`);
    const signed = (await agreementsOf(within, found.id)).find(
      ({ standing }) => standing !== 'draft' && standing !== 'sent',
    );
    const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
    const left: { name: string; words: string; at: Date; bytes: Uint8Array }[] = [];
    for (const { name, words, daysAgo, title, lines } of files)
      left.push({ name, words, at: ago(daysAgo), bytes: await bytesOf(makePdf([lines], title)) });
    await savePastPage(trx, ctx, storage, {
      ...{ partnerId: found.id, agreementId: agreement === null ? null : (signed?.id ?? null), sections },
      ...{ sentOn: addDays(today, -sentDaysAgo), openedOn: addDays(today, -openedDaysAgo) },
      messages: messages.map(({ daysAgo, ...message }) => ({ ...message, at: ago(daysAgo) })),
      files: left,
    });
  }
}
