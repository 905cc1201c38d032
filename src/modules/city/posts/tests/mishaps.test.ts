import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FoundOutcome, PublishOutcome } from '#modules/city/channels';
import type { ChannelKind } from '#modules/city/channels/client';
import { anAccount as accountOf } from '#modules/city/channels/testing';
import { changeState } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import type { Library } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { openDb, poolConfig } from '#platform/database/db';
import { refuseRow } from '../../../../../tests/support/failing-row.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  cancelPost,
  decideDelivery,
  getPost,
  lookNow,
  makePost,
  removeFromChannel,
  schedulePost,
  type PostInput,
} from '../index.ts';
import { findDead, lookForUnknown, sendDue, type OutboxNeeds } from '../testing.ts';

const t = useTestDb();
let staff = 0;
const ctxOf = (): Ctx => t.ctx({ id: staff });
const origin = 'https://perpustakaan.blitarkota.go.id';
let kota: Library;
let accounts = 0;
let given: string[] = [];
let answers: PublishOutcome[] = [];
let found: FoundOutcome = { state: 'cannot_tell' };
let meanwhile: () => Promise<void> = async () => Promise.resolve();

const sentAs = (remoteId: string): PublishOutcome => ({ state: 'sent', remoteId, url: null });
const noAnswer: PublishOutcome = { state: 'unknown', code: 'no_answer', detail: '' };
const needs: OutboxNeeds = {
  ...{ storage: t.storage, origin, originIsPublic: true },
  ways: {
    publish: async (_trx, _account, { text }) => {
      given.push(text);
      await meanwhile();
      return answers.shift() ?? sentAs(`p${given.length}`);
    },
    find: async () => Promise.resolve(found),
    edit: async (_trx, _account, remoteId) => Promise.resolve(answers.shift() ?? sentAs(remoteId)),
    remove: async (trx, account, remoteId) => {
      // as a channel notes that its permission is not taken any more
      await trx.updateTable('channelAccount').set({ refusedAt: t.clock.now() }).where('id', '=', account).execute();
      return answers.shift() ?? sentAs(remoteId);
    },
  },
};

beforeAll(async () => {
  staff = (await makeAccount(t, { username: 'dewi', fullName: 'Petugas Uji' })).id;
  kota = await makeLibrary(ctxOf(), 'KOTA', 'Perpustakaan Kota Blitar');
});
beforeEach(async () => {
  await t.db.deleteFrom('postDelivery').execute();
  t.clock.set(TEST_NOW);
  [given, answers, found] = [[], [], { state: 'cannot_tell' }];
  meanwhile = async () => Promise.resolve();
});

const anAccount = async (kind: ChannelKind = 'mastodon'): Promise<number> => {
  accounts += 1;
  return accountOf(t, { kind, libraryId: kota.id, name: `Saluran ${accounts}` });
};
const versionOf = async (id: number): Promise<number> => (await getPost(ctxOf(), id, { origin })).version;
async function scheduled(accountIds: readonly number[], more: Partial<PostInput> = {}): Promise<number> {
  const id = await makePost(ctxOf(), kota.id, {
    ...{ title: 'Tutup Jumat', body: 'Jumat kami tutup pukul 15.00.', subject: { kind: 'notice' } },
    ...{ variants: accountIds.map((accountId) => ({ accountId })), ...more },
  });
  await schedulePost(ctxOf(), id, { version: await versionOf(id), origin });
  return id;
}
const deliveriesOf = async (id: number) => (await getPost(ctxOf(), id, { origin })).deliveries;
async function only(id: number) {
  const [delivery] = await deliveriesOf(id);
  if (!delivery) throw new Error('it has no delivery');
  return delivery;
}
/** Another process, while this one is at work. */
async function beside<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { db } = openDb(poolConfig(t.address, 2));
  try {
    return await work({ ...ctxOf(), db });
  } finally {
    await db.destroy();
  }
}
const later = (minutes: number): void =>
  t.clock.set(new Date(t.clock.now().getTime() + minutes * 60_000).toISOString());
const run = async (): Promise<number> => sendDue(ctxOf(), needs);

/** A picture in the library's list. @param format `svg`: a drawing, of which there is no photograph */
async function aPicture(format: 'jpeg' | 'svg'): Promise<number> {
  const { id } = await t.db
    .insertInto('picture')
    .values({ alt: 'Rak anak', credit: 'Dewi', width: 800, height: 600, addedAt: t.clock.now(), addedBy: 'Dewi' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const key = randomUUID();
  await t.db
    .insertInto('pictureFile')
    .values({ pictureId: id, format, width: 800, height: 600, key: `gambar/${key.slice(0, 2)}/${key}`, sizeBytes: 9 })
    .execute();
  return id;
}

describe('a picture', () => {
  test('whose file is gone is said so: nothing went out, and nothing else waits for it', async () => {
    const id = await scheduled([await anAccount('telegram')], { pictureId: await aPicture('jpeg') });
    const other = await scheduled([await anAccount('telegram')]);
    await run();
    await findDead(ctxOf());
    expect(await only(id)).toMatchObject({ state: 'failed', code: 'picture_refused' });
    expect((await only(other)).state).toBe('sent');
  });

  test('whose file is gone keeps nobody from looking for what may be there', async () => {
    const id = await scheduled([await anAccount()], { pictureId: await aPicture('jpeg') });
    const { id: delivery } = await only(id);
    await t.db
      .updateTable('postDelivery')
      .set({ state: 'unknown', sentText: 'x', startedAt: t.clock.now(), nextAt: t.clock.now() })
      .where('id', '=', delivery)
      .execute();
    const other = await scheduled([await anAccount()]);
    answers = [noAnswer];
    await run();
    later(5);
    found = { state: 'there', remoteId: 'm1', url: null };
    await lookForUnknown(ctxOf(), needs);
    expect((await only(other)).state).toBe('sent');
  });

  test('that channels do not take is refused when it is chosen, and not left out silently', async () => {
    const input = { title: 'Rak', body: 'Rak baru.', subject: { kind: 'notice' } } as const;
    const refused = await refusal(makePost(ctxOf(), kota.id, { ...input, pictureId: await aPicture('svg') }));
    expect(refused).toMatchObject({ code: 'platform.invalid_input', fields: { pictureId: 'invalid' } });
  });
});

test('who is taken for gone before the channel was asked goes on: nothing is left open', async () => {
  const id = await scheduled([await anAccount('telegram')]);
  const { id: delivery } = await only(id);
  // another process looks at the very moment between writing it down and holding it
  await sql`create function taken_for_gone() returns trigger language plpgsql as $$
    begin
      if new.state = 'sending' then
        new.state := 'unknown'; new.code := 'died'; new.next_at := new.started_at + interval '3 minutes';
      end if;
      return new;
    end $$`.execute(t.db);
  await sql`create trigger taken_for_gone before update on post_delivery
    for each row execute function taken_for_gone()`.execute(t.db);
  try {
    await run();
  } finally {
    await sql`drop trigger taken_for_gone on post_delivery`.execute(t.db);
  }
  expect(given).toHaveLength(1);
  expect(await only(id)).toMatchObject({ id: delivery, state: 'sent' });
});

describe('what is late', () => {
  test('waits for a person also where it was tried once before the machine stood still', async () => {
    const id = await scheduled([await anAccount()]);
    answers = [{ state: 'retry', code: 'busy', detail: '', afterSeconds: 60 }];
    await run();
    later(5 * 24 * 60);
    expect(await run()).toBe(0);
    expect(await only(id)).toMatchObject({ state: 'stopped', code: 'too_late' });
    await decideDelivery(ctxOf(), (await only(id)).id, { decision: 'send_anyway' });
    expect(await run()).toBe(1);
  });

  test('and sent all the same is stopped by what was called off since', async () => {
    const program = await makeProgram(ctxOf(), kota.id, {
      program: { title: 'Kancil dari Kali Lekso', kind: 'talk' },
      sessions: [
        {
          ...{ title: 'Dongeng', format: 'lecture', jp: 1 },
          startsAt: new Date('2026-11-27T15:30:00+07:00'),
          endsAt: new Date('2026-11-27T16:30:00+07:00'),
        },
      ],
    });
    const id = await scheduled([await anAccount()], { subject: { kind: 'program', programId: program.id } });
    answers = [{ state: 'failed', code: 'permission_ended', detail: '' }];
    await run();
    await decideDelivery(ctxOf(), (await only(id)).id, { decision: 'send_again' });
    answers = [{ state: 'retry', code: 'busy', detail: '', afterSeconds: 1800 }];
    await run();
    await changeState(ctxOf(), program.id, 'cancelled', 'Pendongeng sakit');
    later(31);
    expect(await run()).toBe(0);
    expect(await only(id)).toMatchObject({ state: 'stopped', code: 'subject_gone' });
    await decideDelivery(ctxOf(), (await only(id)).id, { decision: 'send_anyway' });
    expect(await run()).toBe(1);
  });
});

describe('a post that was cancelled', () => {
  const cancelled = async (): Promise<number> => {
    const id = await scheduled([await anAccount('mastodon')]);
    answers = [noAnswer];
    await run();
    await cancelPost(ctxOf(), id, await versionOf(id));
    return id;
  };

  test('leaves nobody with what may be there: a person says that it is', async () => {
    const id = await cancelled();
    const { id: delivery } = await only(id);
    expect((await refusal(decideDelivery(ctxOf(), delivery, { decision: 'send_again' }))).code).toBe(
      'posts.state_forbids',
    );
    await decideDelivery(ctxOf(), delivery, { decision: 'is_there' });
    expect((await only(id)).state).toBe('sent');
  });

  test('stays cancelled where the channel says that nothing is there, or did not take it', async () => {
    const id = await cancelled();
    found = { state: 'not_there' };
    later(4);
    await lookForUnknown(ctxOf(), needs);
    expect(await only(id)).toMatchObject({ state: 'cancelled', fate: 'cancelled' });
    const other = await scheduled([await anAccount('telegram')]);
    answers = [{ state: 'retry', code: 'busy', detail: '' }];
    meanwhile = async () =>
      beside(async (ctx) => cancelPost(ctx, other, (await getPost(ctx, other, { origin })).version));
    await run();
    expect(await only(other)).toMatchObject({ state: 'cancelled', fate: 'cancelled' });
  });
});

test('what somebody left is not sent when the rest is given another hour', async () => {
  const id = await scheduled([await anAccount('telegram'), await anAccount('x')]);
  const [first] = await deliveriesOf(id);
  await decideDelivery(ctxOf(), first?.id ?? 0, { decision: 'leave' });
  await schedulePost(ctxOf(), id, { version: await versionOf(id), origin });
  expect(await run()).toBe(1);
  expect((await deliveriesOf(id)).map(({ state }) => state)).toEqual(['cancelled', 'sent']);
});

test('that a channel refuses its permission is kept though nothing was taken back', async () => {
  const account = await anAccount('mastodon');
  const id = await scheduled([account]);
  await run();
  answers = [{ state: 'failed', code: 'permission_ended', detail: '' }];
  expect((await refusal(removeFromChannel(ctxOf(), needs, (await only(id)).id))).code).toBe('posts.channel_refused');
  const { refusedAt } = await t.db
    .selectFrom('channelAccount')
    .select('refusedAt')
    .where('id', '=', account)
    .executeTakeFirstOrThrow();
  expect(refusedAt).not.toBeNull();
  expect((await only(id)).state).toBe('sent');
});

test('who looks in the very next moment does not have it sent a second time: a channel may still be at it', async () => {
  const id = await scheduled([await anAccount('facebook')]);
  answers = [noAnswer];
  await run();
  found = { state: 'not_there' };
  expect(await lookNow(ctxOf(), needs, (await only(id)).id)).toBe(false);
  expect(await run()).toBe(0);
  expect((await only(id)).state).toBe('unknown');
  later(3);
  expect(await lookNow(ctxOf(), needs, (await only(id)).id)).toBe(true);
  expect(await run()).toBe(1);
});

test('what stands there under its own name is not taken for another of the same words', async () => {
  const account = await anAccount('facebook');
  const first = await scheduled([account]);
  answers = [sentAs('f1')];
  await run();
  const second = await scheduled([account]);
  answers = [noAnswer];
  await run();
  found = { state: 'there', remoteId: 'f1', url: null };
  later(4);
  await lookForUnknown(ctxOf(), needs);
  expect([(await only(first)).state, (await only(second)).state]).toEqual(['sent', 'unknown']);
});

test('a delivery that breaks holds up none of those behind it, and the job says so', async () => {
  const account = await anAccount();
  const [spoilt, fine] = [await scheduled([account]), await scheduled([account])];
  const { id } = await only(spoilt);
  const mended = await refuseRow(t.db, 'post_delivery', { on: 'update', when: `new.id = ${id}` });
  await expect(sendDue(ctxOf(), needs)).rejects.toThrow('1 of a round failed');
  expect(given).toHaveLength(1);
  expect((await only(fine)).state).toBe('sent');
  await mended();
  await sendDue(ctxOf(), needs);
  expect((await only(spoilt)).state).toBe('sent');
});
