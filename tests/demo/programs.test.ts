import { expect, test } from 'vitest';
import {
  attendanceShares,
  enrolmentsOf,
  getProgram,
  listPrograms,
  listReadings,
  listSessions,
} from '#modules/community/programs';
import { isFull } from '#modules/community/programs/client';
import { useTestDb } from '../support/test-db.ts';

const t = useTestDb({ demo: true });

test('the sample city held a workshop of two days: four topics, forty people of the 21 kelurahan libraries, and who came', async () => {
  const workshop = await getProgram(t.ctx(), 'workshop-inovasi-perpustakaan-1');
  expect(workshop).toMatchObject({ state: 'closed', edition: 1, confirmedCount: 40, jp: 18 });
  const sessions = await listSessions(t.ctx(), workshop.id);
  expect(sessions.map((one) => one.title)).toEqual(
    expect.arrayContaining([
      'Teknologi Informasi dalam Perpustakaan',
      'Program Literasi Informasi',
      'Pemasaran Perpustakaan',
      'Peningkatan Layanan Pelanggan',
    ]),
  );
  expect(new Set(sessions.map((one) => one.startsAt.toISOString().slice(0, 10))).size).toBe(2);
  const participants = await enrolmentsOf(t.ctx(), workshop.id);
  const homes = new Set(participants.map((one) => one.libraryName));
  expect(homes.size).toBe(21);
  expect([...homes].every((name) => name?.includes('Kelurahan'))).toBe(true);
  const shares = [...(await attendanceShares(t.ctx(), workshop.id)).values()];
  expect(shares.filter((share) => share === 1).length).toBeGreaterThan(10);
  expect(shares.some((share) => share < 0.8)).toBe(true);
  expect((await listReadings(t.ctx(), workshop.id)).length).toBeGreaterThan(2);
});

test('a season of programmes lies before and behind it; one is full and has a queue, one is called off', async () => {
  const { data } = await listPrograms(t.ctx());
  expect(data.length).toBeGreaterThan(8);
  expect(new Set(data.map((one) => one.state))).toEqual(new Set(['published', 'running', 'closed', 'cancelled']));
  const full = data.filter((one) => one.state === 'published' && isFull(one));
  expect(full.map((one) => one.waitlistedCount)).toEqual([5]);
  for (const { id, title } of data) expect((await listSessions(t.ctx(), id)).length, title).toBeGreaterThan(0);
});
