import { sql, type Insertable } from 'kysely';
import type { Contribution, ProgramEnrolment } from '#platform/database/db-types';
import type { TestDb } from './test-db.ts';

let made = 0;

/** Contributions, programmes that were held and who came to them, in the database of a test. */
export function ledgerHouse(t: TestDb) {
  /** Received on a day of the year of the test, unless it is said. @returns its id */
  async function given(partnerId: number, libraryId: number, more: Partial<Insertable<Contribution>> = {}) {
    const { id } = await t.db
      .insertInto('contribution')
      .values({
        ...{ partnerId, libraryId, kind: 'money', what: 'Uang buku', state: 'received' },
        ...{ fromOn: '2026-06-02', untilOn: more.fromOn ?? '2026-06-02', valuedBy: 'own', value: 3_500_000 },
        ...{ createdAt: t.clock.now(), changedAt: t.clock.now(), createdBy: 'uji' },
        ...more,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }

  /** A programme that everybody sees, with sessions on days from nine to ten in Blitar. */
  async function programOn(libraryId: number, days: readonly string[], title = 'Jualan Lebih Rapi') {
    made += 1;
    const at = t.clock.now();
    const { id } = await t.db
      .insertInto('program')
      .values({
        ...{ libraryId, kind: 'workshop', slug: `buku-hasil-${made}`, title, state: 'published' },
        ...{ createdAt: at, changedAt: at, publishedAt: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const sessionIds: number[] = [];
    for (const day of days) {
      const [startsAt, endsAt] = [new Date(`${day}T09:00:00+07:00`), new Date(`${day}T10:00:00+07:00`)];
      const session = await t.db
        .insertInto('programSession')
        .values({ programId: id, title: `Pertemuan ${day}`, format: 'lesson', startsAt, endsAt })
        .returning('id')
        .executeTakeFirstOrThrow();
      sessionIds.push(session.id);
    }
    return { id, sessionIds };
  }

  /** So many came to all of these sessions. @returns their enrolments */
  async function came(
    { id: programId, sessionIds }: { id: number; sessionIds: readonly number[] },
    people: number,
    more: Partial<Insertable<ProgramEnrolment>> = {},
  ): Promise<number[]> {
    const enrolments: number[] = [];
    for (let nth = 0; nth < people; nth += 1) {
      made += 1;
      const { id: enrolmentId } = await t.db
        .insertInto('programEnrolment')
        .values({
          ...{ programId, name: `Peserta ${made}`, status: 'confirmed', placedAt: t.clock.now() },
          ticket: `BUKUHASIL${String(made).padStart(6, '0')}`,
          ...more,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      enrolments.push(enrolmentId);
      for (const sessionId of sessionIds)
        await t.db
          .insertInto('programAttendance')
          .values({ sessionId, enrolmentId, way: 'list', cameAt: t.clock.now(), recordedBy: 'uji' })
          .execute();
    }
    return enrolments;
  }

  /** Plans of a programme: done in June, or only begun; shown to everybody or not. */
  async function planned(
    { id: programId }: { id: number },
    libraryId: number,
    { isDone, isPublic }: { isDone: boolean; isPublic: boolean },
  ): Promise<void> {
    const at = new Date('2026-06-10T03:00:00Z');
    await sql`insert into action_plan (program_id, library_id, activity, status, is_public, created_at, committed_at, ended_at)
      values (${programId}, ${libraryId}, 'Rencana', ${isDone ? 'done' : 'committed'}, ${isPublic}, ${at}, ${at}, ${isDone ? at : null})`.execute(
      t.db,
    );
  }
  return { given, programOn, came, planned };
}
