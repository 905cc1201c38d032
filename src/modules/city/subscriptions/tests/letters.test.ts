import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { makeSecrets } from '#platform/rights/secrets';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  archiveTopic,
  askLetters,
  confirmLetters,
  forgetSubscriber,
  lettersForm,
  lookAtAddress,
  resendConfirmation,
  restoreTopic,
  savePreferences,
  stopAddress,
  stopAll,
  stopAtWish,
  takeAudience,
  unsubscribe,
  viewConfirming,
  viewPreferences,
  viewTopics,
} from '../index.ts';
import type { AskInput } from '../schema.ts';
import { aTopic, requestRetention, stoppedRetention } from '../testing.ts';

const t = useTestDb();
const OLD_KEY = Buffer.alloc(32, 3);
const secrets = makeSecrets('k1', new Map([['k1', OLD_KEY]]));
const HOUR = 3_600_000;
const IP = '192.0.2.9';
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const staff = (): Ctx => t.ctx({ grants: [{ libraryId: null, permissions: ['news.send'] }] });
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const later = (hours: number): void =>
  t.clock.set(new Date(t.ctx().clock.now().getTime() + hours * HOUR).toISOString());
let events = 0;
let books = 0;
let made = 0;

beforeAll(async () => {
  await aLibrary(t.ctx());
  events = await aTopic(t, { name: 'Kegiatan' });
  books = await aTopic(t, { name: 'Buku baru' });
});
beforeEach(async () => {
  await t.db.deleteFrom('rateLimit').execute();
});

const fresh = (): string => `kawan${(made += 1)}@example.org`;

/** Asks for letters and gives back the secret of the mail that went out, or null where none did. */
async function asked(input: Partial<AskInput> = {}): Promise<string | null> {
  const { token } = await lettersForm(guest(), secrets);
  const before = await lastMail();
  await askLetters(guest(), secrets, {
    ...{ email: fresh(), language: 'id', topicIds: [events], agrees: true, token, proof: '', ip: IP, ...input },
  });
  const mail = await lastMail();
  return mail.id === before.id ? null : mail.secret;
}
async function lastMail(): Promise<{ id: number; secret: string }> {
  const row = await t.db
    .selectFrom('guestMessage')
    .select(['id', 'path'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { id: row?.id ?? 0, secret: row?.path?.split('/').at(-1) ?? '' };
}
const secretOf = async (input: Partial<AskInput> = {}): Promise<string> => (await asked(input)) ?? 'no mail';
const tokenOf = (path: string): string => path.split('/').at(-1) ?? '';

/** Somebody who has confirmed: their links. */
async function subscriber(input: Partial<AskInput> = {}) {
  const email = input.email ?? fresh();
  const preferences = tokenOf(await confirmLetters(guest(), secrets, await secretOf({ ...input, email })));
  const row = await t.db
    .selectFrom('letterSubscriber')
    .selectAll()
    .where('email', '=', email.toLowerCase())
    .executeTakeFirstOrThrow();
  return { email, preferences, id: row.id, key: row.subscriberKey };
}
const receivers = async (topicIds: number[]): Promise<string[]> => {
  const all = { topicIds, language: null, libraryId: null, attended: null, borrows: null };
  return (await takeAudience(t.db, all, t.ctx().clock.now(), 0, 1000)).map(({ email }) => email);
};
const stopLink = async (email: string, topicIds: number[]): Promise<string> => {
  const all = { topicIds, language: null, libraryId: null, attended: null, borrows: null };
  const found = (await takeAudience(t.db, all, t.ctx().clock.now(), 0, 1000)).find((one) => one.email === email);
  return tokenOf(found?.unsubscribeUrlPath ?? '');
};
const ledger = async (key: string): Promise<string[]> => {
  const rows = await t.db
    .selectFrom('consentEvent')
    .select(['purpose', 'topic', 'way', 'act', 'givenBy', 'channel'])
    .where('subscriberKey', '=', key)
    .orderBy('id')
    .execute();
  return rows.map((row) => [row.purpose, row.topic, row.way, row.act, row.givenBy, row.channel].join(' '));
};

test('nothing comes before the mailbox has confirmed; opening the link confirms nothing, pressing twice is once', async () => {
  const email = 'Dewi@Example.ORG';
  const secret = await secretOf({ email, topicIds: [events, books] });
  expect(await receivers([events, books])).not.toContain('dewi@example.org');
  expect(await viewConfirming(guest(), secret)).toEqual({
    state: 'open',
    topics: [
      { id: 'Buku baru', en: 'Buku baru (en)' },
      { id: 'Kegiatan', en: 'Kegiatan (en)' },
    ],
  });
  expect(await receivers([events, books])).not.toContain('dewi@example.org');
  const path = await confirmLetters(guest(), secrets, secret);
  expect(await receivers([books])).toContain('dewi@example.org');
  expect(await confirmLetters(guest(), secrets, secret)).toBe(path);
  expect((await viewConfirming(guest(), secret)).state).toBe('confirmed');
  const { subscriberKey } = await t.db
    .selectFrom('letterSubscriber')
    .select('subscriberKey')
    .where('email', '=', 'dewi@example.org')
    .executeTakeFirstOrThrow();
  expect(await ledger(subscriberKey)).toEqual([
    'letters buku-baru email given subscriber email',
    'letters kegiatan email given subscriber email',
  ]);
});

test('a link to confirm holds for two days; staff send it again, and the older one has ended', async () => {
  const email = fresh();
  const secret = await secretOf({ email });
  later(49);
  expect(await code(confirmLetters(guest(), secrets, secret))).toBe('subscriptions.request_over');
  const view = await lookAtAddress(staff(), secrets, ` ${email.toUpperCase()} `);
  expect(view).toMatchObject({ subscriber: null, onlyStopped: false, requests: [{ over: true }] });
  const request = view.requests[0]?.id ?? 0;
  await resendConfirmation(staff(), request);
  expect(await code(confirmLetters(guest(), secrets, secret))).toBe('subscriptions.request_not_found');
  await confirmLetters(guest(), secrets, (await lastMail()).secret);
  expect(await receivers([events])).toContain(email);
  expect(await code(resendConfirmation(staff(), request))).toBe('subscriptions.request_confirmed');
  expect(await code(resendConfirmation(guest(), request))).toBe('platform.sign_in_needed');
});

test('whether an address is known is not said, and nobody’s mailbox is filled', async () => {
  const { email } = await subscriber();
  // the confirmation was the first mail of the day
  expect(
    [await asked({ email }), await asked({ email }), await asked({ email }), await asked({ email })].map(Boolean),
  ).toEqual([true, true, false, false]);
});

test('what cannot be is refused with a word: no topic, an archived one, no address, too much', async () => {
  const gone = await aTopic(t);
  await archiveTopic(staff(), gone, 0);
  const wrongs: (Partial<AskInput> & { token?: string })[] = [
    { topicIds: [] },
    { topicIds: [gone] },
    { topicIds: [999_999_999] },
    { email: 'bukan alamat' },
    { email: `${'a'.repeat(200_000)}@example.org` },
    { email: 'a\0@example.org' },
    { libraryId: 999_999 },
    { token: 'x' },
  ];
  for (const wrong of wrongs) expect([wrong, await code(asked(wrong))]).toEqual([wrong, 'platform.invalid_input']);
  const unsaid = { email: fresh(), language: 'id', token: 'a'.repeat(24), proof: '', ip: IP } as const;
  expect((await refusal(askLetters(guest(), secrets, { ...unsaid, topicIds: [], agrees: true }))).fields).toEqual({
    topicIds: 'required',
  });
});

test('two confirmations of one mailbox at once make one subscriber with both wishes', async () => {
  const email = fresh();
  const both = [await secretOf({ email, topicIds: [events] }), await secretOf({ email, topicIds: [books] })];
  await Promise.all(both.map(async (secret) => confirmLetters(guest(), secrets, secret)));
  const rows = await t.db.selectFrom('letterSubscriber').select('id').where('email', '=', email).execute();
  expect(rows).toHaveLength(1);
  expect(await receivers([events])).toContain(email);
  expect(await receivers([books])).toContain(email);
});

test('one click stops the topics of the letter, as often as it comes; another letter goes on', async () => {
  const { email, key } = await subscriber({ topicIds: [events, books] });
  const link = await stopLink(email, [events]);
  await unsubscribe(guest(), secrets, link);
  await unsubscribe(guest(), secrets, link);
  expect(await receivers([events])).not.toContain(email);
  expect(await receivers([books])).toContain(email);
  expect(await ledger(key)).toEqual([
    'letters buku-baru email given subscriber email',
    'letters kegiatan email given subscriber email',
    'letters kegiatan email withdrawn subscriber email',
  ]);
});

test('a link of three years ago stops letters after the keys were changed twice; one that nobody made does not', async () => {
  const { email } = await subscriber();
  const link = await stopLink(email, [events]);
  later(3 * 365 * 24);
  const keys = new Map([
    ['k1', OLD_KEY],
    ['k2', Buffer.alloc(32, 8)],
    ['k3', Buffer.alloc(32, 9)],
  ]);
  const rotated = makeSecrets('k3', keys);
  await unsubscribe(guest(), rotated, link);
  expect(await receivers([events])).not.toContain(email);
  const forged = link.replace(/\.[\w-]{32}\./, `.${'A'.repeat(32)}.`);
  expect(await code(unsubscribe(guest(), rotated, forged))).toBe('subscriptions.link_not_found');
  for (const none of ['', 'x', '../..', 'a'.repeat(200_000)])
    expect(await code(unsubscribe(guest(), rotated, none))).toBe('subscriptions.link_not_found');
});

test('on the own page: topics, language, a rest; somebody changed it meanwhile is said', async () => {
  const { email, preferences } = await subscriber();
  const own = await viewPreferences(guest(), secrets, preferences);
  expect(own).toMatchObject({ email, topicIds: [events], reading: null, pausedUntil: null, stopped: null });
  const choice = { topicIds: [books], language: 'en' as const, version: own.version };
  await savePreferences(guest(), secrets, preferences, { ...choice, pauseDays: 30 });
  expect(await code(savePreferences(guest(), secrets, preferences, choice))).toBe('platform.version_conflict');
  expect(await receivers([books])).not.toContain(email);
  later(31 * 24);
  expect(await receivers([books])).toContain(email);
  expect(await receivers([events])).not.toContain(email);
});

test('who stops everything is not written to, also where an import brings the address; choosing again starts again', async () => {
  const { email, preferences } = await subscriber();
  await stopAll(guest(), secrets, preferences);
  await stopAll(guest(), secrets, preferences);
  expect(await receivers([events])).not.toContain(email);
  expect((await lookAtAddress(staff(), secrets, email)).subscriber).toMatchObject({
    stopped: { why: 'person' },
    topicIds: [],
  });
  const { version } = await viewPreferences(guest(), secrets, preferences);
  await savePreferences(guest(), secrets, preferences, { topicIds: [events], language: 'id', version });
  expect(await receivers([events])).toContain(email);
});

test('whoever has their data deleted leaves lines without an address, and a hash that every key finds again', async () => {
  const { email, preferences, key } = await subscriber();
  await forgetSubscriber(guest(), secrets, preferences);
  const everywhere = await sql<{ n: number }>`select
    (select count(*) from letter_subscriber where email = ${email}) + (select count(*) from letter_request where email = ${email})
    + (select count(*) from guest_message where email = ${email}) as n`.execute(t.db);
  expect(Number(everywhere.rows[0]?.n)).toBe(0);
  expect(await ledger(key)).toEqual([
    'letters kegiatan email given subscriber email',
    'letters kegiatan email withdrawn subscriber web',
  ]);
  const rotated = makeSecrets(
    'k2',
    new Map([
      ['k1', OLD_KEY],
      ['k2', Buffer.alloc(32, 8)],
    ]),
  );
  expect(await lookAtAddress(staff(), rotated, email)).toEqual({ subscriber: null, requests: [], onlyStopped: true });
  expect(await code(viewPreferences(guest(), secrets, preferences))).toBe('subscriptions.link_not_found');
  // a mail program that tries the old link is told that it is done
  expect(await outcome(unsubscribe(guest(), secrets, preferences))).toBe('done');
});

test('an address that bounces or complains stops once; the mailbox that confirms anew gets letters again', async () => {
  const one = await subscriber();
  const stop = async (email: string, why: 'bounced' | 'complained') =>
    t.db
      .transaction()
      .execute(async (trx) =>
        stopAddress(trx, t.ctx({ kind: 'system', name: 'uji' }), { email, why, detail: '550 5.1.1 \0' }),
      );
  expect([
    await stop(one.email.toUpperCase(), 'bounced'),
    await stop(one.email, 'bounced'),
    await stop('siapa@example.org', 'bounced'),
  ]).toEqual([true, false, false]);
  expect(await receivers([events])).not.toContain(one.email);
  // that nothing arrives takes back no consent, a complaint does
  expect(await ledger(one.key)).toHaveLength(1);
  await confirmLetters(guest(), secrets, await secretOf({ email: one.email }));
  expect(await receivers([events])).toContain(one.email);
  const two = await subscriber();
  await stop(two.email, 'complained');
  expect(await ledger(two.key)).toHaveLength(2);
});

test('staff stop letters at somebody’s wish, by what they saw', async () => {
  const { email } = await subscriber();
  const { subscriber: seen } = await lookAtAddress(staff(), secrets, email);
  if (!seen) throw new Error('they get letters');
  expect(await code(stopAtWish(staff(), seen.id, seen.version + 1))).toBe('platform.version_conflict');
  await stopAtWish(staff(), seen.id, seen.version);
  expect(await receivers([events])).not.toContain(email);
  expect(await code(stopAtWish(staff(), 999_999_999, 0))).toBe('subscriptions.subscriber_not_found');
  for (const typed of ['', 'dewi', '%@example.org'])
    expect(await code(lookAtAddress(staff(), secrets, typed))).toBe('platform.invalid_input');
  expect(await code(lookAtAddress(guest(), secrets, email))).toBe('platform.sign_in_needed');
});

test('somebody who withdraws while a letter stops waits for it, and both are kept', async () => {
  const { email, id, preferences } = await subscriber({ topicIds: [events, books] });
  const link = await stopLink(email, [events]);
  const held = await holdRow(t, 'letter_subscriber', id);
  const both = Promise.all([
    outcome(unsubscribe(guest(), secrets, link)),
    outcome(stopAll(guest(), secrets, preferences)),
  ]);
  await held.waitedFor(2);
  await held.letGo();
  expect(await both).toEqual(['done', 'done']);
  expect(await receivers([events, books])).not.toContain(email);
});

test('whose topics were all archived before they confirmed is kept for nothing, and goes after its days', async () => {
  const gone = await aTopic(t, { name: 'Topik sebentar' });
  const secret = await secretOf({ topicIds: [gone] });
  const { version } = (await viewTopics(staff())).find(({ id }) => id === gone) ?? { version: 0 };
  await archiveTopic(staff(), gone, version);
  await confirmLetters(guest(), secrets, secret);
  const { emptySince, confirmedAt } = await t.db
    .selectFrom('letterSubscriber')
    .select(['emptySince', 'confirmedAt'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(emptySince).toEqual(confirmedAt);
});

test('what nobody confirmed goes after its days, and of who stopped a hash alone stays', async () => {
  const email = fresh();
  await asked({ email });
  const stopped = await subscriber();
  await stopAll(guest(), secrets, stopped.preferences);
  later(24);
  const now = t.ctx().clock.now();
  const ctx = t.ctx({ kind: 'system', name: 'uji' });
  expect((await requestRetention.due(ctx, now)).count).toBeGreaterThan(0);
  await requestRetention.clear(ctx, now, t.storage);
  expect(await lookAtAddress(staff(), secrets, email)).toEqual({ subscriber: null, requests: [], onlyStopped: false });
  expect((await stoppedRetention.clear(ctx, now, t.storage)).gone).toBeGreaterThan(0);
  expect(await stoppedRetention.due(ctx, now)).toEqual({ count: 0, sample: [] });
  expect(await lookAtAddress(staff(), secrets, stopped.email)).toEqual({
    subscriber: null,
    requests: [],
    onlyStopped: true,
  });
});

test('an archived topic is not written about; what was chosen comes back with it', async () => {
  const topic = await aTopic(t);
  const { email } = await subscriber({ topicIds: [topic] });
  const version = async () => (await viewTopics(staff())).find(({ id }) => id === topic)?.version ?? -1;
  await archiveTopic(staff(), topic, await version());
  expect(await receivers([topic])).toEqual([]);
  expect((await viewTopics(staff())).find(({ id }) => id === topic)).toMatchObject({ archived: true, subscribers: 1 });
  expect(await code(archiveTopic(staff(), topic, 0))).toBe('platform.version_conflict');
  await restoreTopic(staff(), topic, await version());
  expect(await receivers([topic])).toEqual([email]);
});
