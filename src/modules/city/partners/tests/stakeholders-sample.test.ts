import { beforeAll, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary } from '#modules/people/members/testing';
import { loadPartners } from '../../../../../db/demo/load-partners.ts';
import { loadStakeholders } from '../../../../../db/demo/load-stakeholders.ts';
import { keeper } from '../../../../../tests/support/partner-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  countCommitments,
  countMeetings,
  getMeeting,
  listMeetings,
  listPartners,
  mapTable,
  meetingPdf,
  viewMap,
} from '../index.ts';

const t = useTestDb();
beforeAll(async () => {
  const { id: libraryId } = await aLibrary(t.ctx());
  const grants = [{ role: 'outreach', libraryId }];
  const { id: keeperId } = await makeAccount(t, { username: 'humas', fullName: 'Dewi', grants });
  await t.db.transaction().execute(async (trx) => {
    await loadPartners(trx, t.ctx(), { today: '2026-11-25', keeperId, libraryIdOf: () => libraryId });
    await loadStakeholders(trx, t.ctx(), '2026-11-25');
  });
});

test('every partner of the sample city stands on the map, and somebody is to be won', async () => {
  const { points, unplaced, next } = await viewMap(keeper(t), {});
  const known = await Promise.all(
    (['active', 'prospect'] as const).map(async (state) => (await listPartners(keeper(t), { state, limit: 50 })).data),
  );
  expect([points.length, unplaced]).toEqual([known.flat().length, []]);
  expect(points.length).toBe(10);
  expect(next.slice(0, 2).map(({ reasons }) => reasons[0])).toEqual(['win', 'win']);
  expect((await mapTable(keeper(t), {})).length).toBe(11);
});

test('there are five meetings, two of them planned, with promises of both sides, one late and two done', async () => {
  expect(await countMeetings(keeper(t))).toEqual({ coming: 2, unwritten: 0, all: 5 });
  expect(await countCommitments(keeper(t))).toEqual({ open: 4, late: 1, follow: 1 });
  const { data } = await listMeetings(keeper(t), { view: 'all', limit: 9 });
  const all = await Promise.all(data.map(async ({ id }) => (await getMeeting(keeper(t), id)).commitments));
  expect(all.flat().filter(({ state }) => state === 'done')).toHaveLength(2);
  expect(new Set(all.flat().map(({ side }) => side))).toEqual(new Set(['ours', 'theirs']));
});

test.for(['id', 'en'] as const)('minutes and an agenda are papers in %s', async (locale) => {
  const { data } = await listMeetings(keeper(t), { view: 'all', limit: 9 });
  for (const { id } of data) {
    const { fileName, body } = await meetingPdf(keeper(t), { root: process.cwd() }, id, locale);
    expect(fileName).toBe(`rapat-mitra-${id}-${locale}.pdf`);
    expect(Buffer.from(body).subarray(0, 5).toString()).toBe('%PDF-');
  }
});
