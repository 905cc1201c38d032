import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Storage } from '#platform/storage';
import { isDay } from '#shared/dates';
import type { MailLine, PartnerMail } from '../client.ts';
import { countMailsOf, findMail, findMailFile, selectMails } from '../data/mails.queries.ts';
import { partnerErrors } from '../errors.ts';
import { getPartner } from '../register/view-partners.ts';

const edge = z.tuple([z.string().refine(isDay), z.number().int()]);

/** Mails with a partner, or those of which nobody has said yet with whom (null), the latest first. Needs `partners.manage`. Throws `partners.not_found`. */
export async function listMails(
  ctx: Ctx,
  { partnerId, cursor, limit }: { partnerId: number | null; cursor?: string | undefined; limit: number },
): Promise<{ data: MailLine[]; next: string | null }> {
  authorizeAnywhere(ctx, 'partners.manage');
  const of = partnerId === null ? null : (await getPartner(ctx, partnerId)).id;
  const rows = await selectMails(ctx.db, { partnerId: of, after: decodeCursor(cursor, edge), limit });
  return toPage(rows, limit, ({ onDay, id }) => [onDay, id]);
}

/** How many there are. Needs `partners.manage`. */
export async function countMails(ctx: Ctx, partnerId: number | null): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  return countMailsOf(ctx.db, partnerId);
}

/** One of them. Needs `partners.manage`. Throws `partners.mail_not_found`. */
export async function getMail(ctx: Ctx, id: number): Promise<PartnerMail> {
  authorizeAnywhere(ctx, 'partners.manage');
  const found = await findMail(ctx.db, id);
  if (!found) throw partnerErrors.mailNotFound();
  return found;
}

/** A file of a mail. Needs `partners.manage`. Throws `partners.mail_not_found`. */
export async function openMailFile(ctx: Ctx, storage: Storage, id: number) {
  authorizeAnywhere(ctx, 'partners.manage');
  const found = await findMailFile(ctx.db, id);
  if (!found) throw partnerErrors.mailNotFound();
  const ending = found.mediaType === 'application/pdf' ? 'pdf' : 'webp';
  return {
    fileName: `surel-${found.mailId}-${found.id}.${ending}`,
    mediaType: found.mediaType,
    stream: storage.open(found.fileKey),
  };
}
