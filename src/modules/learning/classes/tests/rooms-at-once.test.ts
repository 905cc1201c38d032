import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addSessions, changeState, createProgram } from '#modules/community/programs';
import { addSpace, getSpace, removeSpace, updateSpace } from '#modules/ground/libraries';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { changeSeat, createSeat, reserveSeat } from '#modules/premises/seats';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
const DAY = '2026-11-26';
const at = (time: string): Date => new Date(`${DAY}T${time}:00+07:00`);
const PLACE = {
  ...{ kind: 'room' as const, capacity: 8, slotMinutes: 60, maxSlotsPerDay: 8 },
  ...{ needsApproval: false, noShowMinutes: 20 },
};
let many: Db;
let libraryId = 0;
let made = 0;
const ctx = (): Ctx => ({ ...t.ctx(), db: many });

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'PUSAT', 'Perpustakaan Pusat')).id;
  await makeMember(t.ctx(), { number: 'R1', fullName: 'Rahma', homeLibrary: 'PUSAT' });
  many = openWithoutSecondTry(t.address);
});
afterAll(async () => many.destroy());

/** Everything is written and nobody sees it yet: every act leaves its trace last. */
const untilTold = async (trx: Tx) => sql`lock table audit_event in exclusive mode`.execute(trx);
const holdsOf = async (): Promise<string[]> =>
  (await t.db.selectFrom('spaceHold').select(['heldFor', 'heldId']).execute()).map(
    ({ heldFor, heldId }) => `${heldFor} ${String(heldId)}`,
  );

/** A programme that is ready and names a room, and the number of its session. */
async function ready(room: string): Promise<{ id: number; session: string }> {
  made += 1;
  const id = await createProgram(t.ctx(), libraryId, { kind: 'talk', title: `Bincang ${String(made)}` });
  const [session = 0] = await addSessions(t.ctx(), id, {
    ...{ title: 'Bincang', format: 'talk', room, startsAt: at('10:00'), endsAt: at('11:00') },
  });
  return { id, session: `program_session ${String(session)}` };
}
/** A room that is called so from now on, made now or one that had another name. */
function naming(name: string, way: 'made' | 'named', spaceId: number) {
  made += 1;
  const code = `R${String(made)}`;
  return way === 'made'
    ? async () => addSpace(ctx(), libraryId, { kind: 'ruang', code, name })
    : async () => updateSpace(ctx(), spaceId, (await getSpace(ctx(), spaceId)).version, { name });
}
const another = async (): Promise<number> => {
  made += 1;
  return (await addSpace(t.ctx(), libraryId, { kind: 'ruang', code: `L${String(made)}`, name: `Lain ${String(made)}` }))
    .id;
};

for (const way of ['made', 'named'] as const) {
  test(`a room that is ${way} in the moment in which a programme is published is held by it, whichever comes first`, async () => {
    for (const first of ['room', 'programme'] as const) {
      const room = `Balai ${way} ${first}`;
      const { id, session } = await ready(room);
      const acts = [naming(room, way, await another()), async () => changeState(ctx(), id, 'published')];
      expect(await playLocks(t.db, untilTold, first === 'room' ? acts : acts.toReversed())).toEqual(['done', 'done']);
      expect(await holdsOf()).toContain(session);
    }
  });

  test(`so it is with whoever reserves a place of that name while the room is ${way}`, async () => {
    for (const first of ['room', 'reader'] as const) {
      const room = `Bilik ${way} ${first}`;
      const seatId = await createSeat(t.ctx(), libraryId, { ...PLACE, name: room });
      const before = new Set(await holdsOf());
      const acts = [
        naming(room, way, await another()),
        async () => reserveSeat(ctx(), { seatId, memberNumber: 'R1', startsAt: at('13:00'), slots: 1 }),
      ];
      expect(await playLocks(t.db, untilTold, first === 'room' ? acts : acts.toReversed())).toEqual(['done', 'done']);
      expect((await holdsOf()).filter((one) => !before.has(one))).toEqual([
        expect.stringMatching(/^seat_reservation \d+$/),
      ]);
    }
  });
}

test('a place and a room that get one name at once are the same room for whoever reserved the place', async () => {
  for (const first of ['room', 'place'] as const) {
    const room = `Sudut ${first}`;
    const seatId = await createSeat(t.ctx(), libraryId, { ...PLACE, name: `Bukan ${room}` });
    await reserveSeat(t.ctx(), { seatId, memberNumber: 'R1', startsAt: at('15:00'), slots: 1 });
    const before = new Set(await holdsOf());
    const acts = [
      naming(room, 'named', await another()),
      async () => changeSeat(ctx(), seatId, { ...PLACE, name: room }),
    ];
    expect(await playLocks(t.db, untilTold, first === 'room' ? acts : acts.toReversed())).toEqual(['done', 'done']);
    expect((await holdsOf()).filter((one) => !before.has(one))).toHaveLength(1);
  }
});

test('a place that gets the name of a room in the moment in which that room is removed has its name, and holds nothing', async () => {
  const room = 'Gudang lama';
  const space = await addSpace(t.ctx(), libraryId, { kind: 'ruang', code: 'GUDANG', name: room });
  const seatId = await createSeat(t.ctx(), libraryId, { ...PLACE, name: 'Bukan gudang' });
  await reserveSeat(t.ctx(), { seatId, memberNumber: 'R1', startsAt: at('09:00'), slots: 1 });
  const before = await holdsOf();
  const said = await playLocks(t.db, untilTold, [
    async () => removeSpace(ctx(), space.id, space.version),
    async () => changeSeat(ctx(), seatId, { ...PLACE, name: room }),
  ]);
  expect(said).toEqual(['done', 'done']);
  expect(await holdsOf()).toEqual(before);
});
