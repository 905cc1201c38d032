import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Storage } from '#platform/storage';
import { deleteMail, findMail, lockMail, setMailPartner } from '../data/mails.queries.ts';
import { lockPartner } from '../data/partners.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import { mailMove } from './schema.ts';

const ABOUT = { entity: 'partner_mail' } as const;

/** Holds a mail as somebody saw it. Throws `partners.mail_not_found`, `platform.version_conflict`. */
async function mailAt(trx: Tx, id: number, version: number) {
  const held = await lockMail(trx, id);
  if (!held) throw partnerErrors.mailNotFound();
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/**
 * Says with which partner a mail was written, or that it was another one. Needs `partners.manage`. Throws `partners.mail_not_found`,
 * `partners.not_found`, `partners.merged`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function moveMail(
  ctx: Ctx,
  id: number,
  { version, partnerId }: { version: number; partnerId: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const toId = parseInput(mailMove, { partnerId }).partnerId;
  await ctx.db.transaction().execute(async (trx) => {
    const seen = await findMail(trx, id);
    if (!seen) throw partnerErrors.mailNotFound();
    // partners first and in one order, as whoever merges does
    const both = seen.partnerId === null ? [toId] : [seen.partnerId, toId];
    for (const one of new Set(both.toSorted((a, b) => a - b))) await lockPartner(trx, one);
    const { libraryId, name } = await livingPartner(trx, toId);
    // of whoever is forgotten nothing new is kept
    if (name === '') throw partnerErrors.notFound();
    const held = await mailAt(trx, id, version);
    await setMailPartner(trx, id, toId);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.mail_moved', ...ABOUT, entityId: id, libraryId },
      before: { partnerId: held.partnerId },
      after: { partnerId: toId },
    });
  });
}

/** Takes a mail away for good, with its files. Needs `partners.manage`. Throws `partners.mail_not_found`, `platform.version_conflict`. */
export async function removeMail(ctx: Ctx, storage: Storage, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const files = await ctx.db.transaction().execute(async (trx) => {
    const held = await mailAt(trx, id, version);
    const keys = await deleteMail(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.mail_removed', ...ABOUT, entityId: id, libraryId: null },
      before: { partnerId: held.partnerId, onDay: held.onDay },
    });
    return keys;
  });
  // what stays behind where this ends here, the nightly job takes
  for (const key of files) await storage.remove(key);
}
