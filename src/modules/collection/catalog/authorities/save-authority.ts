import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { violatedUnique } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { authorityValues, saveForms } from './authority-values.ts';
import { changeAuthority, insertAuthorities, lockAuthorities, type AuthorityRow } from '../data/authorities.queries.ts';
import { catalogErrors } from '../errors.ts';
import { getAuthority, type AuthorityDetail } from './list-authorities.ts';
import { authorizeHeadings } from './may-write-heading.ts';
import { rewriteBibs } from '../bibs/rewrite-bibs.ts';
import { headingField, readAuthority, writeAuthority } from '../rules/authority-record.ts';
import { changedLines } from '../rules/changed-lines.ts';
import { authorityInput, updateAuthorityInput, type AuthorityInput, type UpdateAuthorityInput } from '../schema.ts';

const asAuthorityConflict = (error: unknown, heading: string): unknown =>
  violatedUnique(error) === 'authority_heading'
    ? catalogErrors.authorityExists({ heading }, { heading: 'taken' })
    : error;

/** Locks a living heading. Refuses `catalog.authority_not_found`, `catalog.authority_merged`. */
export async function lockAuthority(trx: Tx, id: number): Promise<AuthorityRow> {
  const [row] = await lockAuthorities(trx, [id]);
  if (!row) throw catalogErrors.authorityNotFound();
  if (row.mergedIntoId !== null) throw catalogErrors.authorityMerged({ intoId: row.mergedIntoId });
  return row;
}

/**
 * Adds a heading with its other forms. Records that carry it as text are tied to it. Needs `authorities.edit`. Refuses
 * `catalog.authority_exists` when the same kind has an equal heading.
 */
export async function createAuthority(ctx: Ctx, input: AuthorityInput): Promise<AuthorityDetail> {
  authorizeAnywhere(ctx, 'authorities.edit');
  const form = parseInput(authorityInput, input);
  const made = authorityValues(writeAuthority(null, form));
  if (!made) throw platformErrors.invalidInput({}, { heading: 'required' });
  try {
    const id = await ctx.db.transaction().execute(async (trx) => {
      const [newId = 0] = await insertAuthorities(trx, [made.values], ctx.clock.now());
      await saveForms(trx, newId, made.view);
      await recordAudit(trx, ctx, { action: 'authority.created', entity: 'authority', entityId: newId, after: form });
      return newId;
    });
    return await getAuthority(ctx, id);
  } catch (error) {
    throw asAuthorityConflict(error, form.heading);
  }
}

/**
 * Changes a heading and its forms. A changed heading is rewritten in all records that use it, in the same transaction. Needs
 * `authorities.edit`. Refuses `catalog.shared_heading` where records of others carry it, `platform.version_conflict`, `catalog.authority_exists`, `catalog.authority_merged`.
 * @returns the heading and how many records were rewritten
 */
export async function updateAuthority(
  ctx: Ctx,
  input: UpdateAuthorityInput,
): Promise<{ authority: AuthorityDetail; rewritten: number }> {
  authorizeAnywhere(ctx, 'authorities.edit');
  const { id, version, ...form } = parseInput(updateAuthorityInput, input);
  try {
    const rewritten = await ctx.db.transaction().execute(async (trx) => {
      const before = await lockAuthority(trx, id);
      await authorizeHeadings(trx, ctx, [id]);
      if (before.version !== version) throw platformErrors.versionConflict();
      const marc = writeAuthority(before.marc, { ...form, kind: before.kind });
      const made = authorityValues(marc);
      const to = headingField(marc);
      if (!made || !to) throw platformErrors.invalidInput({}, { heading: 'required' });
      await changeAuthority(trx, id, made.values, ctx.clock.now());
      const changed = readAuthority(before.marc)?.heading !== made.view.heading;
      const count = changed
        ? await rewriteBibs(trx, ctx, id, {
            kind: before.kind,
            fromIds: [id],
            fromFolded: [before.foldedHeading],
            toId: id,
            to,
          })
        : 0;
      await saveForms(trx, id, made.view);
      const lines = changedLines(before.marc, marc);
      await recordAudit(trx, ctx, {
        action: 'authority.updated',
        entity: 'authority',
        entityId: id,
        before: { marc: lines.removed },
        after: { marc: lines.added, rewritten: count },
      });
      return count;
    });
    return { authority: await getAuthority(ctx, id), rewritten };
  } catch (error) {
    throw asAuthorityConflict(error, form.heading);
  }
}
