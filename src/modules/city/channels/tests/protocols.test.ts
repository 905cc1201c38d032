import { describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { facetsOf } from '../carry/facets.ts';
import { recordKey } from '../carry/record-key.ts';
import { oauthHeader } from '../carry/sign-oauth.ts';
import { waitSeconds } from '../carry/wait-seconds.ts';
import { editPublished, findPublished, publish, type PublishMessage } from '../index.ts';
import { anAccount, channelNeeds } from '../testing.ts';
import { startFakeBluesky } from './servers/bluesky.ts';
import { startFakeFacebook, startFakeInstagram } from './servers/graph.ts';
import { startFakeMastodon } from './servers/mastodon.ts';
import { startFakeTelegram } from './servers/telegram.ts';
import { startFakeWebhook } from './servers/webhook.ts';
import { startFakeX } from './servers/x.ts';

const t = useTestDb();
const now = (): Date => new Date(TEST_NOW);
const needs = () => ({ ...channelNeeds, db: t.db, clock: { now } });
const LINK = 'https://perpus.test/q/dongeng';
const picture = {
  bytes: new Uint8Array([0xff, 0xd8, 0xff]),
  ...{ mediaType: 'image/jpeg', alt: 'Anak-anak mendengarkan', publicUrl: 'https://perpus.test/kartu.jpg' },
};
const message: PublishMessage = { key: 'post-7-2', text: 'Dongeng Sabtu', link: LINK, picture: null, language: 'id' };

describe('Mastodon', () => {
  test('takes a repeat under the same key as the same post', async () => {
    const server = await startFakeMastodon(now);
    const id = await anAccount(t, { kind: 'mastodon', server: server.url });
    const first = await publish(needs(), id, message);
    expect(await publish(needs(), id, message)).toEqual(first);
    expect(server.posts.size).toBe(1);
    expect(await publish(needs(), id, { ...message, key: 'post-7-3' })).not.toEqual(first);
    await server.stop();
  });
  test('is given the description of a picture, and keeps the picture when the text changes', async () => {
    const server = await startFakeMastodon(now);
    const id = await anAccount(t, { kind: 'mastodon', server: server.url });
    const sent = await publish(needs(), id, { ...message, picture });
    expect([...server.described.values()]).toEqual(['Anak-anak mendengarkan']);
    const remoteId = sent.state === 'sent' ? sent.remoteId : '';
    await editPublished(needs(), id, remoteId, { ...message, picture, text: 'Dongeng Minggu' });
    expect(server.posts.get(remoteId)).toMatchObject({
      text: `Dongeng Minggu\n\n${LINK}`,
      media: [...server.described.keys()],
    });
    await server.stop();
  });
  test('says that a text is too long', async () => {
    const server = await startFakeMastodon(now);
    const id = await anAccount(t, { kind: 'mastodon', server: server.url });
    const outcome = await publish(needs(), id, { ...message, text: 'a'.repeat(501) });
    expect(outcome).toMatchObject({ state: 'failed', code: 'too_long' });
    await server.stop();
  });
});

describe('Bluesky', () => {
  test('holds one record for one key, however often it is sent', async () => {
    const server = await startFakeBluesky();
    const id = await anAccount(t, { kind: 'bluesky', server: server.url });
    const first = await publish(needs(), id, message);
    server.troubles.push('cut');
    expect(await publish(needs(), id, message)).toMatchObject({ state: 'unknown' });
    expect(await publish(needs(), id, message)).toEqual(first);
    expect(server.records.size).toBe(1);
    await server.stop();
  });
  test('is told which bytes are a link, and what a picture shows', async () => {
    const server = await startFakeBluesky();
    const id = await anAccount(t, { kind: 'bluesky', server: server.url });
    await publish(needs(), id, { ...message, picture });
    const [record] = server.records.values();
    expect(record).toMatchObject({
      ...{ langs: ['id'], createdAt: '2026-11-25T03:00:00.000Z', text: `Dongeng Sabtu\n\n${LINK}` },
      facets: [{ index: { byteStart: 15, byteEnd: 44 }, features: [{ uri: LINK }] }],
      embed: { images: [{ alt: 'Anak-anak mendengarkan', image: { mimeType: 'image/jpeg', size: 3 } }] },
    });
    await server.stop();
  });
  test('takes no picture of more than a million bytes, and nothing is sent', async () => {
    const server = await startFakeBluesky();
    const id = await anAccount(t, { kind: 'bluesky', server: server.url });
    const large = { ...picture, bytes: new Uint8Array(1_000_001) };
    expect(await publish(needs(), id, { ...message, picture: large })).toMatchObject({ code: 'picture_refused' });
    expect(server.records.size).toBe(0);
    await server.stop();
  });
  test('facets count in bytes, and a mark in a link is no hashtag', () => {
    expect(
      facetsOf('Ā 😀 #baca-yuk https://a.id/x#bagian. #2026').map(({ index, features }) => [index, features]),
    ).toEqual([
      [{ byteStart: 8, byteEnd: 13 }, [{ $type: 'app.bsky.richtext.facet#tag', tag: 'baca' }]],
      [{ byteStart: 18, byteEnd: 39 }, [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://a.id/x#bagian' }]],
    ]);
  });
  test('record keys are those of posts, one for each delivery', () => {
    const keys = Array.from({ length: 2000 }, (_, nth) => recordKey(`post-${nth}`));
    expect(new Set(keys).size).toBe(2000);
    for (const key of keys) expect(key).toMatch(/^3[234567abcdefghijklmnopqrstuvwxyz]{12}$/);
    expect(recordKey('post-7-2')).toBe(recordKey('post-7-2'));
  });
});

describe('Telegram', () => {
  test('is given the text beneath a picture, and changes it there', async () => {
    const server = await startFakeTelegram();
    const id = await anAccount(t, { kind: 'telegram', server: server.url });
    const sent = await publish(needs(), id, { ...message, picture });
    expect(sent).toEqual({ state: 'sent', remoteId: '11', url: 'https://t.me/perpusblitar/11' });
    expect(server.posts.get('11')).toBe(`Dongeng Sabtu\n\n${LINK}`);
    const changed = { ...message, picture, text: 'Dongeng Minggu' };
    expect(await editPublished(needs(), id, '11', changed)).toMatchObject({ state: 'sent' });
    expect(await editPublished(needs(), id, '11', changed)).toMatchObject({
      state: 'sent',
      url: 'https://t.me/perpusblitar/11',
    });
    expect(await editPublished(needs(), id, '99', changed)).toMatchObject({ state: 'failed', code: 'gone' });
    await server.stop();
  });
});

describe('Facebook', () => {
  test('attaches a link; beside a picture it stands in the text, and the picture has its description', async () => {
    const server = await startFakeFacebook(now);
    const id = await anAccount(t, { kind: 'facebook', server: server.url });
    await publish(needs(), id, message);
    await publish(needs(), id, { ...message, picture });
    expect([...server.posts.values()]).toMatchObject([
      { text: 'Dongeng Sabtu', link: LINK },
      { text: `Dongeng Sabtu\n\n${LINK}`, alt: 'Anak-anak mendengarkan' },
    ]);
    // the token stands in no address of what is published
    expect(server.heard.map(({ path, query }) => [path, query.size])).toEqual([
      ['/4711/feed', 0],
      ['/4711/photos', 0],
    ]);
    await server.stop();
  });
  test.each([
    [
      { code: 190, message: 'expired' },
      { state: 'failed', code: 'permission_ended' },
    ],
    [
      { code: 200, message: 'permissions error' },
      { state: 'failed', code: 'permission_ended' },
    ],
    [
      { code: 32, message: 'Page request limit reached' },
      { state: 'retry', code: 'busy' },
    ],
    [
      { code: 2, message: 'Service temporarily unavailable' },
      { state: 'unknown', code: 'server_trouble' },
    ],
    [
      { code: 506, message: 'Duplicate status message' },
      { state: 'unknown', code: 'duplicate' },
    ],
    [
      { code: 368, message: 'blocked' },
      { state: 'failed', code: 'refused' },
    ],
  ])('%o is understood', async (error, expected) => {
    const server = await startFakeFacebook(now);
    const id = await anAccount(t, { kind: 'facebook', server: server.url });
    server.troubles.push({ status: 400, body: { error } });
    expect(await publish(needs(), id, message)).toMatchObject({ ...expected, detail: `HTTP 400: ${error.message}` });
    await server.stop();
  });
});

describe('Instagram', () => {
  test('needs a picture, and one with a public address; else nothing is called', async () => {
    const server = await startFakeInstagram(now);
    const id = await anAccount(t, { kind: 'instagram', server: server.url });
    expect(await publish(needs(), id, message)).toMatchObject({ state: 'failed', code: 'picture_needed' });
    const own = { ...message, picture: { ...picture, publicUrl: null } };
    expect(await publish(needs(), id, own)).toMatchObject({ state: 'failed', code: 'picture_needs_public_address' });
    expect(server.heard).toEqual([]);
    await server.stop();
  });
  test('is waited for until it has fetched the picture', async () => {
    const server = await startFakeInstagram(now);
    const id = await anAccount(t, { kind: 'instagram', server: server.url });
    const sent = await publish(needs(), id, { ...message, picture });
    expect(sent).toMatchObject({ state: 'sent', url: 'https://ig.test/p/902' });
    expect([...server.posts.values()]).toMatchObject([{ alt: 'Anak-anak mendengarkan', link: picture.publicUrl }]);
    await server.stop();
  });
});

describe('X', () => {
  test('that has the same text already leaves it open, and by its short links it is found', async () => {
    const server = await startFakeX(now);
    const id = await anAccount(t, { kind: 'x', server: server.url });
    const one = { ...message, picture, text: 'Teh & dongeng <3' };
    server.troubles.push('cut');
    await publish(needs(), id, one);
    expect(await publish(needs(), id, one)).toMatchObject({ state: 'unknown', code: 'duplicate' });
    expect(await findPublished(needs(), id, one, now())).toMatchObject({
      ...{ state: 'there', url: 'https://x.com/i/web/status/1002' },
    });
    expect([...server.alts.values()]).toEqual([
      '{"alt_text":{"text":"Anak-anak mendengarkan"}}',
      '{"alt_text":{"text":"Anak-anak mendengarkan"}}',
    ]);
    await server.stop();
  });
  test('takes the token of a user instead of four keys', async () => {
    const server = await startFakeX(now);
    const secrets = { apiKey: '', bearer: 'user' };
    const id = await anAccount(t, { kind: 'x', server: server.url, secrets });
    expect(await publish(needs(), id, message)).toMatchObject({ state: 'sent' });
    await server.stop();
  });
  test('is signed as its documents show it', () => {
    const keys = {
      ...{ apiKey: 'xvz1evFS4wEEPTGEFPHBog', apiSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw' },
      accessToken: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
      accessSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
    };
    const status = encodeURIComponent('Hello Ladies + Gentlemen, a signed OAuth request!').replaceAll('!', '%21');
    const url = `https://api.twitter.com/1.1/statuses/update.json?include_entities=true&status=${status}`;
    const header = oauthHeader('POST', url, keys, {
      ...{ at: new Date(1_318_622_958_000), nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg' },
    });
    expect(header).toContain('oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"');
  });
});

test('a webhook is sent a signed event with what it needs', async () => {
  const server = await startFakeWebhook();
  const id = await anAccount(t, { kind: 'webhook', server: server.url });
  await publish(needs(), id, { ...message, picture: { ...picture, publicUrl: null } });
  expect(server.taken).toEqual([
    {
      ...{ type: 'post.published', timestamp: '2026-11-25T03:00:00.000Z' },
      data: {
        ...{ key: 'post-7-2', text: 'Dongeng Sabtu', link: LINK, language: 'id' },
        picture: { mediaType: 'image/jpeg', alt: 'Anak-anak mendengarkan', url: null, data: '/9j/' },
      },
    },
  ]);
  expect(server.heard[0]?.headers).toMatchObject({ 'webhook-id': 'post-7-2', 'idempotency-key': 'post-7-2' });
  const other = await anAccount(t, { kind: 'webhook', server: server.url, secrets: { key: 'lain' } });
  expect(await publish(needs(), other, message)).toMatchObject({ state: 'failed', code: 'permission_ended' });
  await server.stop();
});

describe('how long one is asked to wait', () => {
  test.each([
    [{ 'retry-after': '90' }, 90],
    [{ 'retry-after': 'Wed, 25 Nov 2026 03:01:00 GMT' }, 60],
    [{ 'retry-after': 'Wed, 25 Nov 2026 02:00:00 GMT' }, 1],
    [{ 'retry-after': '9999999' }, 86_400],
    [{ 'retry-after': 'nanti' }, null],
    [{ 'x-rate-limit-reset': String(Date.parse(TEST_NOW) / 1000 + 15) }, 15],
    [{ 'ratelimit-reset': String(Date.parse(TEST_NOW) / 1000 + 300) }, 300],
    [{ 'x-ratelimit-reset': '2026-11-25T03:05:00.000000Z' }, 300],
    [{ 'retry-after': '5', 'x-rate-limit-reset': '2000000000' }, 5],
    [{}, null],
  ])('%o', (headers, seconds) => expect(waitSeconds(headers, now())).toBe(seconds));
});
