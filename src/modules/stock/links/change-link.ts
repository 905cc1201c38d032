import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { changeLink, findLink, lockLink, NO_TARGET } from './data/links.queries.ts';
import { linkErrors } from './errors.ts';
import { resolveTarget } from './point-link.ts';
import { readCode } from './rules/code.ts';
import { linkWords, type LinkTarget, type LinkWords } from './schema.ts';

async function locked(trx: Tx, ctx: Ctx, entered: string) {
  const link = await lockLink(trx, readCode(entered) ?? '');
  if (!link) throw linkErrors.notFound();
  authorize(ctx, 'links.manage', link.libraryId);
  return link;
}

/**
 * Lets a printed code lead somewhere else, for all prints at once; where it led before stays in the audit trail. Needs
 * `links.manage`. Throws `links.not_found`, `links.retired`, `links.unknown_target`, `links.has_link`.
 */
export async function repointLink(ctx: Ctx, code: string, input: LinkTarget): Promise<void> {
  authorizeAnywhere(ctx, 'links.manage');
  const target = await resolveTarget(ctx, input);
  try {
    await ctx.db.transaction().execute(async (trx) => {
      const link = await locked(trx, ctx, code);
      if (link.retiredAt !== null) throw linkErrors.retired();
      const before = await viewOf(trx, link.code);
      await changeLink(trx, link.id, { ...NO_TARGET, ...target });
      await recordAudit(trx, ctx, {
        action: 'link.repointed',
        entity: 'link',
        entityId: link.code,
        libraryId: link.libraryId,
        ...changedParts(before, await viewOf(trx, link.code)),
      });
    });
  } catch (error) {
    if (violatedUnique(error) === null) throw error;
    throw linkErrors.hasLink({ code: input.target }, { target: 'taken' });
  }
}

async function viewOf(trx: Tx, code: string) {
  const link = await findLink(trx, code, '9999-12-31');
  return { kind: link?.kind ?? null, leadsTo: link?.leadsTo ?? null };
}

/** Another label, or another place where it hangs: openings from now on count there. Needs `links.manage`. Throws `links.not_found`. */
export async function renameLink(ctx: Ctx, code: string, input: LinkWords): Promise<void> {
  const words = parseInput(linkWords, input);
  await ctx.db.transaction().execute(async (trx) => {
    const link = await locked(trx, ctx, code);
    await changeLink(trx, link.id, words);
    await recordAudit(trx, ctx, {
      action: 'link.renamed',
      entity: 'link',
      entityId: link.code,
      libraryId: link.libraryId,
      ...changedParts({ label: link.label, place: link.place }, { label: words.label, place: words.place }),
    });
  });
}

/** From now on the code leads to a friendly page. Needs `links.manage`. Throws `links.not_found`, `links.retired`. */
export async function retireLink(ctx: Ctx, code: string): Promise<void> {
  await setRetired(ctx, code, ctx.clock.now());
}

/** The undo of {@link retireLink}. Throws `links.has_link` where the copy or shelf has a new link by now. */
export async function restoreLink(ctx: Ctx, code: string): Promise<void> {
  try {
    await setRetired(ctx, code, null);
  } catch (error) {
    if (violatedUnique(error) === null) throw error;
    throw linkErrors.hasLink({ code });
  }
}

async function setRetired(ctx: Ctx, code: string, at: Date | null): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const link = await locked(trx, ctx, code);
    if ((link.retiredAt === null) === (at === null)) {
      if (at === null) return;
      throw linkErrors.retired();
    }
    await changeLink(trx, link.id, { retiredAt: at });
    const what = { entity: 'link', entityId: link.code, libraryId: link.libraryId };
    await (at === null
      ? recordAudit(trx, ctx, { action: 'link.restored', ...what })
      : recordAudit(trx, ctx, { action: 'link.retired', ...what }));
  });
}
