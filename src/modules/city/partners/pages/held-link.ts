import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { findLink, findLinkByCode, lockLink, type LinkRow } from '../data/pages.queries.ts';
import type { LockedPartner } from '../data/partners.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import type { PageSection } from '../rules/page-terms.ts';
import { isLinkCode } from './link-code.ts';

/** Whose page it is (whoever has the code), and where they look from. */
export interface PageKey {
  code: string;
  ip: string;
}
type LockedLink = NonNullable<Awaited<ReturnType<typeof lockLink>>>;

/** So many wrong codes an hour from one address. */
const WRONG_CODES = { limit: 200, windowSeconds: 3600 };
/** So much may be sent by one page in an hour. */
const PER_PAGE = { limit: 60, windowSeconds: 3600 };

/** Throws `partners.link_not_found`, the same for a code that never was, one that was renewed and one that is ended; `platform.too_many_requests`. */
export async function findByKey(ctx: Ctx, { code, ip }: PageKey): Promise<LinkRow> {
  const found = isLinkCode(code) ? await findLinkByCode(ctx.db, code) : undefined;
  if (found) return found;
  await countAttempt(ctx, `partner-link:${networkOf(ip)}`, WRONG_CODES);
  throw partnerErrors.linkNotFound();
}

/** Holds a link with its partner, the partner first. Throws `partners.link_not_found`, `platform.version_conflict` where its partner was merged in the same moment. */
export async function heldLink(trx: Tx, id: number): Promise<{ link: LockedLink; partner: LockedPartner }> {
  const seen = await findLink(trx, id);
  if (!seen) throw partnerErrors.linkNotFound();
  const partner = await livingPartner(trx, seen.partnerId);
  const link = await lockLink(trx, id);
  if (!link) throw partnerErrors.linkNotFound();
  if (link.partnerId !== partner.id) throw platformErrors.versionConflict();
  return { link, partner };
}

/** The same as an editor saw it, while it opens. Throws `partners.link_ended`, too. */
export async function openLinkAt(trx: Tx, id: number, version: number) {
  const held = await heldLink(trx, id);
  if (held.link.version !== version) throw platformErrors.versionConflict();
  if (held.link.endedAt !== null) throw partnerErrors.linkEnded();
  return held;
}

/**
 * Carries something out that whoever has a link sends by its page, while nobody renews or ends it. A section that was not opened to them takes
 * nothing, and is answered like a link that there is not. Throws `partners.link_not_found`, `platform.too_many_requests`.
 */
export async function onPage<T>(
  ctx: Ctx,
  key: PageKey,
  section: PageSection,
  work: (trx: Tx, held: { link: LockedLink; partner: LockedPartner; asPartner: Ctx }) => Promise<T>,
): Promise<T> {
  const found = await findByKey(ctx, key);
  if (!found.sections.includes(section)) throw partnerErrors.linkNotFound();
  await countAttempt(ctx, `partner-page:${found.id}`, PER_PAGE);
  return ctx.db.transaction().execute(async (trx) => {
    const { link, partner } = await heldLink(trx, found.id);
    const isOpen =
      link.code === key.code &&
      link.endedAt === null &&
      partner.state !== 'archived' &&
      link.sections.includes(section);
    if (!isOpen) throw partnerErrors.linkNotFound();
    return work(trx, { link, partner, asPartner: pageCtx(ctx) });
  });
}

/** Whoever has a link acts as nobody in particular, whichever account the browser is signed in with: so it stands in the trace. */
const pageCtx = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: 'system', name: 'tautan mitra' } });
