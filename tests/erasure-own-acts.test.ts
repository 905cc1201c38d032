import { expect, test } from 'vitest';
import { cancelHold, checkIn, checkOut, claimReturned, placeHold } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { charge, payCharges } from '#modules/lending/charges';
import {
  carryOutRequest,
  createMember,
  exportOwnData,
  makeOwnRequest,
  makeRequest,
  reportOwnCardLost,
  resetPin,
  signInMember,
  withdrawOwnLoss,
} from '#modules/people/members';
import { comeByRoom, enrol, sessionCode } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { createSeat, reserveSeat } from '#modules/premises/seats';
import type { Ctx } from '#platform/context';
import { columns, personalData } from '../src/entrypoints/personal-data.ts';
import { testSecrets } from './support/bare-services.ts';
import { columnsOf, readWords } from './support/column-words.ts';
import { findWords } from './support/find-words.ts';
import { TEST_NOW, useTestDb } from './support/test-db.ts';
import { ErasureWatch } from './support/watch-erasure.ts';

const t = useTestDb();

test('where a member acted themselves the name goes too: seats, holds, money, a lost card, the room', async () => {
  const [here, there] = [await makeLibrary(t.ctx(), 'SINI', 'Sini'), await makeLibrary(t.ctx(), 'SANA', 'Sana')];
  const desk: Ctx = { ...t.ctx(), libraryId: here.id };
  const fullName = 'Ngatiyem Wirosableng';
  const { id } = await createMember(desk, { number: 'NW-77', fullName, category: 'umum', birthDate: '1988-03-04' });
  const { pin } = await resetPin(desk, 'NW-77');
  const visitor = { ip: '10.9.8.7', userAgent: 'uji' };
  const signedIn = await signInMember(t.ctx({ kind: 'anonymous' }), { number: 'NW-77', secret: pin, ...visitor });
  const actor = { kind: 'member', id, number: 'NW-77', name: fullName, sessionId: signedIn.sessionId } as const;
  const self: Ctx = { ...t.ctx(actor), libraryId: here.id };

  const seat = { kind: 'computer', name: 'Komputer 1', capacity: 1, slotMinutes: 60, maxSlotsPerDay: 2 } as const;
  const seatId = await createSeat(desk, here.id, { ...seat, needsApproval: false, noShowMinutes: 15, note: '' });
  await reserveSeat(self, { seatId, startsAt: new Date('2026-11-26T09:00:00+07:00'), slots: 1 });

  await reportOwnCardLost(self);
  await withdrawOwnLoss(self);
  await makeOwnRequest(self, { kind: 'export' });
  await exportOwnData(self, { personalData, secrets: testSecrets });

  // a hold that waited and was given back: the copy goes on to whom it serves next
  const barcode = await makeCopy(desk, { title: 'Dicari', barcode: 'NW-1', libraryId: here.id });
  const { loan } = await checkOut(desk, { memberNumber: await reader(desk, 'P-1'), itemBarcode: barcode });
  const hold = await placeHold(self, { bibId: loan.bibId, pickupLibraryId: here.id });
  const next = { memberNumber: await reader(desk, 'P-2'), bibId: loan.bibId, pickupLibraryId: there.id };
  await placeHold(desk, next);
  await checkIn(desk, { itemBarcode: barcode });
  await cancelHold(self, hold.id);

  const mine = await makeCopy(desk, { title: 'Dipinjam', barcode: 'NW-2', libraryId: here.id });
  const { loan: lent } = await checkOut(desk, { memberNumber: 'NW-77', itemBarcode: mine });
  await claimReturned(desk, { loanId: lent.id, note: `${fullName}: sudah di kotak` });
  await checkIn(desk, { itemBarcode: mine });
  await t.db
    .transaction()
    .execute(async (trx) =>
      charge(trx, self, { memberId: id, libraryId: here.id, loanId: null, kind: 'other', amount: 5000, note: 'Kartu' }),
    );
  await payCharges(desk, 'NW-77', { amount: 5000, method: 'cash' });

  const soon = { startsAt: new Date('2026-11-25T10:30:00+07:00'), endsAt: new Date('2026-11-25T12:00:00+07:00') };
  const program = await makeProgram(desk, here.id, {
    sessions: [{ title: 'Sesi', format: 'lecture', jp: 2, ...soon }],
  });
  await enrol(self, { programId: program.id });
  const { id: sessionId } = await t.db.selectFrom('programSession').select('id').executeTakeFirstOrThrow();
  t.clock.set('2026-11-25T10:31:00+07:00');
  const { code } = await sessionCode(desk, testSecrets, sessionId);
  await comeByRoom(self, testSecrets, { sessionId, code });
  t.clock.set(TEST_NOW);

  const names = [fullName, 'NW-77'];
  const watch = new ErasureWatch(t.db, readWords(columns), await columnsOf(t.db));
  // of the next in the queue, sent by who gave it back
  expect(await findWords(t.db, names)).toContain('transit.requested_by');
  const watched = await watch.before(id, names);
  const request = await makeRequest(desk, 'NW-77', { kind: 'erase' });
  await carryOutRequest(desk, { personalData, storage: t.storage }, request.id);
  expect(await watch.after(watched)).toEqual([]);
  expect(await findWords(t.db, names)).toEqual([]);
  expect([...watch.proven]).toEqual(
    expect.arrayContaining([
      'seat_reservation.placed_by',
      'member_block.created_by',
      'member_block.lifted_by',
      'subject_request.decided_by',
      'loan.claimed_note',
      'charge_line.by_name',
      'program_attendance.recorded_by',
    ]),
  );
});

async function reader(desk: Ctx, number: string): Promise<string> {
  return makeMember(desk, { number, fullName: `Pembaca ${number}`, homeLibrary: 'SINI' });
}
