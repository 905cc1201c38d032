import { beforeAll, expect, test } from 'vitest';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { systemCtx } from '#platform/context';
import { endGrownUpLinks } from './end-grown-up-links.ts';
import { linkChild, listFamily } from '../index.ts';
import { aLibrary, aMember } from '../testing.ts';

const t = useTestDb();
beforeAll(async () => aLibrary(t.ctx()));

const link = async (birthDate: string): Promise<{ guardian: string; child: string }> => {
  const guardian = (await aMember(t.ctx(), { birthDate: '1980-01-01' })).number;
  const child = await aMember(t.ctx(), { birthDate, guardianName: 'Ibu' });
  await linkChild(t.ctx(), guardian, { child: child.number, relation: 'ibu', channel: 'paper' });
  return { guardian, child: child.number };
};

test('the clock’s work ends the links of those who are 18, once, and leaves the others', async () => {
  const grown = await link('2008-11-26');
  const young = await link('2008-11-27');
  const clock = systemCtx(t.db, t.clock, 'uji');
  expect(await endGrownUpLinks(clock)).toBe(0);
  // in Jayapura it is the 26th already, in Blitar not yet
  t.clock.set('2026-11-25T23:30:00+07:00');
  expect(await endGrownUpLinks(clock)).toBe(0);
  t.clock.set('2026-11-26T00:10:00+07:00');
  expect((await listFamily(t.ctx(), grown.guardian)).children).toEqual([]);
  expect(await endGrownUpLinks(clock)).toBe(1);
  expect(await endGrownUpLinks(clock)).toBe(0);
  expect((await listFamily(t.ctx(), young.guardian)).children).toHaveLength(1);
  const rows = await t.db.selectFrom('memberFamily').select('endReason').orderBy('id').execute();
  expect(rows).toEqual([{ endReason: 'grown_up' }, { endReason: null }]);
});

test('a school sees the guardians whom it serves, not the cards of the city', async () => {
  const { child } = await link('2015-01-01');
  const { homeLibraryId } = await t.db
    .selectFrom('member')
    .select('homeLibraryId')
    .where('number', '=', child)
    .executeTakeFirstOrThrow();
  const grant = { libraryId: homeLibraryId, permissions: ['members.*'], ownMembersOnly: true };
  const school = t.ctx({ grants: [grant] });
  expect((await listFamily(school, child)).guardians).toHaveLength(1);
  const elsewhere = await aMember(t.ctx(), {
    birthDate: '1980-01-01',
    homeLibrary: (await aLibrary(t.ctx(), 'KEL')).code,
  });
  await linkChild(t.ctx(), elsewhere.number, { child, relation: 'ayah', channel: 'paper' });
  expect((await listFamily(school, child)).guardians).toHaveLength(1);
  expect((await listFamily(t.ctx(), child)).guardians).toHaveLength(2);
  const asked = linkChild(school, elsewhere.number, { child, relation: 'ayah', channel: 'paper' });
  expect((await refusal(asked)).code).toBe('platform.forbidden');
});
