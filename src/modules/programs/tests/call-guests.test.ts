import { beforeAll, expect, test } from 'vitest';
import { makeLibrary } from '#modules/circulation/testing';
import { deliverToGuests } from '#modules/notifications/testing';
import { cancelEnrolment, enrol, guestsToCall, noteCalled } from '#modules/programs';
import { makeParticipant, makeProgram } from '#modules/programs/testing';
import type { Ctx } from '#platform/context';
import { useTestDb } from '../../../../tests/support/test-db.ts';

const t = useTestDb();
const config = { publicUrl: 'https://perpus.example' };
let libraryId = 0;
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
const round = async (): Promise<void> => deliverToGuests(t, 'smtp://127.0.0.1:1');
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });

test('a guest with a telephone number is on the list of the programme until somebody told them, once, on record', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { title: 'Bincang Buku' } });
  const other = await makeProgram(t.ctx(), libraryId);
  const made = await enrol(anonymous(), { programId: id, name: 'Bu Sri', contact: '0812-3456-7890' });
  await makeParticipant(t.ctx(), id, { name: 'Tanpa alamat' });
  expect(await guestsToCall(t.ctx(), config, id)).toEqual([]);
  await round();
  const [call, ...more] = await guestsToCall(t.ctx(), config, id);
  expect(more).toEqual([]);
  expect(call).toMatchObject({ name: 'Bu Sri', phone: '+6281234567890', outcome: null });
  expect(call?.text).toContain('Bincang Buku');
  expect(call?.text).toContain(`https://perpus.example/kegiatan/tiket/${made.ticket}`);
  expect(await guestsToCall(t.ctx(), config, other.id)).toEqual([]);
  expect(await noteCalled(t.ctx(), other.id, call?.id ?? 0)).toBe(false);
  const both = await Promise.all([noteCalled(t.ctx(), id, call?.id ?? 0), noteCalled(t.ctx(), id, call?.id ?? 0)]);
  expect(both.toSorted()).toEqual([false, true]);
  expect(await guestsToCall(t.ctx(), config, id)).toEqual([]);
  const trail = await t.db
    .selectFrom('auditEvent')
    .select('entityId')
    .where('action', '=', 'program_enrolment.told')
    .execute();
  expect(trail.map(({ entityId }) => Number(entityId))).toEqual([made.id]);
});

test('only who manages the programme sees numbers; who cancelled need not be told what was before', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const { ticket } = await enrol(anonymous(), { programId: id, name: 'Pak Budi', contact: '0813-1111-2222' });
  await round();
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['programs.manage'] }] });
  await expect(guestsToCall(elsewhere, config, id)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(noteCalled(elsewhere, id, 1)).rejects.toMatchObject({ code: 'platform.forbidden' });
  const [before] = await guestsToCall(t.ctx(), config, id);
  await cancelEnrolment(anonymous(), { ticket });
  await round();
  const after = await guestsToCall(t.ctx(), config, id);
  expect(after.map((one) => one.id)).not.toContain(before?.id);
  expect(after.map(({ text }) => text).join()).toContain('dibatalkan');
});
