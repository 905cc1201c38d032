import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { noticeNeeds, testSecrets } from '#modules/people/notifications/testing';
import { aLibrary } from '#modules/people/members/testing';
import { makeSecrets } from '#platform/rights/secrets';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { dropReplaced } from '../data/keys.queries.ts';
import { askTxt, checkSender, countSealedMailKeys, mailHealth, makeMailKey, resealMailKeys } from '../index.ts';
import { replacedBefore } from '../rules/key-life.ts';
import { dkimOf } from '../sender/dkim-of.ts';
import { startDns, type Zone } from './dns-server.ts';

const t = useTestDb();
const DOMAIN = 'perpus.kota.example';
const FROM = `Perpustakaan Kota <surat@${DOMAIN}>`;
const config = {
  ...noticeNeeds.config,
  ...{ mailFrom: FROM, smtpUrl: 'smtps://u:p@smtp.gmail.com:465', imapUrl: null },
};
const zone: Zone = new Map();
let dns: Awaited<ReturnType<typeof startDns>>;

beforeAll(async () => {
  dns = await startDns(zone);
  await aLibrary(t.ctx());
});
afterAll(async () => dns.stop());
beforeEach(async () => {
  zone.clear();
  await t.db.deleteFrom('mailKey').execute();
  await t.db.deleteFrom('mailRecordCheck').execute();
  await t.db.deleteFrom('rateLimit').execute();
});

const needs = { config, secrets: testSecrets };
const check = async () => checkSender(t.ctx(), { config, ask: askTxt([dns.server]) });
const health = async () => mailHealth(t.ctx(), { config });
const stateOf = async (record: string) => {
  const one = (await health()).records.find((found) => found.record === record);
  return `${one?.state} ${one?.reason}`.trim();
};
const make = async () => makeMailKey(t.ctx(), needs);
/** Publishes what the page says of a record. */
async function publish(name: string): Promise<void> {
  const wanted = (await health()).records.find((record) => record.name === name);
  if (!wanted) throw new Error(`nothing is to be published at ${name}`);
  zone.set(name, [wanted.value]);
}
const place = (selector: string) => `${selector}._domainkey.${DOMAIN}`;

test('what is not there is missing; published as the page says it is present, and mails are signed from then on', async () => {
  const selector = await make();
  expect((await health()).records.map(({ record, state }) => [record, state])).toEqual([
    ['spf', null],
    ['dkim', null],
    ['dmarc', null],
  ]);
  await check();
  expect([await stateOf('spf'), await stateOf('dkim'), await stateOf('dmarc')]).toEqual([
    'missing',
    'missing',
    'missing',
  ]);
  expect(await dkimOf(t.db, testSecrets, FROM)).toBeNull();

  zone.set('_spf.google.com', ['v=spf1 ip4:192.0.2.0/24 ~all']);
  for (const name of [DOMAIN, place(selector), `_dmarc.${DOMAIN}`]) await publish(name);
  await check();
  expect([await stateOf('spf'), await stateOf('dkim'), await stateOf('dmarc')]).toEqual([
    'present',
    'present',
    'present only_watching',
  ]);
  const signature = await dkimOf(t.db, testSecrets, FROM);
  expect(signature).toMatchObject({ domain: DOMAIN, selector });
  const shown = /p=(.+)$/.exec(zone.get(place(selector))?.[0] ?? '')?.[1];
  const own = createPublicKey(createPrivateKey(signature?.privateKey ?? '')).export({ type: 'spki', format: 'der' });
  expect(own.toString('base64')).toBe(shown);
  expect(await health()).toMatchObject({ signedBy: selector, keys: [{ selector, state: 'used' }] });
});

test('the page itself asks nobody, and says when it was last asked', async () => {
  await check();
  const before = dns.asked.length;
  const [spf] = (await health()).records;
  expect(spf?.checkedAt).toBeInstanceOf(Date);
  expect(dns.asked.length).toBe(before);
});

test('another key waits until the name service shows it; until then the one before it signs, and its record stays a week', async () => {
  const first = await make();
  await publish(place(first));
  await check();
  const second = await make();
  expect((await refusal(make())).code).toBe('mail_health.key_waits');
  await check();
  expect((await dkimOf(t.db, testSecrets, FROM))?.selector).toBe(first);
  await publish(place(second));
  await check();
  expect((await dkimOf(t.db, testSecrets, FROM))?.selector).toBe(second);
  expect((await health()).keys.map(({ selector, state }) => [selector, state])).toEqual([
    [second, 'used'],
    [first, 'replaced'],
  ]);
  // somebody takes the new record away by mistake
  zone.delete(place(second));
  await check();
  expect((await dkimOf(t.db, testSecrets, FROM))?.selector).toBe(first);
  await publish(place(second));

  const later = new Date(t.ctx().clock.now().getTime() + 8 * 86_400_000);
  expect(await dropReplaced(t.db, replacedBefore(t.ctx().clock.now()))).toBe(0);
  expect(await dropReplaced(t.db, replacedBefore(later))).toBe(1);
  await check();
  expect((await dkimOf(t.db, testSecrets, FROM))?.selector).toBe(second);
});

test('two who make a key at once make one', async () => {
  const made = await Promise.allSettled([make(), make()]);
  expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await health()).keys).toHaveLength(1);
});

test('a name service that says nothing is no missing record, and stops no signature', async () => {
  const selector = await make();
  await publish(place(selector));
  await check();
  zone.set(place(selector), 'fails');
  zone.set(DOMAIN, 'fails');
  await check();
  expect([await stateOf('spf'), await stateOf('dkim')]).toEqual(['unreachable', 'unreachable']);
  expect((await dkimOf(t.db, testSecrets, FROM))?.selector).toBe(selector);
});

test('a server that never answers is waited for a few seconds', { timeout: 15_000 }, async () => {
  zone.set(DOMAIN, 'silent');
  expect(await askTxt([dns.server])(DOMAIN)).toEqual({ state: 'unreachable' });
});

test('another key at our place, a key called back, and two at once are told apart', async () => {
  const selector = await make();
  const said = async (records: string[]) => {
    zone.set(place(selector), records);
    await check();
    return stateOf('dkim');
  };
  expect(await said(['v=DKIM1; k=rsa; p=QUJD'])).toBe('different key_differs');
  expect(await said(['v=DKIM1; p='])).toBe('different key_revoked');
  expect(await said(['v=DKIM1; p=QUJD', 'v=DKIM1; p=QUJE'])).toBe('different twice');
  expect(await said(['hello'])).toBe('different unreadable');
  expect(await dkimOf(t.db, testSecrets, FROM)).toBeNull();
});

test('what stands there is kept when our server is put in, also where it is named by one that is included', async () => {
  zone.set(DOMAIN, ['ms=ms123', 'v=spf1 include:_spf.kota.example -all']);
  zone.set('_spf.kota.example', ['v=spf1 ip4:192.0.2.1 ?all']);
  await check();
  expect(await stateOf('spf')).toBe('different server_missing');
  expect((await health()).records[0]?.value).toBe('v=spf1 include:_spf.kota.example include:_spf.google.com -all');
  zone.set('_spf.kota.example', ['v=spf1 include:_spf.google.com ?all']);
  await check();
  expect(await stateOf('spf')).toBe('present');
});

test('records that lead to each other end the walk', async () => {
  zone.set(DOMAIN, ['v=spf1 include:a.example ~all']);
  zone.set('a.example', ['v=spf1 include:b.example ~all']);
  zone.set('b.example', ['v=spf1 include:a.example ~all']);
  await check();
  expect(await stateOf('spf')).toBe('different server_missing');
});

test('a policy of the city above holds for the library', async () => {
  zone.set('_dmarc.kota.example', ['v=DMARC1; p=reject; sp=quarantine']);
  await check();
  expect(await stateOf('dmarc')).toBe('present of_parent');
});

test('who asks without end is asked to wait', async () => {
  for (let nth = 0; nth < 10; nth += 1) await check();
  expect((await refusal(check())).code).toBe('platform.too_many_requests');
});

test('for an address of this machine nothing is asked, made or said', async () => {
  const home = { ...config, mailFrom: 'perpustakaan@localhost' };
  const before = dns.asked.length;
  expect((await refusal(makeMailKey(t.ctx(), { ...needs, config: home }))).code).toBe('mail_health.no_domain');
  const asked = checkSender(t.ctx(), { config: home, ask: askTxt([dns.server]) });
  expect((await refusal(asked)).code).toBe('mail_health.no_domain');
  expect(dns.asked.length).toBe(before);
  expect(await mailHealth(t.ctx(), { config: home })).toMatchObject({ domain: null, records: [], keys: [] });
});

test('who may not send letters sees and makes nothing of it', async () => {
  const ctx = t.ctx({ grants: [{ libraryId: null, permissions: ['posters.make'] }] });
  for (const act of [
    mailHealth(ctx, { config }),
    makeMailKey(ctx, needs),
    checkSender(ctx, { config, ask: askTxt([dns.server]) }),
  ]) {
    expect((await refusal(act)).code).toBe('platform.forbidden');
  }
});

test('who sends letters of one library sees all of it, and makes no key, which signs the mails of all', async () => {
  const ctx = t.ctx({ grants: [{ libraryId: 1, permissions: ['news.send'] }] });
  expect(await mailHealth(ctx, { config })).toMatchObject({ domain: DOMAIN, mayMakeKey: false });
  expect((await refusal(makeMailKey(ctx, needs))).code).toBe('platform.forbidden');
  expect((await health()).mayMakeKey).toBe(true);
});

test('after the keys of the installation have changed, mails are signed by the same key', async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const before = makeSecrets('k1', new Map([['k1', old]]));
  const both = new Map([
    ['k1', old],
    ['k2', fresh],
  ]);
  const after = makeSecrets('k2', both);
  const selector = await makeMailKey(t.ctx(), { config, secrets: before });
  await publish(place(selector));
  await check();
  const signature = await dkimOf(t.db, before, FROM);
  expect(await countSealedMailKeys(t.db, after)).toBe(1);
  expect(await resealMailKeys(t.ctx(), after)).toBe(1);
  expect(await countSealedMailKeys(t.db, after)).toBe(0);
  const alone = makeSecrets('k2', new Map([['k2', fresh]]));
  expect(await dkimOf(t.db, alone, FROM)).toEqual(signature);
  // of another installation: as if there were none
  expect(await dkimOf(t.db, makeSecrets('k9', new Map([['k9', randomBytes(32)]])), FROM)).toBeNull();
});
