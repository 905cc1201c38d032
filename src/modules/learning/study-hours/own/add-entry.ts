import { recordAudit } from '#modules/ground/audit';
import { certificatesOfAccounts } from '#modules/community/certificates';
import { finishedCourse } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { subjectOf } from '../course-subject.ts';
import { countEntries, insertEntry, lockEntries } from '../data/entries.queries.ts';
import { studyHourErrors } from '../errors.ts';
import { entryInput, type EntryInput } from '../schema.ts';
import { ownAccount, type OwnAccount } from './own-account.ts';

/** So many own entries one person has at most. */
const MOST_ENTRIES = 500;

/** What was part of something has to be a course that this person finished, or holds the certificate of. Throws `study_hours.not_finished`, at its field. */
export async function checkIncluded(trx: Tx, courseId: number | null, { id }: OwnAccount): Promise<void> {
  if (courseId === null || (await finishedCourse(trx, courseId, { accountId: id }))) return;
  const held = await certificatesOfAccounts(trx, [id]);
  // a certificate stays when what was answered in the course is forgotten
  if (!held.some(({ subject, isRevoked }) => subject === subjectOf(courseId) && !isRevoked))
    throw studyHourErrors.notFinished({}, { courseId: 'unknown' });
}

/** What an entry says, checked. Throws `platform.invalid_input`: also for a day that has not come. */
export function readEntry(input: EntryInput, today: string) {
  const entry = parseInput(entryInput, input);
  if (entry.heldOn > today) throw platformErrors.invalidInput({}, { heldOn: 'date_in_future' });
  return entry;
}

/**
 * Notes what whoever is signed in as staff learnt elsewhere, as they say themselves. Throws `platform.sign_in_needed`, `invalid_input`,
 * `study_hours.full`, `not_finished`. @returns its id
 */
export async function addEntry(ctx: Ctx, input: EntryInput): Promise<number> {
  const own = await ownAccount(ctx);
  const entry = readEntry(input, own.today);
  const now = ctx.clock.now();
  return ctx.db.transaction().execute(async (trx) => {
    await lockEntries(trx, own.id);
    if ((await countEntries(trx, own.id)) >= MOST_ENTRIES) throw studyHourErrors.full();
    await checkIncluded(trx, entry.courseId, own);
    const id = await insertEntry(trx, { ...entry, accountId: own.id, createdAt: now, changedAt: now });
    await recordAudit(trx, ctx, {
      ...{ action: 'study_hour_entry.added', entity: 'study_hour_entry', entityId: id, libraryId: own.library.id },
      after: { heldOn: entry.heldOn, jp: entry.jp },
    });
    return id;
  });
}
