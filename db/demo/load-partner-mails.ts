/** Mails with partners of the sample city, and what the library looks for: `partner-mails.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { savePastMail, savePastNeed } from '../../src/modules/city/partners/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, type LocalDate } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  mails: z.array(
    z.object({
      daysAgo: z.int(),
      fromName: z.string(),
      fromAddress: z.string(),
      to: z.string(),
      subject: z.string(),
      body: z.string(),
    }),
  ),
  needs: z.array(z.object({ text: z.string(), textEn: z.string(), untilInDays: z.int().nullable() })),
});

/** Files the mails with the partners whose addresses they bear. @param today of the sample */
export async function loadPartnerMails(trx: Tx, ctx: Ctx, today: LocalDate): Promise<void> {
  const path = new URL('partner-mails.json', import.meta.url);
  const { mails, needs } = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  for (const { daysAgo, ...mail } of mails) await savePastMail(trx, ctx, { ...mail, onDay: addDays(today, -daysAgo) });
  for (const { untilInDays, ...need } of needs)
    await savePastNeed(trx, ctx, { ...need, untilOn: untilInDays === null ? null : addDays(today, untilInDays) });
}
