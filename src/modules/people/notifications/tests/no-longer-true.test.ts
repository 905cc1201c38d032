import { expect, test } from 'vitest';
import { renewMembership, updateMember } from '#modules/people/members';
import { liftSuspension, suspendMember } from '#modules/people/members/testing';
import { aMember } from '#modules/people/members/testing';
import { systemCtx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { remindMemberships } from '../texts/remind-memberships.ts';
import { tellDecisions } from '../guests/tell-decisions.ts';

const t = useTestDb();
const system = () => systemCtx(t.db, t.clock, 'uji');
const member = async (number: string, expiresOn = '2026-12-05') =>
  aMember(t.ctx(), { number, joinedOn: '2025-12-05', expiresOn });
/** What a member is still to be told. */
const waiting = async (number: string) => {
  const rows = await t.db
    .selectFrom('notification')
    .innerJoin('member', 'member.id', 'notification.memberId')
    .select('topic')
    .where('member.number', '=', number)
    .where('withdrawnAt', 'is', null)
    .execute();
  return rows.map(({ topic }) => topic);
};

test('whose card was renewed before the word went out is not told any more that it ends', async () => {
  await member('A1');
  await remindMemberships(system());
  expect(await waiting('A1')).toEqual(['membership_expiring']);
  await renewMembership(t.ctx(), 'A1');
  expect(await waiting('A1')).toEqual([]);
});

test('an end that was put in by mistake and taken back is told after all', async () => {
  const { version } = await member('A2');
  await remindMemberships(system());
  const moved = await updateMember(t.ctx(), 'A2', version, { expiresOn: '2027-12-05' });
  expect(await waiting('A2')).toEqual([]);
  await updateMember(t.ctx(), 'A2', moved.version, { expiresOn: '2026-12-05' });
  await remindMemberships(system());
  expect(await waiting('A2')).toEqual(['membership_expiring']);
});

test('days without borrowing that were lifted before the word went out are told to nobody', async () => {
  await member('A3', '2027-12-05');
  const { id } = await suspendMember(t.ctx(), 'A3', { reason: 'Menunggu pengganti buku', days: 14 });
  await tellDecisions(system());
  expect(await waiting('A3')).toEqual(['suspended']);
  await liftSuspension(t.ctx(), 'A3', id);
  await tellDecisions(system());
  expect(await waiting('A3')).toEqual([]);
});
