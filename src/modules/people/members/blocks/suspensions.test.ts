import { expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { getMember } from '../index.ts';
import { liftSuspension, listSuspensions, suspendMember } from '../testing.ts';
import { aMember } from '../testing.ts';

const t = useTestDb();

test('a member is suspended by hand for some days or until a day, and let go before that; all of it stays on record', async () => {
  const { number } = await aMember(t.ctx());
  await expect(suspendMember(t.ctx(), number, { reason: 'Gaduh' })).rejects.toMatchObject({
    fields: { days: 'required' },
  });
  const past = { reason: 'Gaduh', untilDate: '2026-11-24' };
  await expect(suspendMember(t.ctx(), number, past)).rejects.toMatchObject({ fields: { untilDate: 'invalid' } });
  const week = await suspendMember(t.ctx(), number, { reason: 'Merusak rak', days: 7 });
  expect(week).toMatchObject({ untilDate: '2026-12-02', active: true, liftedAt: null });
  const today = await suspendMember(t.ctx(), number, { reason: 'Gaduh', untilDate: '2026-11-25' });
  expect((await getMember(t.ctx(), number)).blocks).toHaveLength(2);
  await liftSuspension(t.ctx(), number, week.id);
  await expect(liftSuspension(t.ctx(), number, week.id)).rejects.toMatchObject({ code: 'members.block_not_found' });
  const other = await aMember(t.ctx());
  await expect(liftSuspension(t.ctx(), other.number, today.id)).rejects.toMatchObject({
    code: 'members.block_not_found',
  });
  expect(await listSuspensions(t.ctx(), number)).toMatchObject([
    { id: today.id, active: true },
    { id: week.id, active: false, liftedBy: 'Petugas Uji' },
  ]);
});
