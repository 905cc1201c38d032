import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { violatedForeignKey, type Db, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { z } from 'zod';
import { deleteReading, insertReading, selectReadings, type ReadingRow } from '../data/reading.queries.ts';
import { selectSessions } from '../data/sessions.queries.ts';
import { managed } from './edit-programs.ts';
import { programErrors } from '../errors.ts';
import { releaseCopies } from '../copies/release-copies.ts';
import { getProgram } from './view-programs.ts';

const readingInput = z.object({
  bibId: z.number().int().positive(),
  /** Null: of the whole programme. */
  sessionId: z.number().int().positive().nullable().default(null),
  note: z.string().trim().max(300).default(''),
});
export type ReadingInput = z.input<typeof readingInput>;

/** The living reading list: records, whose copies are looked up where it is shown. Open as the programme is. Refuses `programs.not_found`. */
export async function listReadings(
  ctx: Pick<Ctx, 'actor'> & { db: Db | Tx },
  programId: number,
): Promise<ReadingRow[]> {
  await getProgram(ctx, programId);
  return selectReadings(ctx.db, programId);
}

/** Puts a record into the list of a programme or of one of its sessions. Needs `programs.manage` there. Refuses `programs.unknown_record`, `session_not_found`. */
export const addReading = async (ctx: Ctx, programId: number, input: ReadingInput): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, programId);
    const { bibId, sessionId, note } = parseInput(readingInput, input);
    const [session] = sessionId === null ? [] : await selectSessions(trx, { id: sessionId });
    if (sessionId !== null && session?.programId !== programId) throw programErrors.sessionNotFound();
    try {
      await insertReading(trx, { programId, sessionId, bibId, note });
    } catch (error) {
      if (violatedForeignKey(error) === null) throw error;
      throw programErrors.unknownRecord({}, { bibId: 'unknown' });
    }
    await recordAudit(trx, ctx, {
      action: 'program.reading_added',
      entity: 'program',
      entityId: programId,
      libraryId: program.library.id,
      after: { bibId },
    });
  });

/** Takes a record out of the list; copies that were set aside of it are free. Needs `programs.manage` there. Refuses `programs.unknown_record`. */
export const removeReading = async (ctx: Ctx, programId: number, id: number): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, programId);
    const gone = await deleteReading(trx, programId, id);
    if (!gone) throw programErrors.unknownRecord();
    await releaseCopies(trx, ctx, program, { which: gone, how: 'released' });
    await recordAudit(trx, ctx, {
      action: 'program.reading_removed',
      entity: 'program',
      entityId: programId,
      libraryId: program.library.id,
      before: { bibId: gone.bibId },
    });
  });
