import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { selectClaims, selectFiles, selectMessages, selectNamed } from '../data/page-posts.queries.ts';
import { findLink, selectLinks, selectPageLines, type LinkRow } from '../data/pages.queries.ts';
import { partnerErrors } from '../errors.ts';
import { getPartner } from '../register/view-partners.ts';
import { inOrder } from '../rules/page-terms.ts';
import type { LinkSheet, PageLine, PartnerLink } from '../rules/page-types.ts';
import { pagePath } from './link-code.ts';

const edge = z.tuple([z.number().int(), z.number().int()]);

const shown = ({ partner: _partner, libraryId: _library, state: _state, code, ...row }: LinkRow): PartnerLink => ({
  ...row,
  sections: inOrder(row.sections),
  path: row.endedAt === null ? pagePath(code) : null,
});

/** Links to pages of a partner: those that open first. Needs `partners.manage`. Throws `partners.not_found`. */
export async function listLinks(ctx: Ctx, partnerId: number): Promise<PartnerLink[]> {
  const { id } = await getPartner(ctx, partnerId);
  return (await selectLinks(ctx.db, id)).map(shown);
}

/** One with all that was left by it. Needs `partners.manage`. Throws `partners.link_not_found`. */
export async function getLink(ctx: Ctx, id: number): Promise<LinkSheet> {
  authorizeAnywhere(ctx, 'partners.manage');
  const found = await findLink(ctx.db, id);
  if (!found) throw partnerErrors.linkNotFound();
  return {
    ...shown(found),
    files: await selectFiles(ctx.db, id),
    messages: await selectMessages(ctx.db, id),
    named: await selectNamed(ctx.db, id),
    claims: await selectClaims(ctx.db, id),
  };
}

/** Pages of all partners that open or on which something waits: what waits first. Needs `partners.manage`. */
export async function listPages(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: PageLine[]; next: string | null }> {
  authorizeAnywhere(ctx, 'partners.manage');
  const rows = await selectPageLines(ctx.db, { after: decodeCursor(cursor, edge), limit: limit + 1 });
  const { data, next } = toPage(rows, limit, ({ idle, id }) => [idle, id]);
  return { data: data.map(({ idle: _idle, ...line }) => line), next };
}
