import { recordAudit } from '#modules/ground/audit';
import { keepVersion, readWriting } from '#modules/ground/content';
import { getSetting } from '#modules/ground/libraries';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { foldedKey } from '#shared/text/fold';
import { keepAddresses } from '../data/outward.queries.ts';
import { updatePage, type PageRow } from '../data/pages.queries.ts';
import { siteErrors } from '../errors.ts';
import { headOf, heldPage, isOwnSubmission, pageEntity } from '../managed-page.ts';
import { checkHeld } from '../reading/check-page.ts';
import { leadsOf } from '../reading/leads.ts';
import { showInput, type ShowInput } from '../schema.ts';

/**
 * Asks a second person to read a page before it is published. Needs `news.edit` (`site.edit` for a page) at its library. Throws
 * `site.page_not_found`, `state_forbids`, `checks_failed`, `platform.version_conflict`.
 */
export async function submitPage(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldPage(trx, ctx, id, version);
    if (held.submittedBy !== '') throw siteErrors.stateForbids({ state: held.state });
    await refuseUnready(trx, ctx, held);
    await updatePage(trx, id, {
      ...(held.state === 'approved' ? {} : { state: 'submitted' }),
      submittedBy: actorName(ctx.actor),
      submittedById: accountOf(ctx.actor),
      changedAt: ctx.clock.now(),
    });
    await recordAudit(trx, ctx, { action: 'page.submitted', ...pageEntity(held), after: { title: held.title } });
  });
}

async function refuseUnready(trx: Tx, ctx: Ctx, held: PageRow): Promise<void> {
  const blocking = (await checkHeld({ db: trx, actor: ctx.actor }, held)).filter((check) => check.blocking);
  if (blocking.length > 0) throw siteErrors.checksFailed({ count: blocking.length });
}

/**
 * Shows a page as it stands to everybody: now or from an hour on, without end or until one; what everybody sees already is changed at once. Where
 * the network asks for a second person, it is somebody else than who submitted it. Needs `news.edit` (`site.edit` for a page) at its library.
 * Throws `site.page_not_found`, `own_approval`, `state_forbids` (not submitted), `checks_failed`, `platform.version_conflict`, `invalid_input`.
 */
export async function publishPage(
  ctx: Ctx,
  id: number,
  { version, ...input }: ShowInput & { version: number },
): Promise<void> {
  const { publishAt, expireAt, updateNote } = parseInput(showInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldPage(trx, ctx, id, version);
    await refuseOwnApproval(trx, ctx, held);
    await refuseUnready(trx, ctx, held);
    await showHeld(trx, ctx, held, { publishAt, expireAt, updateNote });
  });
}

async function refuseOwnApproval(trx: Tx, ctx: Ctx, held: PageRow): Promise<void> {
  if (!(await getSetting(trx, 'siteSecondPerson'))) return;
  if (held.submittedBy === '') throw siteErrors.stateForbids({ state: held.state });
  if (isOwnSubmission(ctx, held)) throw siteErrors.ownApproval();
}

/** Keeps what stands as a version and shows it, whatever was shown before. */
export async function showHeld(
  trx: Tx,
  ctx: Ctx,
  held: PageRow,
  { publishAt, expireAt, updateNote }: { publishAt: Date | null; expireAt: Date | null; updateNote: string },
): Promise<void> {
  const now = ctx.clock.now();
  const began = held.state === 'approved' && held.publishAt !== null && held.publishAt <= now;
  // what ended is shown to nobody and can begin anew
  const wasShown = began && (held.expireAt === null || held.expireAt > now);
  const from = publishAt ?? (wasShown ? held.publishAt : null) ?? now;
  // readers would lose until then what they have
  if (wasShown && from > now) throw platformErrors.invalidInput({}, { publishAt: 'shown_already' });
  if (expireAt !== null && (expireAt <= from || expireAt <= now))
    throw platformErrors.invalidInput({}, { expireAt: 'before_start' });
  const made = await keepVersion(trx, ctx, held.writingId, headOf(held));
  await updatePage(trx, held.id, {
    ...{ state: 'approved', shownVersionId: made.id, publishAt: from, expireAt, updateNote },
    wasShown: held.wasShown || began,
    ...{ submittedBy: '', submittedById: null },
    // words are found by their beginnings: each has a space before it
    foundBy: ` ${foldedKey(`${held.title} ${held.titleEn} ${held.summary} ${held.summaryEn}`)}`,
    // readers are told of a change of what they may have read
    updatedAt: wasShown && from <= now ? now : null,
    changedAt: now,
  });
  // a link that was mended is dead no longer
  const { blocks } = await readWriting({ db: trx, actor: ctx.actor }, held.writingId);
  await keepAddresses(trx, held.id, leadsOf(blocks));
  await recordAudit(trx, ctx, {
    action: 'page.published',
    ...pageEntity(held),
    before: { state: held.state },
    after: { title: held.title, version: made.number, from, until: expireAt },
  });
}

/**
 * Takes a page out of sight; its address says that it was there. What waits for its hour is a draft again. Needs `news.edit` (`site.edit` for a
 * page) at its library. Throws `site.page_not_found`, `state_forbids`, `platform.version_conflict`.
 */
export async function withdrawPage(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldPage(trx, ctx, id, version);
    if (held.state === 'draft' || held.state === 'withdrawn') throw siteErrors.stateForbids({ state: held.state });
    const now = ctx.clock.now();
    const wasShown = held.wasShown || (held.state === 'approved' && held.publishAt !== null && held.publishAt <= now);
    const state = wasShown ? 'withdrawn' : 'draft';
    await updatePage(trx, id, {
      ...{ state, wasShown, submittedBy: '', submittedById: null, changedAt: now },
      // nobody saw it: it is as if it had never been to be shown
      ...(wasShown ? {} : { shownVersionId: null, publishAt: null, expireAt: null }),
    });
    await recordAudit(trx, ctx, {
      action: 'page.withdrawn',
      ...pageEntity(held),
      before: { state: held.state },
      after: { state, title: held.title },
    });
  });
}
