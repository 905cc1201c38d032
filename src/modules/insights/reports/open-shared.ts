import { hashToken } from '#modules/ground/identity';
import type { Actor, Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { countAttempt, networkOf, refuseSpent, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import { m } from '#i18n/messages';
import { countOpening, findLink, type LinkRow } from './data/report-links.queries.ts';
import { reportErrors } from './errors.ts';
import { makeReport, type Report } from './make-report.ts';
import { isFewBefore, joinFew } from './rules/join-few.ts';
import { saidPlace } from './say-report.ts';
import { reportQuery } from './schema.ts';
import { makerOf } from './share-report.ts';

/** Links that are none, from one address: nobody may try them out. Whoever has one opens it as often as they like. */
const ATTEMPTS = { limit: 60, windowSeconds: 600 };

/** What whoever has a link is shown. */
export interface SharedReport {
  report: Report;
  /** Of which libraries, by their names. */
  place: string;
  expiresAt: Date;
}

/**
 * The report behind a link; open to whoever has it, while it holds. Its figures are those of its days as they are counted now, of the libraries
 * that were its maker's when it was made. Throws `reports.link_over` (also for what never was a link), `platform.too_many_requests`.
 * @param counts false for what no person did: a look at the headers, a page fetched ahead
 */
export async function openShared(
  ctx: Ctx,
  { token, ip, counts }: { token: string; ip: string; counts: boolean },
): Promise<SharedReport> {
  const tried = `report-link:${networkOf(ip)}`;
  await refuseSpent(ctx, tried, ATTEMPTS);
  const link = await findLink(ctx.db, { tokenHash: hashToken(token) });
  if (!link) {
    await countAttempt(ctx, tried, ATTEMPTS);
    throw reportErrors.linkOver();
  }
  if (link.endedAt !== null || link.expiresAt <= ctx.clock.now()) throw reportErrors.linkOver();
  await countAttempt(ctx, `report-link-opened:${networkOf(ip)}`, SHARED_ADDRESS);
  const reader = { ...ctx, actor: await frozen(ctx, link) };
  const report = await reportOf(reader, link);
  if (counts) await countOpening(ctx.db, link.id);
  return { report, place: await saidPlace(reader, report), expiresAt: link.expiresAt };
}

/** The maker as somebody who may read what the link shows, and nothing else. */
async function frozen(ctx: Ctx, link: LinkRow): Promise<Actor> {
  const maker = await makerOf(ctx.db, link);
  if (!maker) throw reportErrors.linkOver();
  const permissions = ['reports.read'];
  return { ...maker, grants: (link.libraryIds ?? [null]).map((libraryId) => ({ libraryId, permissions })) };
}

async function reportOf(reader: Ctx, { query: kept }: LinkRow): Promise<Report> {
  const query = reportQuery.safeParse(kept).data;
  if (!query) throw reportErrors.linkOver();
  try {
    const report = await makeReport(reader, query);
    if (query.by !== 'bib') return report;
    const label = m.reports_others({}, { locale: reader.locale });
    const rest = { key: null, n: 0, was: null, change: null, label, within: null, bibId: null };
    const rows = joinFew(report.rows, rest);
    const isHidden = isFewBefore(rows, report.totalBefore);
    return { ...report, rows, ...(isHidden && { totalBefore: null, totalChange: null }) };
  } catch (error) {
    // a kind that is not counted any more, a library that is gone
    if (error instanceof AppError) throw reportErrors.linkOver();
    throw error;
  }
}
