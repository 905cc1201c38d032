import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { recordAudit } from '#modules/ground/audit';
import { authorityValues, saveForms } from './authority-values.ts';
import { changeAuthority, replaceVariants } from '../data/authorities.queries.ts';
import { catalogErrors } from '../errors.ts';
import { authorizeHeadings } from './may-write-heading.ts';
import { rewriteBibs } from '../bibs/rewrite-bibs.ts';
import { headingField, readAuthority, writeAuthority } from '../rules/authority-record.ts';
import { lockAuthority } from './save-authority.ts';

/**
 * Makes two headings one: records of `fromId` get the heading of `intoId` and are tied to it by `$0`; the old heading and its
 * forms live on as forms that are not used. Needs `authorities.edit`. Refuses `catalog.shared_heading` as changing does, `catalog.authority_same`,
 * `catalog.authority_kinds_differ`, `catalog.authority_not_found`, `catalog.authority_merged`.
 * @returns how many records were rewritten
 */
export async function mergeAuthorities(
  ctx: Ctx,
  input: { fromId: number; intoId: number },
): Promise<{ rewritten: number }> {
  authorizeAnywhere(ctx, 'authorities.edit');
  const { fromId, intoId } = input;
  if (fromId === intoId) throw catalogErrors.authoritySame();
  return ctx.db.transaction().execute(async (trx) => {
    const [first, second] = fromId < intoId ? [fromId, intoId] : [intoId, fromId];
    const locked = [await lockAuthority(trx, first), await lockAuthority(trx, second)];
    await authorizeHeadings(trx, ctx, [fromId, intoId]);
    const from = locked.find((row) => row.id === fromId);
    const into = locked.find((row) => row.id === intoId);
    const to = into ? headingField(into.marc) : null;
    const old = from ? readAuthority(from.marc) : null;
    const kept = into ? readAuthority(into.marc) : null;
    if (!from || !into || !to || !old || !kept) throw catalogErrors.authorityNotFound();
    if (from.kind !== into.kind) throw catalogErrors.authorityKindsDiffer();

    const now = ctx.clock.now();
    const unique = (forms: readonly string[]): string[] => [...new Set(forms)].filter((form) => form !== kept.heading);
    const marc = writeAuthority(into.marc, {
      ...kept,
      see: unique([...kept.see, old.heading, ...old.see]),
      seeAlso: unique([...kept.seeAlso, ...old.seeAlso]).filter((form) => form !== old.heading),
      note: kept.note ?? old.note,
    });
    const made = authorityValues(marc);
    if (!made) throw catalogErrors.authorityNotFound();
    await changeAuthority(trx, fromId, { mergedIntoId: intoId }, now);
    await replaceVariants(trx, [fromId], []);
    await changeAuthority(trx, intoId, made.values, now);
    const rewritten = await rewriteBibs(trx, ctx, fromId, {
      kind: into.kind,
      fromIds: [fromId],
      fromFolded: [from.foldedHeading],
      toId: intoId,
      to,
    });
    await saveForms(trx, intoId, made.view);
    await recordAudit(trx, ctx, {
      action: 'authority.merged',
      entity: 'authority',
      entityId: fromId,
      before: { heading: old.heading, see: old.see },
      after: { mergedIntoId: intoId, heading: kept.heading, rewritten },
    });
    return { rewritten };
  });
}
