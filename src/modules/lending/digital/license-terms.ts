import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import type { Storage } from '#platform/storage';
import { addAttachment, authorizeBibOf, findAttachment } from '#modules/collection/catalog';
import { selectLicenseUses, upsertLicense, type LicenseUse } from './data/licenses.queries.ts';
import { digitalErrors } from './errors.ts';
import { licenseInput, type LicenseInput } from './schema.ts';
import { settleLicense } from './settle-license.ts';

/**
 * Says how many readers may have a licensed file at once, and for how long. Loans that run keep their end; with fewer copies nobody
 * loses what they have. Needs `catalog.edit`. Refuses `catalog.shared_record` as changing the record does, `digital.not_licensed` for a file
 * whose access rule is another one.
 */
export async function setLicense(ctx: Ctx, attachmentId: number, input: LicenseInput): Promise<void> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const terms = parseInput(licenseInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { access, bibId } = await findAttachment(trx, attachmentId);
    await authorizeBibOf(trx, ctx, bibId, 'catalog.edit');
    if (access !== 'licensed') throw digitalErrors.notLicensed();
    const [before] = await selectLicenseUses(trx, [attachmentId], ctx.clock.now());
    await upsertLicense(trx, { attachmentId, ...terms, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      action: 'digital_license.set',
      entity: 'bib',
      entityId: bibId,
      ...(before && { before: { attachmentId, copies: before.copies, loanDays: before.loanDays } }),
      after: { attachmentId, ...terms },
    });
    await settleLicense(trx, ctx, attachmentId);
  });
}

/**
 * Adds a file to a record that is lent under these terms. Needs `catalog.edit`. Refuses what adding an attachment refuses. Should the
 * second step fail, the file is there without terms, and nobody can read it until it has some.
 * @returns the attachment's id
 */
export async function addLicensedFile(
  ctx: Ctx,
  storage: Storage,
  input: { bibId: number; title: string } & LicenseInput,
  file: Blob & { name?: string },
): Promise<number> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const terms = parseInput(licenseInput, input);
  const { bibId, title } = input;
  const { id } = await addAttachment(ctx, storage, { bibId, title, access: 'licensed' }, file);
  await setLicense(ctx, id, terms);
  return id;
}

/** Terms and use of the licensed ones among files, by the file; open to whoever sees the record. Names nobody. */
export async function licensesOf(
  ctx: { db: Db; clock: Ctx['clock'] },
  attachmentIds: readonly number[],
): Promise<Map<number, LicenseUse>> {
  const uses = await selectLicenseUses(ctx.db, attachmentIds, ctx.clock.now());
  return new Map(uses.map((use) => [use.attachmentId, use]));
}
