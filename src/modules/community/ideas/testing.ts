import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';

export { openFollowUps } from './plans/follow-up-plans.ts';
export { remindPlans } from './plans/follow-up-plans.ts';
export { saveWorkshop } from './boards/save-workshop.ts';
export { type PastIdea } from './boards/save-workshop.ts';
export { type PastParticipant } from './boards/save-workshop.ts';
export { saveProposal } from './proposals/save-proposal.ts';

/** A programme of a library that is going on, with one session of brainstorming. */
export async function makeWorkshop(
  db: Db,
  { libraryId, title = 'Workshop Inovasi Perpustakaan' }: { libraryId: number; title?: string },
): Promise<{ programId: number; sessionId: number }> {
  made += 1;
  const at = new Date('2026-11-24T01:00:00Z');
  const { id: programId } = await db
    .insertInto('program')
    .values({
      ...{ libraryId, kind: 'workshop', slug: `workshop-uji-${made}`, title, state: 'running' },
      ...{ createdAt: at, changedAt: at, publishedAt: at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: sessionId } = await db
    .insertInto('programSession')
    .values({
      ...{ programId, title: 'Curah gagasan', format: 'brainstorm' },
      ...{ startsAt: new Date('2026-11-25T03:00:00Z'), endsAt: new Date('2026-11-25T05:00:00Z') },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { programId, sessionId };
}

let made = 0;
/** Somebody who takes part without a card. @returns the ticket, and the id of the enrolment */
export async function makeGuest(
  db: Db,
  { programId, name, libraryId = null }: { programId: number; name: string; libraryId?: number | null },
): Promise<{ ticket: string; enrolmentId: number }> {
  made += 1;
  const ticket = `TIKET${String(made).padStart(8, '0')}`;
  const row = { programId, name, libraryId, ticket, status: 'confirmed', placedAt: new Date('2026-11-20T01:00:00Z') };
  const { id } = await db.insertInto('programEnrolment').values(row).returning('id').executeTakeFirstOrThrow();
  return { ticket, enrolmentId: id };
}

/** A member who takes part. @returns the context in which the member is signed in, and the id of the enrolment */
export async function makeParticipant(
  t: { db: Db; ctx(actor: Ctx['actor']): Ctx },
  {
    programId,
    member,
  }: { programId: number; member: { id: number; number: string; fullName: string; homeLibraryId: number } },
): Promise<{ ctx: Ctx; enrolmentId: number }> {
  made += 1;
  const { id } = await t.db
    .insertInto('programEnrolment')
    .values({
      ...{ programId, memberId: member.id, libraryId: member.homeLibraryId, status: 'confirmed' },
      ...{ ticket: `TIKET${String(made).padStart(8, '0')}`, placedAt: new Date('2026-11-20T01:00:00Z') },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const ctx = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  return { ctx, enrolmentId: id };
}
