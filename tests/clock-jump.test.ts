import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { acceptClockJump, listRetention } from '#modules/people/members';
import { watchClock } from '#platform/clock-watch';
import { readConfig } from '#platform/config';
import { systemCtx } from '#platform/context';
import type { Jobs } from '#platform/background/jobs';
import { aMember } from '#modules/people/members/testing';
import { tellDue } from '#modules/people/notifications/testing';
import { createMailer } from '#platform/sending/mail';
import type { Services } from '#platform/services';
import { jobModules } from '../src/entrypoints/job-modules.ts';
import { personalData, retention } from '../src/entrypoints/personal-data.ts';
import { bareServices, idleJobs } from './support/bare-services.ts';
import { TEST_NOW, useTestDb } from './support/test-db.ts';

const t = useTestDb({ demo: true });

const handlers = new Map<string, (signal: AbortSignal) => Promise<void>>();

/**
 * What neither erases nor ends anything: it tells, renews, copies or builds; what tells leaves alone what would be over (see below).
 * Every other queue waits while the clock cannot be trusted.
 */
const HARMLESS = new Set([
  'search.nightly_build',
  'search.build_after_changes',
  'imports.run',
  'copying.look_up',
  'copying.cover',
  'circulation.auto-renewals',
  'circulation.reminders',
  'bulk-loans.reminders',
  'bulk-loans.found',
  'circulation.found',
  'members.sign-in-link',
  'members.applicant-messages',
  'notifications.send',
  'notifications.guests',
  'notifications.telegram',
  'notifications.memberships',
  'reading.history',
  'serials.late',
  'questionnaires.notices',
  'ideas.plans',
  'promises.measure',
]);

beforeAll(async () => {
  t.clock.set(TEST_NOW);
  const jobs: Jobs = {
    ...idleJobs,
    work: async (queue, handler) => {
      // what the clock does has no data
      handlers.set(queue, async (signal) => handler(z.custom<Parameters<typeof handler>[0]>().parse({}), signal));
      return Promise.resolve();
    },
  };
  const services: Services = {
    ...bareServices,
    config: readConfig({}),
    db: t.db,
    clock: t.clock,
    storage: t.storage,
    mailer: createMailer(null, 'uji@localhost'),
    jobs,
    personalData,
    retention,
  };
  for (const module of jobModules) await module(services);
  await watchClock({ db: t.db, clock: t.clock });
});

/** What every table says, but the watch itself, the reports of runs and the trace of them. */
async function state(): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
      and table_name not in ('clock_watch', 'retention_run') and table_name not like 'audit_event%' order by 1`.execute(
    t.db,
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const sum = await sql<{ sum: string | null }>`select count(*) || ':' || sum(hashtext(row::text)::bigint) as sum
      from ${sql.table(name)} row`.execute(t.db);
    found[name] = sum.rows[0]?.sum ?? '';
  }
  return found;
}
const runAll = async () => {
  for (const [queue, handler] of handlers) if (!HARMLESS.has(queue)) await handler(new AbortController().signal);
};

test('after a jump of the clock nothing is erased and nothing ends, until a person accepts the date', async () => {
  const before = await state();
  t.clock.set('2031-03-01T10:00:00+07:00');
  await runAll();
  expect(await state()).toEqual(before);
  const ctx = t.ctx();
  const { clock } = await listRetention(ctx, retention);
  expect([clock?.from, clock?.to].map((at) => at?.toISOString().slice(0, 10))).toEqual(['2026-11-25', '2031-03-01']);
  // days of looking away do not make it right
  for (const day of ['02', '03']) {
    t.clock.set(`2031-03-${day}T10:00:00+07:00`);
    await runAll();
  }
  expect(await state()).toEqual(before);

  await expect(acceptClockJump(t.ctx({ grants: [] }))).rejects.toMatchObject({ code: 'platform.forbidden' });
  await acceptClockJump(ctx);
  expect((await listRetention(ctx, retention)).clock).toBeNull();
  await runAll();
  const after = await state();
  const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
  // else there was nothing to stop
  expect(changed).toEqual(expect.arrayContaining(['booking', 'item', 'program', 'program_copy', 'seat_reservation']));
});

test('a step of less than a day passes; one back stops like one forward', async () => {
  const watched = { db: t.db, clock: t.clock };
  await acceptClockJump(t.ctx());
  t.clock.set('2031-03-04T08:00:00+07:00');
  expect(await watchClock(watched)).toBeNull();
  t.clock.set('2031-03-02T07:00:00+07:00');
  const back = await watchClock(systemCtx(t.db, t.clock, 'uji'));
  expect([back?.from, back?.to].map((at) => at?.toISOString().slice(0, 10))).toEqual(['2031-03-04', '2031-03-02']);
});

test('what there is to tell and would be over by a date that nobody has accepted waits for it', async () => {
  await acceptClockJump(t.ctx());
  const member = await aMember(t.ctx(), { email: 'dimas@contoh.id' });
  const now = t.clock.now();
  const soon = new Date(now.getTime() + 3_600_000);
  const by = { memberId: member.id, libraryId: member.homeLibraryId };
  await tellDue(t.ctx(), member, ['Bumi Manusia'], { expiresAt: soon });
  const told = { ...by, topic: 'due', params: '{}', createdAt: now, expiresAt: soon };
  const { id: notificationId } = await t.db
    .insertInto('notification')
    .values({ ...told, key: 'uji:jam', plannedAt: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: deliveryId } = await t.db
    .insertInto('delivery')
    .values({ ...by, channel: 'email', nextAttemptAt: now, createdAt: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await t.db.insertInto('deliveryNotification').values({ notificationId, deliveryId, channel: 'email' }).execute();
  const guest = {
    libraryId: member.homeLibraryId,
    topic: 'generic',
    email: 'tamu@contoh.id',
    language: 'id',
    name: 'Tamu',
  };
  const { id: guestId } = await t.db
    .insertInto('guestMessage')
    .values({ ...guest, key: 'uji:tamu', params: '{}', createdAt: now, nextAttemptAt: now, expiresAt: soon })
    .returning('id')
    .executeTakeFirstOrThrow();
  const found = async () => {
    const notices = t.db.selectFrom('notification').select('plannedAt').where('memberId', '=', member.id).orderBy('id');
    const delivery = t.db.selectFrom('delivery').select(['state', 'attempts']).where('id', '=', deliveryId);
    const message = t.db.selectFrom('guestMessage').select(['state', 'email']).where('id', '=', guestId);
    return {
      planned: (await notices.execute()).map(({ plannedAt }) => plannedAt !== null),
      delivery: await delivery.executeTakeFirst(),
      message: await message.executeTakeFirst(),
    };
  };
  const waits = {
    planned: [false, true],
    delivery: { state: 'pending', attempts: 0 },
    message: { state: 'pending', email: 'tamu@contoh.id' },
  };
  const tell = async () => {
    for (const queue of ['notifications.send', 'notifications.guests'])
      await handlers.get(queue)?.(new AbortController().signal);
    return found();
  };
  expect(await found()).toEqual(waits);
  t.clock.set('2036-01-01T10:00:00+07:00');
  // without a mail server a person may tell the guest meanwhile
  expect(await tell()).toEqual({ ...waits, message: { ...waits.message, state: 'phone' } });
  await acceptClockJump(t.ctx());
  expect(await tell()).toEqual({
    planned: [true, true],
    delivery: { state: 'cancelled', attempts: 1 },
    message: { state: 'cancelled', email: null },
  });
});
