import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { StudyEntry } from '../client.ts';
import { findEntry, lockEntry, updateEntry } from '../data/entries.queries.ts';
import { studyHourErrors } from '../errors.ts';
import type { EntryInput } from '../schema.ts';
import { checkIncluded, readEntry } from './add-entry.ts';
import { ownAccount } from './own-account.ts';

/** An own entry, for whoever wrote it. Throws `platform.sign_in_needed`, `study_hours.not_found` for that of another person as well. */
export async function getEntry(ctx: Ctx, id: number): Promise<StudyEntry> {
  const own = await ownAccount(ctx);
  const row = await findEntry(ctx.db, id, own.id);
  if (!row) throw studyHourErrors.notFound();
  const { title, organiser, heldOn, jp, certificateNumber, note, courseId, version } = row;
  return { id: row.id, title, organiser, heldOn, jp, certificateNumber, note, courseId, version };
}

/** Changes an own entry over the version that was read. Throws as {@link getEntry}, `platform.invalid_input`, `version_conflict`, `study_hours.not_finished`. */
export async function saveEntry(
  ctx: Ctx,
  id: number,
  { version, ...input }: EntryInput & { version: number },
): Promise<void> {
  const own = await ownAccount(ctx);
  const entry = readEntry(input, own.today);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockEntry(trx, id, own.id);
    if (!held) throw studyHourErrors.notFound();
    if (held.version !== version) throw platformErrors.versionConflict();
    // what stood there may stand, also when the course was left since
    if (entry.courseId !== held.courseId) await checkIncluded(trx, entry.courseId, own);
    await updateEntry(trx, id, { ...entry, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'study_hour_entry.changed', entity: 'study_hour_entry', entityId: id, libraryId: own.library.id },
      before: { heldOn: held.heldOn, jp: held.jp },
      after: { heldOn: entry.heldOn, jp: entry.jp },
    });
  });
}
