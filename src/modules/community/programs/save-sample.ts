import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { AttendanceWay, EnrolmentStatus, ProgramState, SpeakerAnswer } from './client.ts';
import { insertAttendance } from './data/attendance.queries.ts';
import { setCameBy } from './data/chain.queries.ts';
import { insertEnrolment, nextQueueNo, selectEnrolment, selectEnrolments } from './data/enrolments.queries.ts';
import { selectProgram, setState } from './data/programs.queries.ts';
import { insertReading } from './data/reading.queries.ts';
import { selectSessions } from './data/sessions.queries.ts';
import { insertSpeaker, updateSpeaker } from './data/speakers.queries.ts';
import { addProgram } from './planning/edit-programs.ts';
import { addSessionsIn } from './planning/edit-sessions.ts';
import { programErrors } from './errors.ts';
import { parseInput } from '#platform/requests/parse-input';
import {
  speakerInput,
  type ProgramInput,
  type RecurrenceInput,
  type SessionInput,
  type SpeakerInput,
} from './schema.ts';
import { tellParticipant } from './enrolment/tell-participants.ts';
import { newTicket } from './enrolment/ticket.ts';

/** That a speaker was asked by e-mail, and what they answered. */
interface PastInvitation {
  sentAt: Date;
  answer: { said: SpeakerAnswer; at: Date; note: string } | null;
}

/** A programme with its past, as a sample or another system has it. */
export interface PastProgram {
  libraryId: number;
  input: ProgramInput;
  state: ProgramState;
  cancelReason?: string;
  speakers: (SpeakerInput & { past?: PastInvitation | null })[];
  sessions: { session: Omit<SessionInput, 'speakerIds'>; speakers: number[]; recurrence: RecurrenceInput | null }[];
  /** `session`: the place of the session that it is for; null: of the whole programme. */
  readings: { bibId: number; note: string; session: number | null }[];
  enrolments: {
    memberId: number | null;
    name: string;
    contact: string;
    libraryId: number | null;
    institution: string;
    answers: Record<string, string>;
    status: Extract<EnrolmentStatus, 'requested' | 'confirmed' | 'waitlisted' | 'cancelled'>;
    placedAt: Date;
    /** They are told now what became of it. */
    told: boolean;
    /** Places of the sessions that they were at, and how it is known. */
    attended: { session: number; way: AttendanceWay }[];
  }[];
}

/**
 * Writes a programme as it was, telling nobody but who is marked; in the transaction of the caller, who has checked the permission. Sessions of a
 * recurrence count one by one. @returns the ids of the programme, its sessions and its enrolments, in order
 */
export async function saveProgram(
  trx: Tx,
  ctx: Ctx,
  past: PastProgram,
): Promise<{ id: number; sessionIds: number[]; enrolmentIds: number[] }> {
  const { libraryId, input, state, cancelReason = '' } = past;
  const id = await addProgram(trx, ctx, { libraryId, input, clonedFromId: null });
  const program = await selectProgram(trx, id);
  if (!program) throw programErrors.notFound();
  const speakerIds: number[] = [];
  for (const speaker of past.speakers) {
    const speakerId = await insertSpeaker(trx, id, parseInput(speakerInput, speaker));
    speakerIds.push(speakerId);
  }
  const sessionIds: number[] = [];
  for (const { session, speakers, recurrence } of past.sessions) {
    const of = speakers.flatMap((nth) => speakerIds[nth] ?? []);
    const input = { ...session, speakerIds: of };
    sessionIds.push(...(await addSessionsIn(trx, ctx, { program, input, recurrence })));
  }
  // only now: sessions of somebody who was invited before would be news to them
  for (const [at, { past: invited }] of past.speakers.entries())
    if (invited) await updateSpeaker(trx, speakerIds[at] ?? 0, invitationOf(invited));
  for (const { bibId, note, session } of past.readings) {
    const sessionId = session === null ? null : (sessionIds[session] ?? null);
    await insertReading(trx, { programId: id, sessionId, bibId, note });
  }
  const sessions = new Map((await selectSessions(trx, { programId: id })).map((one) => [one.id, one]));
  // with its sessions, of which whoever is told now hears
  const written = (await selectProgram(trx, id)) ?? program;
  const enrolmentIds: number[] = [];
  for (const { attended, told, answers, ...enrolment } of past.enrolments) {
    const { status, placedAt } = enrolment;
    const queue = status === 'waitlisted' ? { queueNo: await nextQueueNo(trx, id), queuedAt: placedAt } : {};
    const ended = status === 'cancelled' ? { endedAt: placedAt } : {};
    const made = {
      ...enrolment,
      programId: id,
      answers: JSON.stringify(answers),
      ticket: newTicket(),
      withCard: enrolment.memberId !== null,
      ...queue,
      ...ended,
    };
    const enrolmentId = await insertEnrolment(trx, made);
    enrolmentIds.push(enrolmentId);
    const placed = told ? await selectEnrolment(trx, enrolmentId) : undefined;
    if (placed) await tellParticipant(trx, ctx, { program: written, enrolment: placed }, { kind: status });
    for (const { session: nth, way } of attended) {
      const session = sessions.get(sessionIds[nth] ?? 0);
      if (!session) continue;
      const came = {
        sessionId: session.id,
        enrolmentId,
        way,
        cameAt: session.startsAt,
        nonce: null,
        recordedBy: 'kota contoh',
      };
      await insertAttendance(trx, came);
    }
  }
  if (state !== 'draft') await setState(trx, id, { state, cancelReason, now: ctx.clock.now() });
  return { id, sessionIds, enrolmentIds };
}

/** The first who enrolled came by short links: so many by each, one link after the other. For samples, whose posters come after programmes. */
export async function saveCameBy(
  trx: Tx,
  programId: number,
  links: readonly { code: string; people: number }[],
): Promise<void> {
  const ids = (await selectEnrolments(trx, programId)).map(({ id }) => id);
  for (const { code, people } of links) await setCameBy(trx, ids.splice(0, people), code);
}

const invitationOf = ({ sentAt, answer }: PastInvitation) => ({
  invitedAt: sentAt,
  sentCount: 1,
  sentAt,
  ...(answer && {
    answer: answer.said,
    answeredAt: answer.at,
    answeredBy: 'speaker' as const,
    answerNote: answer.note,
  }),
});
