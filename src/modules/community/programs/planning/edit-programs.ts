import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { carryChange } from './carry-change.ts';
import type { Program } from '../client.ts';
import { insertProgram, lockProgram, selectProgram, selectSlugsLike, updateProgram } from '../data/programs.queries.ts';
import { insertReading, selectReadings } from '../data/reading.queries.ts';
import { countChange, insertSession, selectSessions } from '../data/sessions.queries.ts';
import { insertSpeaker, selectSpeakers } from '../data/speakers.queries.ts';
import { programErrors } from '../errors.ts';
import { passOnSeats } from '../enrolment/pass-on-seats.ts';
import { freeSlug, slugOf } from '#shared/text/slug';
import { SLUG_OTHERWISE } from '../rules/states.ts';
import { cloneInput, programInput, type ProgramInput } from '../schema.ts';

/** Writes a new programme, a draft. Needs `programs.manage` at the library. @returns its id */
export async function createProgram(ctx: Ctx, libraryId: number, input: ProgramInput): Promise<number> {
  authorize(ctx, 'programs.manage', libraryId);
  await getLibrary(ctx, libraryId);
  return ctx.db.transaction().execute(async (trx) => addProgram(trx, ctx, { libraryId, input, clonedFromId: null }));
}

/** The same in the transaction of the caller, who has checked the permission. */
export async function addProgram(
  trx: Tx,
  ctx: Ctx,
  about: { libraryId: number; input: ProgramInput; clonedFromId: number | null },
): Promise<number> {
  const { libraryId, clonedFromId } = about;
  const values = parseInput(programInput, about.input);
  const wanted = slugOf(values.edition === null ? values.title : `${values.title} ${values.edition}`) ?? SLUG_OTHERWISE;
  const slug = freeSlug(wanted, await selectSlugsLike(trx, wanted));
  const id = await insertNamed(trx, { ...values, libraryId, slug, clonedFromId, now: ctx.clock.now() });
  const after = { title: values.title, slug, clonedFromId };
  await recordAudit(trx, ctx, { action: 'program.created', entity: 'program', entityId: id, libraryId, after });
  return id;
}

/**
 * Changes a programme; its address stays. More seats go to the queue at once; fewer seats take nobody's away; another place is told. Needs `programs.manage` at its
 * library. Refuses `programs.not_found`, `published_once` where it is to become a template: people enrolled in it or may have.
 */
export async function changeProgram(ctx: Ctx, id: number, input: ProgramInput): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const before = await managed(trx, ctx, id);
    const values = parseInput(programInput, input);
    if (values.isTemplate && !before.isTemplate && before.state !== 'draft' && before.state !== 'review') {
      throw programErrors.publishedOnce({}, { isTemplate: 'invalid' });
    }
    await updateProgram(trx, id, values, ctx.clock.now());
    const { title, capacity, place } = before;
    await recordAudit(trx, ctx, {
      action: 'program.changed',
      entity: 'program',
      entityId: id,
      libraryId: before.library.id,
      before: { title, capacity, place },
      after: { title: values.title, capacity: values.capacity, place: values.place },
    });
    if (values.place !== place) {
      // calendars that have the sessions take the other place over
      await countChange(trx, id);
      await carryChange(trx, ctx, id, { key: `place:${ctx.clock.now().toISOString()}`, participants: true });
    }
    await passOnSeats(trx, ctx, id);
  });
}

/** A programme that the actor may manage, locked until the transaction ends. Refuses `programs.not_found`. */
export async function managed(trx: Tx, ctx: Ctx, id: number): Promise<Program> {
  const program = (await lockProgram(trx, id)) ? await selectProgram(trx, id) : undefined;
  if (!program) throw programErrors.notFound();
  authorize(ctx, 'programs.manage', program.library.id);
  return program;
}

/**
 * A copy as a draft: with speakers and reading lists, and with sessions moved by so many days. Of a template comes a programme, `asTemplate` makes a template
 * of a programme, `nextEdition` counts on. Needs `programs.manage` at its library. Refuses `programs.not_found`. @returns the id of the copy
 */
export async function cloneProgram(
  ctx: Ctx,
  id: number,
  how: { moveDays?: number; asTemplate?: boolean; nextEdition?: boolean } = {},
): Promise<number> {
  const { asTemplate = false, nextEdition = false } = how;
  const { moveDays } = parseInput(cloneInput, { moveDays: how.moveDays });
  return ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, id);
    const edition = nextEdition ? (program.edition ?? 1) + 1 : program.edition;
    const input = { ...program, edition, isTemplate: asTemplate, enrolmentOpensAt: null, enrolmentClosesAt: null };
    const copy = await addProgram(trx, ctx, { libraryId: program.library.id, input, clonedFromId: id });
    const speakers = new Map<number, number>();
    for (const { id: old, name, title, email, role, language } of await selectSpeakers(trx, { programId: id })) {
      speakers.set(old, await insertSpeaker(trx, copy, { name, title, email, role, language }));
    }
    const moved = (instant: Date): Date => new Date(instant.getTime() + moveDays * 86_400_000);
    const sessions = new Map<number | null, number | null>([[null, null]]);
    for (const session of await selectSessions(trx, { programId: id })) {
      const { title, format, room, jp, materials } = session;
      const [startsAt, endsAt] = [moved(session.startsAt), moved(session.endsAt)];
      const speakerIds = session.speakers.flatMap((one) => speakers.get(one.id) ?? []);
      const made = { title, format, startsAt, endsAt, room, jp, materials, speakerIds };
      sessions.set(session.id, await insertSession(trx, copy, made));
    }
    for (const { bibId, sessionId, note } of await selectReadings(trx, id)) {
      await insertReading(trx, { programId: copy, sessionId: sessions.get(sessionId) ?? null, bibId, note });
    }
    return copy;
  });
}

async function insertNamed(trx: Tx, values: Parameters<typeof insertProgram>[1]): Promise<number> {
  try {
    return await insertProgram(trx, values);
  } catch (error) {
    if (violatedUnique(error) !== 'program_slug_key') throw error;
    throw programErrors.slugTaken();
  }
}
