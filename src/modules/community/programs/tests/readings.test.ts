import { beforeAll, expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { addReading, listReadings, removeReading, removeSession } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let libraryId = 0;

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});

test('a title stands in the list of the programme, of a session, or of both, once in each', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId);
  const [first = 0, second = 0] = sessionIds;
  const bibId = await makeBib(t.ctx(), { title: 'Laskar Pelangi' });
  await addReading(t.ctx(), id, { bibId, note: 'Untuk semua' });
  await addReading(t.ctx(), id, { bibId, sessionId: second, note: 'Bab 3' });
  await addReading(t.ctx(), id, { bibId, sessionId: second, note: 'lagi' });
  const open = await listReadings(t.ctx({ kind: 'anonymous' }), id);
  expect(open.map(({ sessionId, note }) => [sessionId, note])).toEqual([
    [null, 'Untuk semua'],
    [second, 'Bab 3'],
  ]);
  await removeReading(t.ctx(), id, open[0]?.id ?? 0);
  expect((await listReadings(t.ctx(), id)).map((one) => one.sessionId)).toEqual([second]);
  await removeSession(t.ctx(), second);
  expect(await listReadings(t.ctx(), id)).toEqual([]);
  await addReading(t.ctx(), id, { bibId, sessionId: first });
  expect((await listReadings(t.ctx(), id)).map((one) => one.sessionId)).toEqual([first]);
});

test('a session of another programme, a title that is not there and staff of another library are refused', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const other = await makeProgram(t.ctx(), libraryId);
  const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
  await expect(addReading(t.ctx(), id, { bibId, sessionId: other.sessionIds[0] })).rejects.toMatchObject({
    code: 'programs.session_not_found',
  });
  await expect(addReading(t.ctx(), id, { bibId: bibId + 1000 })).rejects.toMatchObject({
    code: 'programs.unknown_record',
  });
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['programs.manage'] }] });
  await expect(addReading(elsewhere, id, { bibId })).rejects.toMatchObject({ code: 'platform.forbidden' });
  await addReading(t.ctx(), id, { bibId });
  const [mine] = await listReadings(t.ctx(), id);
  await expect(removeReading(t.ctx(), other.id, mine?.id ?? 0)).rejects.toMatchObject({
    code: 'programs.unknown_record',
  });
});
