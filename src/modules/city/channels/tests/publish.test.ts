import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { editPublished, findPublished, publish, removePublished, type PublishMessage } from '../index.ts';
import { anAccount, channelNeeds } from '../testing.ts';
import { startFakeBluesky } from './servers/bluesky.ts';
import type { FakeServer } from './servers/fake-server.ts';
import { startFakeFacebook, startFakeInstagram } from './servers/graph.ts';
import { startFakeMastodon } from './servers/mastodon.ts';
import { startFakeTelegram } from './servers/telegram.ts';
import { startFakeWebhook } from './servers/webhook.ts';
import { startFakeX } from './servers/x.ts';

const t = useTestDb();
const now = (): Date => new Date(TEST_NOW);
const needs = () => ({ ...channelNeeds, db: t.db, clock: { now } });
const SINCE = new Date('2026-11-25T09:55:00+07:00');

interface Known {
  posts: () => number;
  server: FakeServer;
}
/** Every kind that a program speaks to, at its own server. */
const kinds = {
  async telegram(): Promise<Known> {
    const server = await startFakeTelegram();
    return { server, posts: () => server.posts.size };
  },
  async mastodon(): Promise<Known> {
    const server = await startFakeMastodon(now);
    return { server, posts: () => server.posts.size };
  },
  async bluesky(): Promise<Known> {
    const server = await startFakeBluesky();
    return { server, posts: () => server.records.size };
  },
  async facebook(): Promise<Known> {
    const server = await startFakeFacebook(now);
    return { server, posts: () => server.posts.size };
  },
  async instagram(): Promise<Known> {
    const server = await startFakeInstagram(now);
    return { server, posts: () => server.posts.size };
  },
  async x(): Promise<Known> {
    const server = await startFakeX(now);
    return { server, posts: () => server.posts.size };
  },
  async webhook(): Promise<Known> {
    const server = await startFakeWebhook();
    return { server, posts: () => server.taken.filter(({ type }) => type === 'post.published').length };
  },
};
const LINK = 'https://perpustakaan.blitarkota.go.id/q/dongeng';
const picture = {
  bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
  ...{ mediaType: 'image/png', alt: 'Anak-anak mendengarkan dongeng', publicUrl: 'https://perpus.test/kartu.png' },
};
const message: PublishMessage = {
  key: 'post-12-3',
  text: 'Dongeng Sabtu & teh hangat\n\nDatang, ya. #dongeng',
  ...{ link: LINK, picture, language: 'id' },
};

describe.each(Object.keys(kinds).filter((kind): kind is keyof typeof kinds => kind in kinds))('%s', (kind) => {
  const there: { known?: Known } = {};
  const known = (): Known => {
    if (!there.known) throw new Error('the server did not start');
    return there.known;
  };
  let account: number;
  const server = () => known().server;
  const canList = kind !== 'telegram' && kind !== 'webhook';
  beforeEach(async () => {
    there.known = await kinds[kind]();
    account = await anAccount(t, { kind, server: server().url });
  });
  afterEach(async () => server().stop());
  const send = async (one: PublishMessage = message) => publish(needs(), account, one);

  test('what is accepted stands there once', async () => {
    const outcome = await send();
    expect(outcome).toMatchObject({ state: 'sent' });
    expect(known().posts()).toBe(1);
    if (outcome.state === 'sent') expect(outcome.remoteId).not.toBe('');
  });

  test('without an answer it may be there, and where one can ask it is found', async () => {
    server().troubles.push('cut');
    expect(await send()).toMatchObject({ state: 'unknown', code: 'no_answer' });
    expect(known().posts()).toBe(1);
    const found = await findPublished(needs(), account, message, SINCE);
    expect(found.state).toBe(canList ? 'there' : 'cannot_tell');
    if (found.state === 'there') expect(found.remoteId).not.toBe('');
  });

  test('a server that takes it and then is silent leaves it open too', async () => {
    server().troubles.push('hang');
    expect(await send()).toMatchObject({ state: 'unknown', code: 'no_answer' });
    expect(known().posts()).toBe(1);
  });

  test('what never came there is not found there', async () => {
    await send({ ...message, key: 'post-11-1', text: 'Kabar lain' });
    const found = await findPublished(needs(), account, message, SINCE);
    expect(found.state).toBe(canList ? 'not_there' : 'cannot_tell');
  });

  test('when it is asked to wait, it says for how long, and nothing is there', async () => {
    const body = { description: 'Too Many Requests', parameters: { retry_after: 30 } };
    server().troubles.push({ status: 429, body, headers: { 'retry-after': '30' } });
    expect(await send()).toMatchObject({ state: 'retry', code: 'busy', afterSeconds: 30 });
    expect(known().posts()).toBe(0);
  });

  test('a server in trouble leaves it open; one that is closed until an instant has taken nothing', async () => {
    server().troubles.push({ status: 500, body: '<h1>Internal Server Error</h1>' });
    expect(await send()).toMatchObject({ state: 'unknown', code: 'server_trouble', detail: 'HTTP 500' });
    const until = { 'retry-after': 'Wed, 25 Nov 2026 03:02:00 GMT' };
    server().troubles.push({ status: 503, body: '', headers: until });
    expect(await send()).toMatchObject({ state: 'retry', code: 'server_trouble', afterSeconds: 120 });
  });

  test('a permission that has ended is said, kept, and no secret is in what is said', async () => {
    server().expired = true;
    const outcome = await send();
    expect(outcome).toMatchObject({ state: 'failed', code: 'permission_ended' });
    const { refusedAt } = await t.db
      .selectFrom('channelAccount')
      .select('refusedAt')
      .where('id', '=', account)
      .executeTakeFirstOrThrow();
    expect(refusedAt).toEqual(now());
    expect(JSON.stringify(outcome)).not.toMatch(/AAfake|masto-token|abcd-efgh|EAAfake|whsec/);
  });

  test('a server that leads elsewhere is not followed', async () => {
    server().troubles.push({ status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } });
    // a webhook may have done its work before it leads on: Google Apps Script answers so
    expect(await send()).toMatchObject(
      kind === 'webhook' ? { state: 'unknown', code: 'not_understood' } : { state: 'failed', code: 'moved' },
    );
  });

  test('a page of somebody else in the place of an answer is no answer', async () => {
    server().troubles.push({ status: 200, body: '<html>Sambungkan ke Wi-Fi</html>' });
    const expected = kind === 'webhook' ? { state: 'sent' } : { state: 'unknown', code: 'not_understood' };
    // Bluesky alone is asked by our own key, whatever it answered
    expect(await send()).toMatchObject(expected);
  });

  test('a server that is not there has taken nothing', async () => {
    await server().stop();
    expect(await send()).toMatchObject({ state: 'retry', code: 'not_reached', detail: 'ECONNREFUSED' });
    there.known = await kinds[kind]();
  });

  test('it is changed and taken back where the channel can, and says so where it cannot', async () => {
    const outcome = await send();
    if (outcome.state !== 'sent') throw new Error(outcome.code);
    const edited = await editPublished(needs(), account, outcome.remoteId, {
      ...message,
      text: 'Dongeng pindah ke Minggu',
    });
    const canEdit = kind !== 'bluesky' && kind !== 'instagram' && kind !== 'x';
    expect(edited).toMatchObject(canEdit ? { state: 'sent' } : { state: 'failed', code: 'cannot_edit' });
    const removed = await removePublished(needs(), account, outcome.remoteId);
    expect(removed).toMatchObject(
      kind === 'instagram' ? { state: 'failed', code: 'cannot_delete' } : { state: 'sent' },
    );
    if (kind !== 'webhook') expect(known().posts()).toBe(kind === 'instagram' ? 1 : 0);
    // whoever takes back what is gone is done
    if (kind !== 'instagram')
      expect(await removePublished(needs(), account, outcome.remoteId)).toMatchObject({ state: 'sent' });
  });
});

describe('an account that cannot speak', () => {
  test('says why, and nothing is called', async () => {
    const off = await anAccount(t, { kind: 'telegram', enabled: false, server: 'http://127.0.0.1:1' });
    const bare = await anAccount(t, { kind: 'telegram', server: 'http://127.0.0.1:1', secrets: { botToken: '' } });
    const byHand = await anAccount(t, { kind: 'whatsapp_channel' });
    for (const [id, code] of [
      [off, 'account_off'],
      [bare, 'account_incomplete'],
      [byHand, 'by_hand'],
      [999_999, 'account_off'],
    ] as const)
      expect(await publish(needs(), id, message)).toEqual({ state: 'failed', code, detail: '' });
  });
  test('is never called at an address of our own network', async () => {
    const server = await startFakeWebhook();
    const id = await anAccount(t, { kind: 'webhook', server: server.url });
    const outcome = await publish({ ...needs(), config: { outgoingHosts: [] } }, id, message);
    expect(outcome).toMatchObject({ state: 'retry', code: 'not_reached', detail: 'EADDRNOTPUBLIC' });
    expect(server.heard).toEqual([]);
    await server.stop();
  });
});
