import { expect, test } from 'vitest';
import { deactivateLibrary, getLibraryByCode } from '#modules/ground/libraries';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { systemCtx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { remindMemberships } from '../texts/remind-memberships.ts';

const t = useTestDb();
const remind = async () => remindMemberships(systemCtx(t.db, t.clock, 'notifications.memberships'));

test('two weeks before the card ends its owner is told, once for each end', async () => {
  const member = await aMember(t.ctx(), { expiresOn: '2026-12-09' });
  await aMember(t.ctx(), { expiresOn: '2026-12-10' });
  await aMember(t.ctx(), { joinedOn: '2025-01-01', expiresOn: '2026-11-24' });
  expect(await remind()).toBe(1);
  expect(await remind()).toBe(0);
  const rows = await t.db.selectFrom('notification').select(['memberId', 'params']).execute();
  expect(rows).toEqual([{ memberId: member.id, params: { expiresOn: '2026-12-09' } }]);
  t.clock.set('2026-11-26T10:00:00+07:00');
  expect(await remind()).toBe(1);
});

test('whose library has closed since keeps the card, and is told of its end', async () => {
  const { code } = await aLibrary(t.ctx());
  const { id } = await aMember(t.ctx(), { expiresOn: '2026-12-09', homeLibrary: code });
  const library = await getLibraryByCode(t.ctx(), code);
  await deactivateLibrary(t.ctx(), library.id, library.version);
  await remind();
  const told = await t.db.selectFrom('notification').select('topic').where('memberId', '=', id).execute();
  expect(told).toEqual([{ topic: 'membership_expiring' }]);
});
