import { beforeAll, beforeEach, expect, test } from 'vitest';
import { placeHold, receiveItem } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import type { Library } from '#modules/ground/libraries';
import { addBlock, replaceCard } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { systemCtx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import type { DeskAct } from '../client.ts';
import { listConflicts } from '../index.ts';
import { replayActs } from '../testing.ts';
import { deviceNotes, makeDevice } from '../testing.ts';
import { offlineDeskPersonalData } from '../personal-data.ts';

const t = useTestDb();
let kota: Library;
let siti: Ctx;
let device: Awaited<ReturnType<typeof makeDevice>>;
let serial = 0;
beforeAll(async () => {
  const system = systemCtx(t.db, t.clock, 'uji');
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  const account = await makeAccount(t, { username: 'kepala', homeLibraryId: kota.id });
  await grantRole(system, { accountId: account.id, role: 'head', libraryId: kota.id });
  siti = (await signedIn(t, 'kepala')).ctx;
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  device = await makeDevice(siti, testSecrets, { name: `Meja ${(serial += 1)}`, libraryId: kota.id });
});
const member = async (fullName = 'Dimas Aji') =>
  makeMember(t.ctx(), { fullName, number: `A${(serial += 1)}`, homeLibrary: 'KOTA', category: 'guru' });
const copy = async () =>
  makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode: `B-${(serial += 1)}`, libraryId: kota.id });
const idOf = async (number: string) =>
  (await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id;
const send = async (act: DeskAct) =>
  replayActs(t.ctx({ kind: 'anonymous' }), device.token, {
    acts: [deviceNotes(siti, device.snapshotAt)(act, TEST_NOW)],
  });
const conflictOf = async (barcode: string) => (await listConflicts(siti)).find((one) => one.barcode === barcode);

test('of a book that is kept for somebody else neither the device nor the list of conflicts keeps the name', async () => {
  const [waits, stands, itemBarcode] = [await member('Ratna Kusumawardani'), await member(), await copy()];
  const desk = { ...t.ctx(), libraryId: kota.id };
  await placeHold(desk, {
    memberNumber: waits,
    itemBarcode,
    pickupLibraryId: kota.id,
    override: { reason: 'Diminta' },
  });
  await receiveItem(desk, { itemBarcode });
  const [answer] = await send({ kind: 'lend', memberNumber: stands, itemBarcode });
  expect(answer).toMatchObject({ outcome: 'conflict', sentence: 'Bumi Manusia disimpan untuk anggota lain.' });
  expect(await conflictOf(itemBarcode)).toMatchObject({
    code: 'circulation.held_for_other',
    why: 'Bumi Manusia disimpan untuk anggota lain.',
  });
  const kept = await t.db.selectFrom('deskAct').selectAll().where('deviceId', '=', device.id).execute();
  expect(JSON.stringify(kept)).not.toContain('Ratna');
});

test('what waits about a card that was replaced since, or typed in small letters, is known to be of its member', async () => {
  const [number, typed, itemBarcode, other] = [await member(), await member('Sari'), await copy(), await copy()];
  for (const blocked of [number, typed]) await addBlock(t.ctx(), blocked, { reason: 'Menunggu pengganti buku' });
  await send({ kind: 'lend', memberNumber: number, itemBarcode });
  await send({ kind: 'lend', memberNumber: typed.toLowerCase(), itemBarcode: other });
  const replaced = await replaceCard(t.ctx(), number);
  expect(await conflictOf(itemBarcode)).toMatchObject({ card: number, memberName: 'Dimas Aji' });
  for (const [card, barcode] of [
    [replaced.number, itemBarcode],
    [typed, other],
  ] as const) {
    const id = await idOf(card);
    // an erasure waits until somebody has decided, and who asks for their data is given it
    expect(await offlineDeskPersonalData.hindrances(t.db, id)).toEqual(['offline_acts_open']);
    expect(await offlineDeskPersonalData.exportOf(t.db, id)).toMatchObject([{ act: { itemBarcode: barcode } }]);
  }
});
