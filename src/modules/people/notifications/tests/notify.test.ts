import { expect, test } from 'vitest';
import { loanDue } from '#modules/lending/circulation/notices';
import { aMember } from '#modules/people/members/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { notify, notToldYet, withdrawNotices } from '../index.ts';

const t = useTestDb();

const kept = async (about: string) =>
  t.db.selectFrom('notification').selectAll().where('about', '=', about).orderBy('id').execute();

async function dueNotice(about: string) {
  const member = await aMember(t.ctx());
  return {
    memberId: member.id,
    libraryId: member.homeLibraryId,
    params: { title: 'Laskar Pelangi', barcode: 'B00000001', dueAt: '2026-11-25T16:59:59Z' },
    key: `${about}:due:2026-11-25`,
    about,
  };
}

test('one event is told once, however often it is reported', async () => {
  const ctx = t.ctx();
  const notice = await dueNotice('loan:1');
  const told = await t.db.transaction().execute(async (trx) => notify(trx, ctx, loanDue, notice));
  const again = await t.db.transaction().execute(async (trx) => notify(trx, ctx, loanDue, notice));
  expect([told, again]).toEqual([true, false]);
  expect(await kept('loan:1')).toHaveLength(1);
});

test('a notice goes with its event: what is rolled back is not told', async () => {
  const ctx = t.ctx();
  const notice = await dueNotice('loan:2');
  await expect(
    t.db.transaction().execute(async (trx) => {
      await notify(trx, ctx, loanDue, notice);
      throw new Error('the desk lost its power');
    }),
  ).rejects.toThrow('lost its power');
  expect(await kept('loan:2')).toEqual([]);
});

test('a book that came back is not reminded of', async () => {
  const ctx = t.ctx();
  const notice = await dueNotice('loan:3');
  await t.db.transaction().execute(async (trx) => notify(trx, ctx, loanDue, notice));
  await t.db.transaction().execute(async (trx) => withdrawNotices(trx, ctx, 'loan:3'));
  expect((await kept('loan:3'))[0]?.withdrawnAt).toEqual(ctx.clock.now());
});

test('what was taken back before it went is told when it is true again, also by two who say so at once', async () => {
  const ctx = t.ctx();
  const notice = await dueNotice('loan:4');
  const tell = async () => t.db.transaction().execute(async (trx) => notify(trx, ctx, loanDue, notice));
  await tell();
  await t.db.transaction().execute(async (trx) => withdrawNotices(trx, ctx, 'loan:4'));
  expect(await notToldYet(t.db, [notice])).toEqual([notice]);
  expect((await Promise.all([tell(), tell()])).toSorted()).toEqual([false, true]);
  expect(await kept('loan:4')).toMatchObject([{ withdrawnAt: null, plannedAt: null }]);
  expect(await notToldYet(t.db, [notice])).toEqual([]);
});
