import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { Library } from './client.ts';
import { findLibrary, insertLibraryRow, replaceIntervals } from './data/libraries.queries.ts';
import { libraryErrors } from './errors.ts';
import { libraryInput, type LibraryInput } from './schema.ts';
import { refuseUnknown } from './update-library.ts';

/** Adds a library in a transaction that is already open (set-up, sample data); the caller has checked the permission. */
export async function insertLibrary(trx: Tx, ctx: Ctx, input: LibraryInput): Promise<Library> {
  const { openingHours = [], ...fields } = parseInput(libraryInput, input);
  const now = ctx.clock.now();
  await refuseUnknown(trx, fields.pullOrder);
  let id: number;
  try {
    id = await insertLibraryRow(trx, { ...fields, createdAt: now, updatedAt: now });
  } catch (error) {
    if (violatedUnique(error) !== null) throw libraryErrors.codeTaken({ code: fields.code }, { code: 'taken' });
    throw error;
  }
  await replaceIntervals(trx, id, openingHours);
  const library = await findLibrary(trx, id);
  if (!library) throw libraryErrors.notFound();
  await recordAudit(trx, ctx, {
    action: 'library.created',
    entity: 'library',
    entityId: id,
    libraryId: id,
    after: library,
  });
  return library;
}

/**
 * Adds a library to the network. Permission `libraries.manage`, network-wide.
 * Throws `libraries.code_taken`, `platform.invalid_input`.
 */
export async function createLibrary(ctx: Ctx, input: LibraryInput): Promise<Library> {
  authorize(ctx, 'libraries.manage', null);
  return ctx.db.transaction().execute(async (trx) => insertLibrary(trx, ctx, input));
}
