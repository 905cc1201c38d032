import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/db';
import { parseInput } from '#platform/parse-input';
import { withdrawGuestMessages } from '#modules/notifications';
import type { Program, SpeakerAnswer } from './client.ts';
import {
  deleteSpeaker,
  insertSpeaker,
  selectSpeakers,
  updateSpeaker,
  type SpeakerRow,
} from './data/speakers.queries.ts';
import { managed } from './edit-programs.ts';
import { trace, unlessAsked } from './edit-sessions.ts';
import { programErrors } from './errors.ts';
import { isOver } from './rules/states.ts';
import { speakerInput, type SpeakerInput } from './schema.ts';
import { aboutSpeaker, readdress, tellNotNeeded } from './tell-speakers.ts';

/** Adds a speaker, facilitator or moderator. Needs `programs.manage` there. Refuses `programs.speaker_taken`. @returns the id */
export const addSpeaker = async (ctx: Ctx, programId: number, input: SpeakerInput): Promise<number> =>
  ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, programId);
    const values = parseInput(speakerInput, input);
    const id = await named(async () => insertSpeaker(trx, programId, values));
    await trace(trx, ctx, program, { action: 'program_speaker.added', id, after: { name: values.name } });
    return id;
  });

/** A speaker whose programme the actor may manage; the programme is locked. Refuses `programs.speaker_not_found`. */
export async function managedSpeaker(
  trx: Tx,
  ctx: Ctx,
  id: number,
): Promise<{ speaker: SpeakerRow; program: Program }> {
  const [found] = await selectSpeakers(trx, { id });
  if (!found) throw programErrors.speakerNotFound();
  const program = await managed(trx, ctx, found.programId);
  // read again, now that nobody else changes it
  const [speaker] = await selectSpeakers(trx, { id });
  if (!speaker) throw programErrors.speakerNotFound();
  return { speaker, program };
}

/**
 * Changes who a speaker is and how they are written to; what waits to be sent goes to the new address. Needs `programs.manage` there. Refuses
 * `programs.speaker_not_found`, `speaker_taken`.
 */
export const changeSpeaker = async (ctx: Ctx, id: number, input: SpeakerInput): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const { speaker, program } = await managedSpeaker(trx, ctx, id);
    const values = parseInput(speakerInput, input);
    await named(async () => updateSpeaker(trx, id, values));
    if (values.email !== speaker.email && (await readdress(trx, ctx, program, { ...speaker, ...values }))) {
      await updateSpeaker(trx, id, { sentCount: speaker.sentCount + 1, sentAt: ctx.clock.now() });
    }
    await trace(trx, ctx, program, {
      action: 'program_speaker.changed',
      id,
      before: { name: speaker.name },
      after: { name: values.name },
    });
  });

/** Writes down by hand that a speaker was asked, or what they answered. Needs `programs.manage` there. Refuses `programs.speaker_not_found`. */
export const noteSpeakerAnswer = async (ctx: Ctx, id: number, said: 'invited' | SpeakerAnswer): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const { speaker, program } = await managedSpeaker(trx, ctx, id);
    const now = ctx.clock.now();
    const answered =
      said === 'invited'
        ? { answer: null, answeredAt: null, answeredBy: null }
        : { answer: said, answeredAt: now, answeredBy: 'staff' as const };
    await updateSpeaker(trx, id, { invitedAt: speaker.invitedAt ?? now, answerNote: '', ...answered });
    await trace(trx, ctx, program, {
      action: 'program_speaker.noted',
      id,
      before: { answer: speaker.answer },
      after: { answer: answered.answer },
    });
  });

/**
 * Takes a speaker out of the programme and its sessions; whoever was asked to come to what is not over is told. Needs `programs.manage` there.
 * Refuses `programs.speaker_not_found`, `has_questionnaire`.
 */
export const removeSpeaker = async (ctx: Ctx, id: number): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const { speaker, program } = await managedSpeaker(trx, ctx, id);
    if (isOver(program.state)) await withdrawGuestMessages(trx, ctx, aboutSpeaker(id));
    else await tellNotNeeded(trx, ctx, program, speaker);
    await unlessAsked(async () => deleteSpeaker(trx, id));
    await trace(trx, ctx, program, { action: 'program_speaker.removed', id, before: { name: speaker.name } });
  });

/** Runs a write that names a speaker; two of one name in a programme are refused with `programs.speaker_taken`. */
export async function named<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedUnique(error) === null) throw error;
    throw programErrors.speakerTaken({}, { name: 'taken' });
  }
}
