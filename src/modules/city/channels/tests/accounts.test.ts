import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { searchAudit } from '#modules/ground/audit';
import type { Library } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { makeSecrets } from '#platform/rights/secrets';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addAccount,
  archiveAccount,
  changeAccount,
  countSealedAccounts,
  getAccount,
  listAccounts,
  listManagedAccounts,
  publish,
  resealAccounts,
  restoreAccount,
  tryAccount,
} from '../index.ts';
import { places } from '../places.ts';
import { anAccount, channelNeeds } from '../testing.ts';
import { startFakeFacebook } from './servers/graph.ts';
import { startFakeTelegram } from './servers/telegram.ts';

const t = useTestDb();
let kota: Library;
let turi: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota Blitar');
  turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Kelurahan Turi');
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await t.db.deleteFrom('channelAccount').execute();
});

const TOKEN = '123456:AAfakefakefakefakefakefake';
const outreach = (libraryId: number | null): Ctx =>
  t.ctx({ grants: [{ libraryId, permissions: ['channels.manage'] }] });
const telegram = async (more: object = {}): Promise<number> => anAccount(t, { kind: 'telegram', ...more });
const change = async (id: number, more: object = {}, ctx: Ctx = t.ctx()): Promise<void> => {
  const { name, enabled, expiresOn, version } = await getAccount(t.ctx(), id);
  await changeAccount(ctx, channelNeeds, id, { name, enabled, expiresOn, version, ...more });
};
const fieldsOf = async (work: Promise<unknown>) => (await refusal(work)).fields;
const keptOf = async (id: number) =>
  JSON.stringify(await t.db.selectFrom('channelAccount').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

describe('secrets of an account', () => {
  test('are sealed where they are kept, never shown, and in no trace', async () => {
    const id = await telegram();
    expect(await keptOf(id)).not.toContain(TOKEN);
    const shown = await getAccount(t.ctx(), id);
    expect(shown).toMatchObject({ secretsSet: ['botToken'], ready: 'ready', settings: { chat: '@perpusblitar' } });
    const trace = await searchAudit(t.ctx(), { entity: 'channel_account', limit: 10 });
    expect(JSON.stringify([shown, trace])).not.toContain(TOKEN);
    expect(JSON.stringify(trace)).toContain('secretsSet');
  });
  test('stay where nothing is typed, and change where something is', async () => {
    const id = await telegram();
    const before = await keptOf(id);
    await change(id, { secrets: { botToken: ' ' }, settings: { chat: '@lain_kanal' } });
    expect(await getAccount(t.ctx(), id)).toMatchObject({
      secretsSet: ['botToken'],
      settings: { chat: '@lain_kanal' },
    });
    await change(id, { secrets: { botToken: '654321:BBotherotherotherotherother' } });
    expect(await keptOf(id)).not.toBe(before);
  });
  test('are forgotten with another server, for which they were not meant', async () => {
    const id = await telegram();
    await change(id, { settings: { server: 'https://bot.example.org' } });
    expect(await getAccount(t.ctx(), id)).toMatchObject({ secretsSet: [], ready: 'incomplete' });
  });
  test('go when it is put away, and must be typed anew afterwards', async () => {
    const id = await telegram();
    await archiveAccount(t.ctx(), id, (await getAccount(t.ctx(), id)).version);
    expect(await getAccount(t.ctx(), id)).toMatchObject({ archived: true, secretsSet: [] });
    expect((await refusal(change(id))).code).toBe('channels.archived');
    expect(await listAccounts(t.db, null, t.clock.now())).toEqual([]);
    await restoreAccount(t.ctx(), id, (await getAccount(t.ctx(), id)).version);
    expect(await getAccount(t.ctx(), id)).toMatchObject({ archived: false, ready: 'off' });
    await change(id, { enabled: true });
    expect(await getAccount(t.ctx(), id)).toMatchObject({ ready: 'incomplete' });
  });
  test('of one account open for no other', async () => {
    const [one, other] = [await telegram(), await telegram()];
    const { secrets } = await t.db
      .selectFrom('channelAccount')
      .select('secrets')
      .where('id', '=', one)
      .executeTakeFirstOrThrow();
    await t.db
      .updateTable('channelAccount')
      .set({ secrets: JSON.stringify(secrets) })
      .where('id', '=', other)
      .execute();
    const needs = { ...channelNeeds, db: t.db, clock: t.clock };
    const message = { key: 'k', text: 'Halo', link: null, picture: null, language: 'id' } as const;
    expect(await publish(needs, other, message)).toMatchObject({ state: 'failed', code: 'account_incomplete' });
  });
  test('are sealed anew when the keys change, also when that is done twice', async () => {
    const id = await telegram();
    const server = await startFakeTelegram();
    await change(id, { settings: { server: server.url }, secrets: { botToken: TOKEN } });
    const both = makeSecrets(
      'k2',
      new Map([
        ['k2', new Uint8Array(32).fill(8)],
        ['k1', new Uint8Array(32).fill(7)],
      ]),
    );
    expect(await countSealedAccounts(t.db, both)).toBe(1);
    expect(await resealAccounts(t.ctx(), both)).toBe(1);
    expect(await resealAccounts(t.ctx(), both)).toBe(0);
    const alone = makeSecrets('k2', new Map([['k2', new Uint8Array(32).fill(8)]]));
    const message = { key: 'k', text: 'Halo', link: null, picture: null, language: 'id' } as const;
    const needs = { ...channelNeeds, secrets: alone, db: t.db, clock: t.clock };
    expect(await publish(needs, id, message)).toMatchObject({ state: 'sent' });
    await server.stop();
  });
});

describe('who looks after accounts', () => {
  test('those of a library its outreach, those of the network only who may everywhere', async () => {
    const ofKota = await telegram({ name: 'Kota', libraryId: kota.id });
    const ofAll = await telegram({ name: 'Jaringan' });
    await telegram({ name: 'Turi', libraryId: turi.id });
    const names = async (ctx: Ctx) => (await listManagedAccounts(ctx)).map(({ name }) => name);
    expect(await names(outreach(kota.id))).toEqual(['Kota']);
    expect(await names(outreach(null))).toEqual(['Jaringan', 'Kota', 'Turi']);
    expect((await refusal(getAccount(outreach(turi.id), ofKota))).code).toBe('platform.forbidden');
    expect((await refusal(change(ofAll, {}, outreach(kota.id)))).code).toBe('platform.forbidden');
    const made = addAccount(outreach(kota.id), channelNeeds, {
      kind: 'other',
      libraryId: turi.id,
      name: 'X',
      enabled: true,
    });
    expect((await refusal(made)).code).toBe('platform.forbidden');
    expect((await refusal(getAccount(t.ctx({ kind: 'anonymous' }), ofKota))).code).toBe('platform.sign_in_needed');
  });
  test('whoever writes is given those of their library and of the network', async () => {
    await telegram({ name: 'Kota', libraryId: kota.id });
    await telegram({ name: 'Jaringan' });
    await telegram({ name: 'Turi', libraryId: turi.id, enabled: false });
    const given = await listAccounts(t.db, [turi.id], t.clock.now());
    expect(given.map(({ name, ready }) => [name, ready])).toEqual([
      ['Jaringan', 'ready'],
      ['Turi', 'off'],
    ]);
  });
  test('of two who save at once one is told that somebody changed it', async () => {
    const id = await telegram();
    const row = await holdRow(t, 'channel_account', id);
    const { version } = await getAccount(t.ctx(), id);
    const save = async (name: string) =>
      outcome(changeAccount(t.ctx(), channelNeeds, id, { version, name, enabled: true }));
    const both = Promise.all([save('Satu'), save('Dua')]);
    await row.waitedFor(2);
    await row.letGo();
    expect((await both).toSorted()).toEqual(['done', 'platform.version_conflict']);
  });
});

describe('what is typed', () => {
  test.each([
    [{ settings: { chat: 'tanpa at' } }, 'settings.chat', 'invalid'],
    [{ secrets: { botToken: 'bukan token' } }, 'secrets.botToken', 'invalid'],
    [{ settings: { server: 'ftp://bot.example.org' } }, 'settings.server', 'url'],
    [{ settings: { server: 'https://orang:sandi@bot.example.org' } }, 'settings.server', 'url'],
    [{ settings: { server: 'http://192.168.1.1' } }, 'settings.server', 'not_public'],
    [{ settings: { server: `https://a.id/${'a'.repeat(400)}` } }, 'settings.server', 'too_long'],
    [{ name: '  ' }, 'name', 'required'],
    [{ name: 'a'.repeat(200_000) }, 'name', 'too_long'],
    [{ name: 'a\0b' }, 'name', 'unstorable'],
    [{ settings: { chat: '@a\0bcde' } }, 'settings.chat', 'unstorable'],
    [{ expiresOn: '9999-12-31' }, 'expiresOn', 'day_out_of_reach'],
  ])('%o is refused at its field', async (more, field, why) => {
    const id = await telegram();
    expect(await fieldsOf(change(id, more))).toEqual({ [field]: why });
  });
  test('what is not of its kind is left out', async () => {
    const id = await telegram({ settings: { chat: '@perpusblitar', pageId: '4711' } });
    expect((await getAccount(t.ctx(), id)).settings).toEqual({
      chat: '@perpusblitar',
      server: 'https://api.telegram.org',
    });
  });
});

describe('a trial', () => {
  test('says who we are there, though it is switched off, and publishes nothing', async () => {
    const server = await startFakeTelegram();
    const id = await telegram({ server: server.url, enabled: false });
    expect(await tryAccount(t.ctx(), channelNeeds, id)).toEqual({
      ...{ state: 'reached', seenAs: 'Perpustakaan Blitar', expiresOn: null },
    });
    expect(server.posts.size).toBe(0);
    expect(await getAccount(t.ctx(), id)).toMatchObject({ seenAs: 'Perpustakaan Blitar', enabled: false });
    await server.stop();
  });
  test('keeps until when the permission is, where the channel says so', async () => {
    const server = await startFakeFacebook(() => t.clock.now());
    const id = await anAccount(t, { kind: 'facebook', server: server.url });
    expect(await tryAccount(t.ctx(), channelNeeds, id)).toMatchObject({ expiresOn: '2027-01-15' });
    expect(await getAccount(t.ctx(), id)).toMatchObject({ expiresOn: '2027-01-15', ready: 'ready' });
    t.clock.set('2027-01-16T09:00:00+07:00');
    expect(await getAccount(t.ctx(), id)).toMatchObject({ ready: 'expired' });
    await server.stop();
  });
  test('of a permission that has ended says so until one works again', async () => {
    const server = await startFakeTelegram();
    const id = await telegram({ server: server.url });
    server.expired = true;
    expect(await tryAccount(t.ctx(), channelNeeds, id)).toMatchObject({
      state: 'not_reached',
      code: 'permission_ended',
    });
    expect(await getAccount(t.ctx(), id)).toMatchObject({ ready: 'expired' });
    server.expired = false;
    await tryAccount(t.ctx(), channelNeeds, id);
    expect(await getAccount(t.ctx(), id)).toMatchObject({ ready: 'ready' });
    await server.stop();
  });
  test('is refused where nothing can be asked', async () => {
    const code = async (id: number) => (await refusal(tryAccount(t.ctx(), channelNeeds, id))).code;
    expect(await code(await anAccount(t, { kind: 'whatsapp_channel' }))).toBe('channels.by_hand');
    expect(await code(await telegram({ secrets: { botToken: '' } }))).toBe('channels.incomplete');
    expect(await code(999_999)).toBe('channels.not_found');
  });
});

test('a week before its end a permission waits for somebody, and after it too', async () => {
  const waits = async (libraryIds: readonly number[] | null = null) =>
    places[0]?.waits?.[0]?.count(t.ctx(), libraryIds);
  await telegram({ libraryId: kota.id, expiresOn: '2026-12-03' });
  await telegram({ libraryId: turi.id, expiresOn: '2026-11-25', enabled: false });
  expect(await waits()).toMatchObject({ count: 0 });
  t.clock.set('2026-11-26T00:01:00+07:00');
  expect(await waits()).toMatchObject({ count: 1 });
  expect(await waits([kota.id])).toMatchObject({ count: 1 });
  expect(await waits([turi.id])).toMatchObject({ count: 0 });
  t.clock.set('2026-12-20T00:01:00+07:00');
  expect(await waits()).toMatchObject({ count: 1 });
});
