import { aLibrary, aMember } from '#modules/people/members/testing';
import { addSpeaker } from '#modules/community/programs';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import type { Actor, Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { hashOf, keyOfNewEnrolment, newSheetToken } from './answers/answer-keys.ts';
import { insertSheet } from './data/keys.queries.ts';
import type { ContentInput } from './schema.ts';

export { copyInstrumentIn } from './write-questionnaire.ts';
export { closePairs } from './placements/place-questionnaire.ts';
export { closePlacementIn } from './placements/place-questionnaire.ts';
export { writePlacement } from './placements/place-questionnaire.ts';
export { removeErasedFiles } from './answers/remove-erased-files.ts';
export { takeBackCalledOff } from './placements/take-back-called-off.ts';
export { remindWhoHasNotAnswered } from './placements/tell-participants.ts';
export { tellWhoMayAnswer } from './placements/tell-participants.ts';
export { tellWhoMayAnswerIn } from './placements/tell-participants.ts';
export { saveResponses } from './answers/save-responses.ts';
export { refreshInterim } from './results/disclose.ts';
export { refreshInterimIn } from './results/disclose.ts';
export type { ContentInput } from './schema.ts';
export type { PlacementInput } from './schema.ts';

interface Test {
  ctx(actor?: Actor): Ctx;
}

/** A participant of a test's workshop: the member, signed in, and the enrolment with its ticket and a key to answer by. */
export interface TestParticipant {
  ctx: Ctx;
  memberId: number;
  name: string;
  enrolmentId: number;
  ticket: string;
  key: string;
}
export interface TestWorkshop {
  libraryId: number;
  programId: number;
  sessionId: number;
  speakerId: number;
  participants: TestParticipant[];
}

/** A workshop with two sessions, a speaker and members who are confirmed to come. */
export async function aWorkshop(t: Test, size: number): Promise<TestWorkshop> {
  const { id: libraryId } = await aLibrary(t.ctx());
  const { id: programId, sessionIds } = await makeProgram(t.ctx(), libraryId);
  const speakerId = await addSpeaker(t.ctx(), programId, { name: 'Narasumber Uji' });
  const participants: TestParticipant[] = [];
  for (let nth = 0; nth < size; nth += 1) {
    const { id: memberId, number, fullName: name } = await aMember(t.ctx());
    const { id: enrolmentId, ticket } = await makeParticipant(t.ctx(), programId, { memberNumber: number });
    const ctx = t.ctx({ kind: 'member', id: memberId, number, name, sessionId: memberId });
    const key = await keyOfNewEnrolment(t.ctx(), enrolmentId);
    participants.push({ ctx, memberId, name, enrolmentId, ticket, key });
  }
  return { libraryId, programId, sessionId: sessionIds[0] ?? 0, speakerId, participants };
}

/** Tokens of sheets, written as printing writes them; printing itself makes a PDF. */
export async function someSheets(
  t: { db: Db },
  placementIds: readonly number[],
  { count = 1, enrolmentId = null }: { count?: number; enrolmentId?: number | null } = {},
): Promise<string[]> {
  const tokens = Array.from({ length: count }, newSheetToken);
  await t.db.transaction().execute(async (trx) => {
    for (const token of tokens) await insertSheet(trx, { tokenHash: hashOf(token), placementIds, enrolmentId });
  });
  return tokens;
}

/** One statement judged from 1 to 4, and a free text. */
export const shortEvaluation: ContentInput = {
  title: 'Evaluasi singkat',
  questions: [
    {
      id: 'materi',
      kind: 'likert',
      label: 'Materi cocok dengan pekerjaan saya',
      required: true,
      options: ['Tidak baik', 'Kurang', 'Baik', 'Sangat baik'].map((label, at) => ({
        value: String(at + 1),
        label,
        score: at + 1,
      })),
    },
    { id: 'pesan', kind: 'text', label: 'Pesan', long: true },
  ],
};

/** Two questions with one right answer each. */
export const shortTest: ContentInput = {
  title: 'Tes singkat',
  questions: ['satu', 'dua'].map((id) => ({
    id,
    kind: 'single' as const,
    label: `Pertanyaan ${id}`,
    points: 1,
    options: [
      { value: 'a', label: 'Benar', correct: true },
      { value: 'b', label: 'Salah' },
    ],
  })),
};
