import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { accountActor, hashToken, newToken } from '#modules/ground/identity';
import { listLibraries } from '#modules/ground/libraries';
import { accountOf, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere, can, grantedLibraries } from '#platform/rights/authorize';
import { addDays, type LocalDate } from '#shared/dates';
import { endLink, findLink, insertLink, lockLinks, selectLinks, type LinkRow } from './data/report-links.queries.ts';
import { reportErrors } from './errors.ts';
import { makeReport } from './make-report.ts';
import { LINK_DAYS } from './rules/link-days.ts';
import { reportQuery, type ReportQuery } from './schema.ts';

/** So many of an account hold at a time. */
const MOST_LINKS = 20;
/** So many are looked through for a list. */
const MOST_LISTED = 500;
const PREFIX = 'laporan';
const DAY = 86_400_000;

const sharing = z.object({ query: reportQuery, days: z.literal(LINK_DAYS) });

/** A link that holds. */
export interface ReportLink {
  id: number;
  query: ReportQuery;
  expiresAt: Date;
  opened: number;
  /** Who made it; null = the reader. */
  by: string | null;
}

/**
 * Makes a link that shows a report to whoever has it, for some days: of the libraries that its maker may read now, never more. Needs
 * `reports.read`. Refuses what {@link makeReport} refuses, `reports.too_many_links`; titles of days of which none is counted yet.
 * @returns the token, which nobody can read again
 */
export async function shareReport(
  ctx: Ctx,
  input: z.input<typeof sharing>,
): Promise<{ id: number; token: string; expiresAt: Date }> {
  authorizeAnywhere(ctx, 'reports.read');
  const accountId = accountOf(ctx.actor);
  if (accountId === null) throw reportErrors.notFound();
  const { query: asked, days } = parseInput(sharing, input);
  // what cannot be made is not shared
  const { through } = await makeReport(ctx, asked);
  const query = asked.by === 'bib' ? countedAlready(asked, through) : asked;
  const libraryIds = await sharedLibraries(ctx, query);
  const madeAt = ctx.clock.now();
  const expiresAt = new Date(madeAt.getTime() + days * DAY);
  const token = newToken(PREFIX);
  const id = await ctx.db.transaction().execute(async (trx) => {
    if ((await lockLinks(trx, accountId, madeAt)) >= MOST_LINKS) throw reportErrors.tooManyLinks({ most: MOST_LINKS });
    const link = { accountId, tokenHash: hashToken(token), libraryIds, madeAt, expiresAt };
    const made = await insertLink(trx, { ...link, query: JSON.stringify(query) });
    await recordAudit(trx, ctx, {
      action: 'report_link.made',
      entity: 'report_link',
      entityId: String(made),
      after: { ...query, libraryIds, expiresAt: expiresAt.toISOString() },
    });
    return made;
  });
  return { id, token, expiresAt };
}

/** Titles are told of days that are counted by now: of a link that grows, today's less yesterday's would be one loan of one title. */
function countedAlready(query: ReportQuery, through: LocalDate | null): ReportQuery {
  const last = through ?? addDays(query.from, -1);
  return last >= query.to ? query : parseInput(reportQuery, { ...query, to: last });
}

/** The libraries whose figures go out; null = the whole network. */
export async function sharedLibraries(ctx: Ctx, { library }: Pick<ReportQuery, 'library'>): Promise<number[] | null> {
  const granted = grantedLibraries(ctx.actor, 'reports.read');
  if (library === undefined) return granted === 'all' ? null : [...new Set(granted)];
  const asked = (await listLibraries(ctx)).find(({ code }) => code === library);
  if (!asked || (granted !== 'all' && !granted.includes(asked.id))) throw reportErrors.notFound();
  return [asked.id];
}

/** Whether somebody may still read all that went out. */
export const mayRead = (actor: Ctx['actor'], libraryIds: readonly number[] | null): boolean =>
  libraryIds === null
    ? can(actor, 'reports.read', null)
    : libraryIds.every((libraryId) => can(actor, 'reports.read', libraryId));

/**
 * Whose rights a link has: its maker's, while they may still read all that it shows; null: it shows nothing. Without the right for one of the
 * libraries it ends, for the same link never says other figures than before.
 */
export async function makerOf(db: Ctx['db'], { accountId, libraryIds }: LinkRow) {
  const maker = await accountActor(db, accountId);
  return maker && mayRead(maker, libraryIds) ? maker : null;
}

/** Links that hold to figures that this person may read too, the newest first. Needs `reports.read`. */
export async function listReportLinks(ctx: Ctx, about: { kind?: string; by?: string } = {}): Promise<ReportLink[]> {
  authorizeAnywhere(ctx, 'reports.read');
  const account = accountOf(ctx.actor);
  const links: ReportLink[] = [];
  for (const row of await selectLinks(ctx.db, ctx.clock.now(), MOST_LISTED)) {
    const query = reportQuery.safeParse(row.query).data;
    if (!query || (about.kind ?? query.kind) !== query.kind || (about.by ?? query.by) !== query.by) continue;
    if (!mayRead(ctx.actor, row.libraryIds)) continue;
    const maker = await makerOf(ctx.db, row);
    const { id, expiresAt, opened, accountId } = row;
    if (maker) links.push({ id, query, expiresAt, opened, by: accountId === account ? null : maker.name });
  }
  return links;
}

/**
 * The link opens nothing any more. Needs `reports.read` where its figures come from: whoever may read them may also see to it that they stay
 * in the house. Refuses `reports.not_found`, `reports.link_over` where it had ended.
 */
export async function unshareReport(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'reports.read');
  const link = await findLink(ctx.db, { id });
  if (!link || !(link.accountId === accountOf(ctx.actor) || mayRead(ctx.actor, link.libraryIds)))
    throw reportErrors.notFound();
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await endLink(trx, id, ctx.clock.now()))) throw reportErrors.linkOver();
    await recordAudit(trx, ctx, { action: 'report_link.ended', entity: 'report_link', entityId: String(id) });
  });
}
