import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FoundOutcome, PublishMessage, PublishOutcome } from '#modules/city/channels';
import type { ChannelKind } from '#modules/city/channels/client';
import { anAccount as accountOf } from '#modules/city/channels/testing';
import { changeState } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { setSetting, type Library } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { openDb, poolConfig } from '#platform/database/db';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  cancelPost,
  changePublished,
  decideDelivery,
  getPost,
  listDeliveries,
  lookNow,
  makePost,
  removeFromChannel,
  schedulePost,
  type PostInput,
} from '../index.ts';
import { findDead, lookForUnknown, sendDue, type OutboxNeeds } from '../testing.ts';

const t = useTestDb();
/** Somebody who may do everything, with an account that stands. */
let staff = 0;
const ctxOf = (): Ctx => t.ctx({ id: staff });
const origin = 'https://perpustakaan.blitarkota.go.id';
let kota: Library;
let accounts = 0;
/** A channel of our own: what it was given, and what it answers next. */
let given: (PublishMessage & { account: number })[] = [];
let answers: PublishOutcome[] = [];
let found: FoundOutcome = { state: 'cannot_tell' };
let meanwhile: () => Promise<void> = async () => Promise.resolve();

const sentAs = (remoteId: string): PublishOutcome => ({
  state: 'sent',
  remoteId,
  url: `https://kanal.example/${remoteId}`,
});
const needs: OutboxNeeds = {
  ...{ storage: t.storage, origin, originIsPublic: true },
  ways: {
    publish: async (_trx, account, message) => {
      given.push({ ...message, account });
      await meanwhile();
      return answers.shift() ?? sentAs(`p${given.length}`);
    },
    find: async () => Promise.resolve(found),
    edit: async (_trx, account, remoteId, message) => {
      given.push({ ...message, account });
      return Promise.resolve(answers.shift() ?? sentAs(remoteId));
    },
    remove: async (_trx, _account, remoteId) => Promise.resolve(answers.shift() ?? sentAs(remoteId)),
  },
};

beforeAll(async () => {
  staff = (await makeAccount(t, { username: 'dewi', fullName: 'Petugas Uji' })).id;
  kota = await makeLibrary(ctxOf(), 'KOTA', 'Perpustakaan Kota Blitar');
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
  [given, answers, found] = [[], [], { state: 'cannot_tell' }];
  meanwhile = async () => Promise.resolve();
});

const anAccount = async (kind: ChannelKind = 'telegram'): Promise<number> => {
  accounts += 1;
  return accountOf(t, { kind, libraryId: kota.id, name: `Saluran ${accounts}` });
};
const notice: PostInput = {
  title: 'Tutup Jumat',
  body: 'Jumat kami tutup pukul 15.00.',
  subject: { kind: 'notice', address: '/perpustakaan' },
};
const versionOf = async (id: number): Promise<number> => (await getPost(ctxOf(), id, { origin })).version;

/** A post in the outbox, due at once unless said otherwise. */
async function scheduled(accountIds: readonly number[], more: Partial<PostInput> = {}, when = {}): Promise<number> {
  const variants = accountIds.map((accountId) => ({ accountId }));
  const id = await makePost(ctxOf(), kota.id, { ...notice, variants, ...more });
  await schedulePost(ctxOf(), id, { version: await versionOf(id), origin, ...when });
  return id;
}
/** Another process, while this one speaks with a channel. */
async function beside<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { db } = openDb(poolConfig(t.address, 2));
  try {
    return await work({ ...ctxOf(), db });
  } finally {
    await db.destroy();
  }
}
const only = async (id: number) => {
  const [delivery] = (await getPost(ctxOf(), id, { origin })).deliveries;
  if (!delivery) throw new Error('it has no delivery');
  return delivery;
};
const later = (minutes: number): void =>
  t.clock.set(new Date(ctxOf().clock.now().getTime() + minutes * 60_000).toISOString());
const run = async (): Promise<number> => sendDue(ctxOf(), needs);

describe('a post that is due', () => {
  test('goes to each account once, with a link of its own', async () => {
    const id = await scheduled([await anAccount('telegram'), await anAccount('mastodon')]);
    expect(await run()).toBe(2);
    expect(await run()).toBe(0);
    const { deliveries, isOut } = await getPost(ctxOf(), id, { origin });
    expect(deliveries.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(new Set(given.map(({ link }) => link)).size).toBe(2);
    expect(given[0]?.text).toBe(`Jumat kami tutup pukul 15.00.\n\n${given[0]?.link ?? ''}`);
    expect(isOut).toBe(true);
  });

  test('goes at the hour of its library, whatever happened to the clock between', async () => {
    const id = await scheduled([await anAccount()], {}, { sendOn: '2026-11-26', sendMinute: 960 });
    t.clock.set('2026-11-26T15:59:00+07:00');
    expect(await run()).toBe(0);
    // daylight saving, a zone of the machine, a clock that was set back: the wall of the library says it
    t.clock.set('2026-11-26T16:01:00+07:00');
    expect(await run()).toBe(1);
    t.clock.set('2026-11-26T15:00:00+07:00');
    expect(await run()).toBe(0);
    t.clock.set('2026-11-26T17:00:00+07:00');
    expect(await run()).toBe(0);
    expect((await only(id)).state).toBe('sent');
  });

  test('follows its library into another zone', async () => {
    const id = await scheduled([await anAccount()], {}, { sendOn: '2026-11-26', sendMinute: 960 });
    await t.db.updateTable('library').set({ timeZone: 'Asia/Jayapura' }).where('id', '=', kota.id).execute();
    t.clock.set('2026-11-26T14:00:30+07:00');
    expect(await run()).toBe(1);
    await t.db.updateTable('library').set({ timeZone: 'Asia/Jakarta' }).where('id', '=', kota.id).execute();
    expect((await only(id)).state).toBe('sent');
  });

  test('is not sent half a day late without being asked about', async () => {
    const id = await scheduled([await anAccount()], {}, { sendOn: '2026-11-25', sendMinute: 960 });
    t.clock.set('2026-11-26T04:30:00+07:00');
    expect(await run()).toBe(0);
    expect(await only(id)).toMatchObject({ state: 'stopped', code: 'too_late' });
    await decideDelivery(ctxOf(), (await only(id)).id, { decision: 'send_anyway' });
    expect(await run()).toBe(1);
    expect((await only(id)).state).toBe('sent');
  });

  test('goes once though two processes send at the same time', async () => {
    const ids = [await anAccount(), await anAccount(), await anAccount()];
    await scheduled(ids);
    const other = openDb(poolConfig(t.address, 4));
    try {
      const both = await Promise.all([run(), sendDue({ ...ctxOf(), db: other.db }, needs)]);
      expect(both.reduce((sum, one) => sum + one, 0)).toBe(3);
    } finally {
      await other.db.destroy();
    }
    expect(given.map(({ account }) => account).toSorted((a, b) => a - b)).toEqual(ids);
  });

  test('that is held by somebody else is not waited for', async () => {
    const id = await scheduled([await anAccount()]);
    const held = await holdRow(t, 'post_delivery', (await only(id)).id);
    expect(await run()).toBe(0);
    await held.letGo();
    expect(await run()).toBe(1);
  });
});

describe('what may be there', () => {
  test('is written down before the channel is asked, and never sent again by itself', async () => {
    const id = await scheduled([await anAccount('telegram')]);
    let before = '';
    meanwhile = async () => {
      before = (await beside(async (ctx) => getPost(ctx, id, { origin }))).deliveries[0]?.state ?? '';
    };
    answers = [{ state: 'unknown', code: 'no_answer', detail: 'socket hang up' }];
    await run();
    expect(before).toBe('sending');
    expect(await only(id)).toMatchObject({ state: 'unknown', code: 'no_answer', detail: 'socket hang up' });
    for (let nth = 0; nth < 10; nth += 1) {
      later(600);
      await lookForUnknown(ctxOf(), needs);
      await run();
    }
    expect(given).toHaveLength(1);
    expect((await only(id)).state).toBe('unknown');
  });

  test('is looked for where the channel can be asked: there is there', async () => {
    const id = await scheduled([await anAccount('facebook')]);
    answers = [{ state: 'unknown', code: 'no_answer', detail: '' }];
    await run();
    found = { state: 'there', remoteId: 'f9', url: 'https://kanal.example/f9' };
    expect(await lookForUnknown(ctxOf(), needs)).toBe(0);
    later(4);
    expect(await lookForUnknown(ctxOf(), needs)).toBe(1);
    expect(await only(id)).toMatchObject({ state: 'sent', remoteUrl: 'https://kanal.example/f9' });
    expect(given).toHaveLength(1);
  });

  test('goes again only after the channel said that it is not there, under the same key', async () => {
    const id = await scheduled([await anAccount('x')]);
    answers = [{ state: 'unknown', code: 'no_answer', detail: '' }];
    await run();
    found = { state: 'not_there' };
    later(4);
    await lookForUnknown(ctxOf(), needs);
    await run();
    expect((await only(id)).state).toBe('sent');
    expect(given).toHaveLength(2);
    expect(given[0]?.key).toBe(given[1]?.key);
  });

  test('is what a process leaves that ended in the middle; one that lives is left alone', async () => {
    const id = await scheduled([await anAccount()]);
    let whileAsked = -1;
    meanwhile = async () => {
      whileAsked = await beside(findDead);
    };
    await run();
    expect(whileAsked).toBe(0);
    const { id: delivery } = await only(id);
    await t.db.updateTable('postDelivery').set({ state: 'sending' }).where('id', '=', delivery).execute();
    expect(await findDead(ctxOf())).toBe(1);
    expect(await only(id)).toMatchObject({ state: 'unknown', code: 'died' });
    later(60);
    expect(await run()).toBe(0);
  });

  test('is settled by a person: it stands there, or it goes again', async () => {
    const id = await scheduled([await anAccount(), await anAccount()]);
    answers = [
      { state: 'unknown', code: 'no_answer', detail: '' },
      { state: 'unknown', code: 'no_answer', detail: '' },
    ];
    await run();
    const [first, second] = (await getPost(ctxOf(), id, { origin })).deliveries;
    await decideDelivery(ctxOf(), first?.id ?? 0, { decision: 'is_there', url: 'https://t.me/perpus/7' });
    await decideDelivery(ctxOf(), second?.id ?? 0, { decision: 'send_again' });
    expect(await run()).toBe(1);
    const after = (await getPost(ctxOf(), id, { origin })).deliveries;
    expect(after.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(after[0]).toMatchObject({ remoteUrl: 'https://t.me/perpus/7', decidedBy: 'Petugas Uji' });
    expect((await refusal(decideDelivery(ctxOf(), first?.id ?? 0, { decision: 'send_again' }))).code).toBe(
      'posts.state_forbids',
    );
  });

  test('two people who say "send it again" send it once', async () => {
    const id = await scheduled([await anAccount()]);
    answers = [{ state: 'failed', code: 'refused', detail: '' }];
    await run();
    const { id: delivery } = await only(id);
    const held = await holdRow(t, 'post', id);
    const both = [1, 2].map(async () => outcome(decideDelivery(ctxOf(), delivery, { decision: 'send_again' })));
    await held.waitedFor(2);
    await held.letGo();
    expect((await Promise.all(both)).toSorted()).toEqual(['done', 'posts.state_forbids']);
    await run();
    expect(given).toHaveLength(2);
  });

  test('can be looked for at once', async () => {
    const id = await scheduled([await anAccount('mastodon')]);
    answers = [{ state: 'unknown', code: 'no_answer', detail: '' }];
    await run();
    const { id: delivery } = await only(id);
    expect(await lookNow(ctxOf(), needs, delivery)).toBe(false);
    found = { state: 'there', remoteId: 'm1', url: null };
    expect(await lookNow(ctxOf(), needs, delivery)).toBe(true);
    expect((await only(id)).state).toBe('sent');
  });
});

describe('what certainly is not there', () => {
  test('is tried again, and given up after six times', async () => {
    const id = await scheduled([await anAccount()]);
    answers = Array.from({ length: 9 }, (): PublishOutcome => ({
      state: 'retry',
      code: 'server_trouble',
      detail: '502',
    }));
    for (const wait of [1, 5, 15, 60, 180, 180, 180]) {
      await run();
      later(wait);
    }
    expect(given).toHaveLength(6);
    expect(await only(id)).toMatchObject({ state: 'failed', code: 'server_trouble', attempts: 6 });
  });

  test('waits as long as the channel asks, and so does all that goes to its account', async () => {
    const account = await anAccount('x');
    const first = await scheduled([account]);
    answers = [{ state: 'retry', code: 'busy', detail: '', afterSeconds: 1800 }];
    await run();
    const second = await scheduled([account]);
    expect(await run()).toBe(0);
    later(29);
    expect(await run()).toBe(0);
    later(2);
    expect(await run()).toBe(2);
    expect([(await only(first)).state, (await only(second)).state]).toEqual(['sent', 'sent']);
  });

  test('fails for good where the channel refuses it', async () => {
    const id = await scheduled([await anAccount()]);
    answers = [{ state: 'failed', code: 'permission_ended', detail: '401' }];
    await run();
    later(6000);
    expect(await run()).toBe(0);
    expect(await only(id)).toMatchObject({ state: 'failed', code: 'permission_ended', fate: 'failed' });
    const { data } = await listDeliveries(ctxOf(), { states: ['failed'], limit: 1 });
    expect(data).toMatchObject([{ postId: id, title: 'Tutup Jumat', code: 'permission_ended' }]);
  });
});

describe('a post of a programme', () => {
  const aProgram = async (): Promise<number> =>
    (
      await makeProgram(ctxOf(), kota.id, {
        program: { title: 'Kancil dari Kali Lekso', kind: 'talk', place: 'Balai Bendogerit' },
        sessions: [
          {
            ...{ title: 'Dongeng', format: 'lecture', jp: 1 },
            startsAt: new Date('2026-11-27T15:30:00+07:00'),
            endsAt: new Date('2026-11-27T16:30:00+07:00'),
          },
        ],
      })
    ).id;
  const about = (programId: number): Partial<PostInput> => ({
    ...{ title: 'Dongeng sore', body: '{judul}: {tanggal}, {jam}, {tempat}.', subject: { kind: 'program', programId } },
  });
  const tomorrow = { sendOn: '2026-11-26', sendMinute: 480 };

  test('says what the programme says when it goes out', async () => {
    const programId = await aProgram();
    await scheduled([await anAccount('telegram')], about(programId), tomorrow);
    await t.db.updateTable('program').set({ place: 'Aula Turi' }).where('id', '=', programId).execute();
    t.clock.set('2026-11-26T08:01:00+07:00');
    await run();
    expect(given[0]?.text).toContain('Kancil dari Kali Lekso: Jumat, 27 November 2026, 15.30 WIB, Aula Turi.');
    expect(given[0]?.text).toContain(`${origin}/q/`);
  });

  test('that was called off stops and waits for a person', async () => {
    const programId = await aProgram();
    const id = await scheduled([await anAccount()], about(programId), tomorrow);
    await changeState(ctxOf(), programId, 'cancelled', 'Pendongeng sakit');
    t.clock.set('2026-11-26T08:01:00+07:00');
    expect(await run()).toBe(0);
    expect(await only(id)).toMatchObject({ state: 'stopped', code: 'subject_gone', fate: 'stopped' });
    await decideDelivery(ctxOf(), (await only(id)).id, { decision: 'leave' });
    expect((await only(id)).state).toBe('cancelled');
  });
});

describe('afterwards', () => {
  test('what went out is changed and taken back where the channel can', async () => {
    const id = await scheduled([await anAccount('mastodon'), await anAccount('bluesky')]);
    await run();
    const [mastodon, bluesky] = (await getPost(ctxOf(), id, { origin })).deliveries;
    await changePublished(ctxOf(), needs, mastodon?.id ?? 0, { text: 'Jumat kami tutup pukul 14.00.' });
    expect(given.at(-1)?.text).toContain('14.00');
    expect((await refusal(changePublished(ctxOf(), needs, bluesky?.id ?? 0, { text: 'Lain' }))).code).toBe(
      'posts.cannot_edit',
    );
    await removeFromChannel(ctxOf(), needs, bluesky?.id ?? 0);
    expect((await getPost(ctxOf(), id, { origin })).deliveries.map(({ state }) => state)).toEqual(['sent', 'removed']);
    answers = [{ state: 'retry', code: 'busy', detail: '' }];
    expect((await refusal(removeFromChannel(ctxOf(), needs, mastodon?.id ?? 0))).code).toBe('posts.channel_refused');
  });

  test('where a second person reads all that goes out nobody changes it alone; it is taken back', async () => {
    const id = await scheduled([await anAccount('mastodon')]);
    await run();
    expect((await only(id)).edits).toBe(true);
    await setSetting(ctxOf(), 'siteSecondPerson', true);
    const { id: delivery, edits } = await only(id);
    const changed = outcome(changePublished(ctxOf(), needs, delivery, { text: 'Yang tidak dibaca siapa pun.' }));
    const ended = [edits, await changed, given.length];
    await setSetting(ctxOf(), 'siteSecondPerson', false);
    expect(ended).toEqual([false, 'posts.unread_words', 1]);
    await removeFromChannel(ctxOf(), needs, delivery);
    expect((await only(id)).state).toBe('removed');
  });

  test('what is cancelled does not go, and what is being sent is not waited for', async () => {
    const [slow, other] = [await anAccount('telegram'), await anAccount('x')];
    const id = await scheduled([slow, other]);
    meanwhile = async () => {
      if (given.length > 1) return;
      await beside(async (ctx) => cancelPost(ctx, id, (await getPost(ctx, id, { origin })).version));
    };
    expect(await run()).toBe(1);
    expect((await getPost(ctxOf(), id, { origin })).deliveries.map(({ state }) => state)).toEqual([
      'sent',
      'cancelled',
    ]);
  });

  test('what a person shares waits for them, and counts when they say so', async () => {
    const id = await scheduled([await anAccount('whatsapp_channel')]);
    expect(await run()).toBe(0);
    expect(await only(id)).toMatchObject({ state: 'waiting', fate: 'by_hand', byHand: true });
    await decideDelivery(ctxOf(), (await only(id)).id, { decision: 'is_there', url: '' });
    expect(await only(id)).toMatchObject({ state: 'sent', fate: 'sent', remoteUrl: null });
  });
});

test('the outbox goes on where a network asks for a second person', async () => {
  await setSetting(ctxOf(), 'siteSecondPerson', true);
  const id = await makePost(ctxOf(), kota.id, { ...notice, variants: [{ accountId: await anAccount() }] });
  expect((await refusal(schedulePost(ctxOf(), id, { version: 1, origin }))).code).toBe('posts.state_forbids');
  await setSetting(ctxOf(), 'siteSecondPerson', false);
  await schedulePost(ctxOf(), id, { version: 1, origin });
  expect(await run()).toBe(1);
});
