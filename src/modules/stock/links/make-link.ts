import { recordAudit, recordAudits } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { insertLinks, selectCodesOf, type NewLink } from './data/links.queries.ts';
import { linkErrors } from './errors.ts';
import { ATTEMPTS, keepLink, labelOf } from './keep-link.ts';
import { newCode, resolveTarget } from './point-link.ts';
import { linkWords, type LinkTarget, type LinkWords } from './schema.ts';

/**
 * Makes a short link of a library. Needs `links.manage` there. A copy, room or shelf has one link at a time.
 * @returns its code
 * Throws `links.unknown_target`, `links.has_link`.
 */
export async function makeLink(ctx: Ctx, libraryId: number, input: LinkTarget & LinkWords): Promise<string> {
  authorize(ctx, 'links.manage', libraryId);
  const words = parseInput(linkWords, input);
  const target = await resolveTarget(ctx, input);
  return ctx.db.transaction().execute(async (trx) => {
    const link = { ...words, ...target, libraryId, createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) };
    const code = await keepLink(trx, link, async () => {
      const taken = await takenBy(trx, target);
      if (taken !== undefined) throw linkErrors.hasLink({ code: taken }, { target: 'taken' });
    });
    const after = { ...words, kind: target.kind, target: input.target };
    await recordAudit(trx, ctx, { action: 'link.made', entity: 'link', entityId: code, libraryId, after });
    return code;
  });
}

async function takenBy(trx: Tx, target: { itemId?: number | null; spaceId?: number | null }) {
  if (target.itemId) return (await selectCodesOf(trx, 'itemId', [target.itemId])).get(target.itemId);
  if (target.spaceId) return (await selectCodesOf(trx, 'spaceId', [target.spaceId])).get(target.spaceId);
  return undefined;
}

/** A copy, room or shelf that is to have a link. */
export interface LinkSubject {
  id: number;
  libraryId: number;
  label: string;
}

/**
 * The codes of copies, or of rooms and shelves: what has a link keeps it, the others get one. For printing, which has checked its own
 * permission. @returns code by id
 */
export async function ensureLinks(
  trx: Tx,
  ctx: Ctx,
  kind: 'item' | 'space',
  subjects: readonly LinkSubject[],
): Promise<Map<number, string>> {
  const column = kind === 'item' ? ('itemId' as const) : ('spaceId' as const);
  const ids = subjects.map(({ id }) => id);
  const before = await selectCodesOf(trx, column, ids);
  let codes = before;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const missing = subjects.filter(({ id }) => !codes.has(id));
    if (missing.length === 0) break;
    const made = missing.map(({ id, label, libraryId }): NewLink => ({
      code: newCode(),
      kind,
      label: labelOf(label),
      place: '',
      libraryId,
      [column]: id,
      createdAt: ctx.clock.now(),
      createdBy: actorName(ctx.actor),
    }));
    const kept = new Set(await insertLinks(trx, made));
    await recordAudits(
      trx,
      ctx,
      made.flatMap(({ code, label, libraryId }) =>
        kept.has(code)
          ? [{ action: 'link.made', entity: 'link', entityId: code, libraryId, after: { kind, label } }]
          : [],
      ),
    );
    codes = await selectCodesOf(trx, column, ids);
  }
  return codes;
}
