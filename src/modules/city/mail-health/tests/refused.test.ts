import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { mailingState } from '#modules/city/mailings';
import { atFullPace, aMailing, aReader, lettersOf, sendLetters } from '#modules/city/mailings/testing';
import { receiveMail } from '#modules/city/service/testing';
import { askLetters, lettersForm, lookAtAddress, mayStillReceive, takeAudience } from '#modules/city/subscriptions';
import { aSubscriber, aTopic, lettersPersonalData } from '#modules/city/subscriptions/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { readConfig } from '#platform/config';
import { createMailer, type Mailer } from '#platform/sending/mail';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { startLetterServer, type ReaderFate } from '../../../../../tests/support/letter-server.ts';
import { confirmLast } from '../../../../../tests/support/confirm-letters.ts';
import { LIBRARY, part, parted } from '../../../../../tests/support/raw-mail.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { countBounces, mailHealth } from '../index.ts';

const t = useTestDb();
const config = { ...readConfig({}), mailFrom: LIBRARY };
const NOBODY: ReaderFate = { answer: 550, words: '5.1.1 No such user here' };
let server: Awaited<ReturnType<typeof startLetterServer>>;
let mailer: Mailer;
let topicId = 0;
let made = 0;

beforeAll(async () => {
  server = await startLetterServer();
  mailer = createMailer(server.url, LIBRARY);
  await aLibrary(t.ctx());
  topicId = await aTopic(t);
  await atFullPace(t.db);
});
afterAll(async () => server.stop());
afterEach(async () => {
  server.forget();
  await t.db.deleteFrom('mailBounce').execute();
  await t.db.deleteFrom('mailing').execute();
});

const send = async (): Promise<number> =>
  sendLetters({ db: t.db, clock: t.clock, secrets: testSecrets, config, mailer, mayStillReceive });

/** Somebody who wants letters. */
async function aReaderWho(memberId: number | null = null) {
  const email = `pembaca-surat-${(made += 1)}@example.org`;
  return { email, id: await aSubscriber(t, { email, topicIds: [topicId], memberId }) };
}
const letterTo = async (...readers: { id: number; email: string }[]): Promise<number> =>
  aMailing(t.ctx(), {
    topicIds: [topicId],
    readers: readers.map(({ id, email }) => aReader(id, { subscriberId: id, email })),
  });
/** To whom a letter that is made now would go. */
async function audience(): Promise<string[]> {
  const all = { topicIds: [topicId], language: null, libraryId: null, attended: null, borrows: null };
  return (await takeAudience(t.db, all, t.ctx().clock.now(), 0, 1000)).map(({ email }) => email);
}
const bounces = async () =>
  t.db.selectFrom('mailBounce').select(['mailingId', 'kind', 'status', 'detail', 'stopped']).execute();
const traced = async (action: string) =>
  t.db.selectFrom('auditEvent').selectAll().where('action', '=', action).orderBy('id').execute();

/** The reader asks for letters again and confirms by the link in their mailbox. */
async function confirmAnew(email: string): Promise<void> {
  const guest = () => t.ctx({ kind: 'anonymous' });
  const { token } = await lettersForm(guest(), testSecrets);
  await askLetters(guest(), testSecrets, {
    ...{ email, language: 'id', topicIds: [topicId], agrees: true, token, proof: '', ip: '192.0.2.9' },
  });
  await confirmLast(t);
  // the mail that asked went out: no letter waits for it
  await t.db.deleteFrom('guestMessage').execute();
}

test('an address that is refused for good gets no more letters and counts as one that came back, until its mailbox confirms anew', async () => {
  const [dina, budi] = [await aReaderWho(), await aReaderWho()];
  server.knobs.atReader = (to) =>
    to === dina.email ? { answer: 550, words: `5.1.1 <${dina.email}> No such user here` } : null;
  const first = await letterTo(dina, budi);
  await send();
  expect(await lettersOf(t.db, first)).toMatchObject([{ state: 'refused', outcome: 'refused' }, { state: 'sent' }]);
  expect(await bounces()).toEqual([
    { mailingId: first, kind: 'hard', status: '5.1.1', detail: '550 5.1.1 <…> No such user here', stopped: true },
  ]);
  expect(await countBounces(t.db, first)).toEqual({ hard: 1, soft: 0, blocked: 0, complaints: 0 });
  expect((await mailHealth(t.ctx(), { config })).bounces.hard).toBe(1);
  const [noted] = await traced('mail_bounce.noted');
  expect(noted).toMatchObject({ actorKind: 'system', after: { kind: 'hard', status: '5.1.1', stopped: true } });
  expect(JSON.stringify(noted)).not.toContain(dina.email);
  const seen = await lookAtAddress(t.ctx(), testSecrets, dina.email);
  expect(seen.subscriber?.stopped).toMatchObject({ why: 'bounced', detail: '550 5.1.1 <…> No such user here' });

  // the next letter leaves it out, also one that was made before
  expect(await audience()).toContain(budi.email);
  expect(await audience()).not.toContain(dina.email);
  server.forget();
  const second = await letterTo(dina, budi);
  await send();
  expect(server.taken.map(({ to }) => to)).toEqual([budi.email]);
  expect((await mailingState(t.db, second)).counts).toMatchObject({ sent: 1, skipped: 1, refused: 0 });

  await confirmAnew(dina.email);
  expect(await audience()).toContain(dina.email);
  await letterTo(dina);
  await send();
  expect(server.taken.map(({ to }) => to)).toEqual([budi.email, dina.email]);

  // refused again it stops again
  server.knobs.atReader = () => NOBODY;
  await letterTo(dina);
  await send();
  expect(await audience()).not.toContain(dina.email);
  expect(await bounces()).toHaveLength(2);
});

test.for<[string, ReaderFate]>([
  ['not now', { answer: 450, words: '4.1.1 No such user here' }],
  ['a mailbox that is full', { answer: 552, words: '5.2.2 Mailbox full' }],
  ['a mailbox that is full, by the number of another reason', { answer: 550, words: '5.2.2 Over quota' }],
  ['the rules of that server', { answer: 550, words: '5.7.1 Recipient address rejected: blocked' }],
  ['us', { answer: 550, words: '5.1.0 <perpus@kota.example>: Sender address rejected: User unknown' }],
  ['a server that does not pass it on', { answer: 550, words: 'relay not permitted' }],
  ['words that nobody knows', 550],
])('a refusal for %s stops nobody', async ([, fate]) => {
  const reader = await aReaderWho();
  server.knobs.atReader = () => fate;
  const id = await letterTo(reader);
  await send();
  const [letter] = await lettersOf(t.db, id);
  expect(letter?.state).toBe(typeof fate === 'object' && fate?.answer === 450 ? 'waiting' : 'refused');
  expect(await bounces()).toEqual([]);
  expect(await audience()).toContain(reader.email);
});

test('a refusal of the text stops nobody', async () => {
  const reader = await aReaderWho();
  server.knobs.fate = () => ({ answer: 550 });
  const id = await letterTo(reader);
  await send();
  expect(await lettersOf(t.db, id)).toMatchObject([{ state: 'refused' }]);
  expect(await bounces()).toEqual([]);
  expect(await audience()).toContain(reader.email);
});

test('two letters to one address that are refused at the same moment are one bounce and one stop', async () => {
  const reader = await aReaderWho();
  const stops = (await traced('letter_subscriber.stopped')).length;
  const both = Promise.withResolvers<null>();
  let asked = 0;
  server.knobs.atReader = async () => {
    asked += 1;
    if (asked === 2) both.resolve(null);
    await both.promise;
    return NOBODY;
  };
  const letters = [await letterTo(reader), await letterTo(reader)];
  await send();
  expect(server.mostConnections()).toBeGreaterThanOrEqual(2);
  for (const id of letters) expect(await lettersOf(t.db, id)).toMatchObject([{ state: 'refused' }]);
  expect(await bounces()).toMatchObject([{ kind: 'hard', stopped: true }]);
  expect(await traced('letter_subscriber.stopped')).toHaveLength(stops + 1);
});

test('what was refused and is reported besides counts once', async () => {
  const reader = await aReaderWho();
  server.knobs.atReader = () => NOBODY;
  const id = await letterTo(reader);
  await send();
  const [letter] = await lettersOf(t.db, id);
  const report = parted(
    'report',
    [
      part('message/delivery-status', `Final-Recipient: rfc822; ${reader.email}\r\nAction: failed\r\nStatus: 5.1.1`),
      part('text/rfc822-headers', `Message-ID: <surat.${id}.${letter?.id}.${letter?.messageMark}@kota.example>`),
    ],
    { From: 'MAILER-DAEMON@mx.example.org', 'Return-Path': '<>' },
    '; report-type=delivery-status',
  );
  const ctx = t.ctx({ kind: 'system', name: 'service.mail' });
  const needs = { secrets: testSecrets, storage: t.storage };
  const own = { addresses: [LIBRARY], domain: 'kota.example' };
  expect(await receiveMail(ctx, needs, Buffer.from(report), own)).toBe('again');
  expect(await bounces()).toHaveLength(1);
});

test('who is forgotten while the mail server answers leaves nothing of that answer', async () => {
  const member = await aMember(t.ctx(), {});
  const reader = await aReaderWho(member.id);
  server.knobs.atReader = async () => {
    await t.db.transaction().execute(async (trx) => lettersPersonalData.erase(trx, t.ctx(), member.id));
    return NOBODY;
  };
  const id = await letterTo(reader);
  await send();
  expect(await lettersOf(t.db, id)).toMatchObject([{ email: null, outcomeDetail: null, state: 'refused' }]);
  expect(await bounces()).toEqual([]);
});
