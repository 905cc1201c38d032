import { recordAudit } from '#modules/ground/audit';
import { countHeard, type HeardFrom } from '#modules/ground/heard-from';
import { noteActivity } from '#modules/people/members';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedForeignKey, violatedUnique, type Tx } from '#platform/database/db';
import { AppError, platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { freeSeats, type EnrolmentStatus, type Program } from '../client.ts';
import {
  insertEnrolment,
  isEnrolled,
  nextQueueNo,
  selectEnrolment,
  type EnrolmentRow,
} from '../data/enrolments.queries.ts';
import { lockProgram, selectPrograms } from '../data/programs.queries.ts';
import { programErrors } from '../errors.ts';
import { enrolmentWindow, seatFor } from '../rules/enrolment.ts';
import { readAnswers } from '../rules/form-answers.ts';
import { enrolmentInput, type EnrolmentInput, type EnrolmentValues } from '../schema.ts';
import { linkOfPage } from '../chain/link-of-page.ts';
import { tellParticipant } from './tell-participants.ts';
import { refuseOverQuota } from './institution-quota.ts';
import { newTicket } from './ticket.ts';
import { getProgram } from '../planning/view-programs.ts';
import { whoEnrols, type Participant } from './who-enrols.ts';

/**
 * Enrols somebody: a member by their session, a member or guest by staff (`programs.manage` or `programs.attendance` there), a guest by
 * themselves. The programme is locked, so that confirmed people and live offers never exceed its capacity; who finds it full, or a queue,
 * joins the queue. Refuses `programs.not_found`, `enrolment_closed`, `enrolment_not_yet`, `already_enrolled`, `quota_reached`,
 * `too_many_people`, `unknown_member`, `member_blocked`, `not_own_child`, `platform.invalid_input` with `answers.<id>`.
 */
export const enrol = async (ctx: Ctx, input: EnrolmentInput): Promise<EnrolmentRow> =>
  ctx.db.transaction().execute(async (trx) => {
    const made = await enrolIn(trx, ctx, parseInput(enrolmentInput, input));
    await noteHeard(trx, ctx, [made]);
    return made.enrolment;
  });

/**
 * Enrols somebody in every programme of a series that takes enrolments, all or none; where they are enrolled already they stay so. Questions
 * that only another programme asks stay unanswered. Refuses as {@link enrol}. @returns the new enrolments
 */
export async function enrolInSeries(ctx: Ctx, input: EnrolmentInput): Promise<EnrolmentRow[]> {
  const wanted = parseInput(enrolmentInput, input);
  const { series } = await getProgram(ctx, wanted.programId);
  if (series === '') return [await enrol(ctx, input)];
  const states = ['published', 'running'] as const;
  const all = await selectPrograms(ctx.db, { series, states }, { limit: 100, newestFirst: false, after: null });
  const open = all.filter((one) => enrolmentWindow(one, ctx.clock.now()) === 'open');
  // locked in one order, so that two who want the same series do not wait for each other
  const ids = open.map((one) => one.id).toSorted((a, b) => a - b);
  return ctx.db.transaction().execute(async (trx) => {
    const made: Enrolled[] = [];
    for (const programId of ids) {
      // the code and the answer belong to the one whose page was read: somebody counts once
      const about = programId === wanted.programId ? wanted : { ...wanted, cameBy: '', heardFrom: undefined };
      try {
        made.push(await enrolIn(trx, ctx, { ...about, programId }));
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'programs.already_enrolled') throw error;
      }
    }
    if (made.length === 0) throw programErrors.alreadyEnrolled();
    await noteHeard(trx, ctx, made);
    return made.map(({ enrolment }) => enrolment);
  });
}

/** An enrolment, and from where they know of the programme; undefined: they did not say. */
interface Enrolled {
  enrolment: EnrolmentRow;
  heard: { libraryId: number; answer: HeardFrom } | undefined;
}

/** Last of all, for the sums of a library are one row for all of its programmes: nobody waits for it who holds another programme. */
async function noteHeard(trx: Tx, ctx: Ctx, made: readonly Enrolled[]): Promise<void> {
  for (const { heard } of made) if (heard) await countHeard(trx, ctx, { ...heard, moment: 'enrolment' });
}

async function enrolIn(trx: Tx, ctx: Ctx, wanted: EnrolmentValues): Promise<Enrolled> {
  await lockProgram(trx, wanted.programId);
  const program = await getProgram({ db: trx, actor: ctx.actor }, wanted.programId);
  const manages = can(ctx.actor, 'programs.manage', program.library.id);
  refuseClosed(program, ctx.clock.now(), manages);
  const { answers, wrong } = readAnswers(program.form, wanted.answers);
  if (Object.keys(wrong).length > 0) throw platformErrors.invalidInput({}, wrong);
  if (program.capacity !== null && wanted.people > program.capacity) {
    throw programErrors.tooManyPeople({ capacity: program.capacity }, { people: 'too_many' });
  }
  const who = await whoEnrols(trx, ctx, { program, wanted });
  // looked up rather than left to the unique index: a refusal there would end the transaction of a whole series
  if (await isEnrolled(trx, program.id, who)) throw programErrors.alreadyEnrolled();
  await refuseOverQuota(trx, program, {
    ...{ memberId: who.memberId, libraryId: who.libraryId },
    ...{ institution: wanted.institution, people: wanted.people },
  });
  // whoever may say yes has said it by enrolling
  const status = program.needsApproval && !manages ? 'requested' : seatIn(program, wanted.people);
  const link = await linkOfPage(trx, wanted.cameBy, program.slug);
  const enrolment = await write(trx, ctx, {
    program,
    wanted: { ...wanted, answers },
    who,
    status,
    walkIn: false,
    cameBy: link?.code ?? '',
  });
  const answer = wanted.heardFrom ?? link?.answer;
  return { enrolment, heard: answer && { libraryId: program.library.id, answer } };
}

export const seatIn = (program: Program, people: number): 'confirmed' | 'waitlisted' =>
  seatFor(people, { free: freeSeats(program), waiting: program.waitlistedCount });

/** Whoever manages the programme may still add people while it runs, and before the time of enrolment. */
function refuseClosed(program: Program, now: Date, manages: boolean): void {
  const window = enrolmentWindow(program, now);
  const live = program.state === 'published' || program.state === 'running';
  if (window === 'open' || (manages && live && !program.isTemplate)) return;
  if (window === 'not_yet') throw programErrors.enrolmentNotYet();
  throw programErrors.enrolmentClosed();
}

interface NewEnrolment {
  program: Program;
  wanted: Pick<EnrolmentValues, 'institution' | 'people' | 'answers'>;
  who: Participant;
  status: Extract<EnrolmentStatus, 'requested' | 'confirmed' | 'waitlisted'>;
  walkIn: boolean;
  /** The short link by which they came; empty: by another way. */
  cameBy?: string;
}

/** Writes an enrolment and tells the participant, in a transaction in which the programme is locked. Refuses `programs.already_enrolled`. */
export async function write(trx: Tx, ctx: Ctx, about: NewEnrolment): Promise<EnrolmentRow> {
  const { program, wanted, who, status, walkIn, cameBy = '' } = about;
  const { institution, people, answers } = wanted;
  const now = ctx.clock.now();
  if (who.memberId !== null) await noteActivity(trx, ctx, { id: who.memberId });
  const queue = status === 'waitlisted' ? { queueNo: await nextQueueNo(trx, program.id), queuedAt: now } : {};
  const id = await insertOnce(trx, {
    programId: program.id,
    ...who,
    institution,
    people,
    answers: JSON.stringify(answers),
    ticket: newTicket(),
    status,
    walkIn,
    cameBy,
    withCard: who.memberId !== null,
    placedAt: now,
    ...queue,
  });
  await recordAudit(trx, ctx, {
    action: 'program_enrolment.placed',
    entity: 'program_enrolment',
    entityId: id,
    libraryId: program.library.id,
    after: { program: program.title, status, people },
  });
  const enrolment = await selectEnrolment(trx, id);
  if (!enrolment) throw programErrors.enrolmentNotFound();
  if (!walkIn) await tellParticipant(trx, ctx, { program, enrolment }, { kind: status });
  return enrolment;
}

async function insertOnce(trx: Tx, row: Parameters<typeof insertEnrolment>[1]): Promise<number> {
  try {
    return await insertEnrolment(trx, row);
  } catch (error) {
    if (violatedForeignKey(error) === 'program_enrolment_library_id_fkey') {
      throw platformErrors.invalidInput({}, { libraryId: 'invalid' });
    }
    if (violatedUnique(error) === null) throw error;
    throw programErrors.alreadyEnrolled();
  }
}
