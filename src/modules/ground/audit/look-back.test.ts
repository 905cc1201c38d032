import { beforeAll, expect, test } from 'vitest';
import type { Ctx, Grant } from '#platform/context';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { changesSinceLook, noteLook, RIGHTS_GIVEN, recordAudit, searchAudit } from './index.ts';

const t = useTestDb();
const NOW = Date.parse('2026-11-25T03:00:00Z');
const DAY = 86_400_000;
const accounts: number[] = [];
/** An auditor who reads the trace, at a time in hours from now. */
const auditor = (hours = 0, more: { id?: number; grants?: Grant[] } = {}): Ctx => ({
  ...t.ctx({ id: accounts[0] ?? 0, grants: [{ libraryId: null, permissions: ['audit.read'] }], ...more }),
  clock: { now: () => new Date(NOW + hours * 3_600_000) },
});
/** Something is changed at a time in hours from now. */
const change = async (action: string, entity: string, hours: number, libraryId: number | null = null): Promise<void> =>
  t.db
    .transaction()
    .execute(async (trx) => recordAudit(trx, auditor(hours), { action, entity, entityId: 'x', libraryId }));
const told = async (ctx: Ctx): Promise<[string, number][]> =>
  ((await changesSinceLook(ctx))?.kinds ?? []).map(({ entity, count }) => [entity, count]);

beforeAll(async () => {
  for (const username of ['periksa', 'periksa-dua']) {
    const values = {
      username,
      fullName: username,
      passwordHash: 'x',
      createdAt: new Date(NOW),
      updatedAt: new Date(NOW),
    };
    const row = await t.db.insertInto('account').values(values).returning('id').executeTakeFirstOrThrow();
    accounts.push(row.id);
  }
  await change('setting.changed', 'setting', -40 * 24);
  await change('setting.changed', 'setting', -3);
  await change('setting.changed', 'setting', -2);
  await change('account.role_granted', 'account', -2);
  await change('account.signed_in', 'account', -1);
  await change('loan.checked_out', 'loan', -1);
  await change('closed_day.added', 'closed_day', -1, 7);
});

test('who reads the trace is told what changed in how the network is run in the last month, not the daily work', async () => {
  expect(await told(auditor())).toEqual([
    ['setting', 2],
    ['account', 1],
    ['closed_day', 1],
  ]);
  expect((await changesSinceLook(auditor()))?.looked).toBe(false);
  // a library's own auditor reads what is of that library
  expect(await told(auditor(0, { grants: [{ libraryId: 7, permissions: ['audit.read'] }] }))).toEqual([
    ['closed_day', 1],
  ]);
  expect(await changesSinceLook(auditor(0, { grants: [{ libraryId: null, permissions: ['loans.read'] }] }))).toBeNull();
  expect(await changesSinceLook(t.ctx({ kind: 'anonymous' }))).toBeNull();
});

test('the page of the trace lists exactly what was told', async () => {
  const changes = await changesSinceLook(auditor());
  if (!changes) throw new Error('nothing is told');
  for (const { entity, count } of changes.kinds) {
    const asked = entity === 'account' ? { action: RIGHTS_GIVEN } : { entity };
    const rows = await searchAudit(auditor(), { ...asked, from: changes.since, to: changes.until, limit: 50 });
    expect(rows.length, entity).toBe(count);
  }
});

test('what was read is told no more; what came while it was being read is told next time', async () => {
  await noteLook(auditor(), new Date(NOW - 1.5 * 3_600_000));
  expect(await told(auditor())).toEqual([['closed_day', 1]]);
  // a second window that was opened before takes nothing back
  await noteLook(auditor(), new Date(NOW - 3 * 3_600_000));
  expect(await told(auditor())).toEqual([['closed_day', 1]]);
  // nobody reads ahead
  await noteLook(auditor(), new Date(NOW + 9 * DAY));
  expect(await told(auditor())).toEqual([]);
  await change('role.created', 'role', 1);
  expect(await told(auditor(2))).toEqual([['role', 1]]);
  // a colleague has read nothing yet
  expect(await told(auditor(2, { id: accounts[1] ?? 0 }))).toHaveLength(4);
});

test('a look that was noted by a clock which ran ahead is forgotten when the clock is right again', async () => {
  const ahead = auditor(400 * 24);
  await noteLook(ahead, ahead.clock.now());
  expect(await told(auditor(2))).toHaveLength(4);
  await noteLook(auditor(2), auditor(2).clock.now());
  expect(await told(auditor(2))).toEqual([]);
});

test('who may not read the trace notes nothing', async () => {
  const grants = [{ libraryId: null, permissions: ['loans.read'] }];
  await expect(noteLook(auditor(0, { grants }), new Date(NOW))).rejects.toMatchObject({ code: 'platform.forbidden' });
});
