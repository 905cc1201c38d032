import { createHash } from 'node:crypto';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { LocalDate } from '#shared/dates';
import { insertMail, selectHits } from '../data/mails.queries.ts';
import { insertNeed } from '../data/needs.queries.ts';
import { needInput, type NeedInput } from '../joining/library-needs.ts';
import { choosePartner } from './rules/choose-partner.ts';

/** A mail with a partner of the past. */
export interface PastMail {
  onDay: LocalDate;
  fromName: string;
  fromAddress: string;
  to: string;
  subject: string;
  body: string;
}

/** Files a mail of the past with the partner whose address it bears, or with nobody yet: for samples. */
export async function savePastMail(trx: Tx, ctx: Ctx, { to, ...mail }: PastMail): Promise<void> {
  const hits = await selectHits(trx, [mail.fromAddress], mail.onDay);
  const filed = { filedBy: actorName(ctx.actor), filedAt: ctx.clock.now(), via: 'mail', toLine: to };
  await insertMail(trx, {
    ...{ ...mail, ...filed, partnerId: choosePartner(hits, [mail.fromAddress]) },
    hash: createHash('sha256').update(JSON.stringify(mail)).digest(),
  });
}

/** What the library looks for: for samples. */
export async function savePastNeed(trx: Tx, ctx: Ctx, need: NeedInput): Promise<void> {
  await insertNeed(trx, {
    ...parseInput(needInput, need),
    ...{ createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) },
  });
}
