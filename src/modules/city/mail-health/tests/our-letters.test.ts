import { afterAll, beforeAll, expect, test } from 'vitest';
import { atFullPace, aMailing, aReader, sendLetters } from '#modules/city/mailings/testing';
import { receiveMail } from '#modules/city/service/testing';
import { mayStillReceive } from '#modules/city/subscriptions';
import { aSubscriber, aTopic } from '#modules/city/subscriptions/testing';
import { aLibrary } from '#modules/people/members/testing';
import { readConfig } from '#platform/config';
import { createMailer } from '#platform/sending/mail';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { startLetterServer } from '../../../../../tests/support/letter-server.ts';
import { LIBRARY, part, parted } from '../../../../../tests/support/raw-mail.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { countBounces, dkimSource, makeMailKey } from '../index.ts';
import { checkRecords } from '../sender/check-sender.ts';

const t = useTestDb();
const own = { addresses: [LIBRARY], domain: 'kota.example' };
const config = { ...readConfig({}), mailFrom: LIBRARY };
let server: Awaited<ReturnType<typeof startLetterServer>>;
let topicId = 0;

beforeAll(async () => {
  server = await startLetterServer();
  await aLibrary(t.ctx());
  topicId = await aTopic(t);
  await atFullPace(t.db);
});
afterAll(async () => server.stop());

/** Sends a letter to one reader. @returns the mailing, and the id and text of its mail as the mail server has them */
async function sendOne(email: string) {
  const subscriberId = await aSubscriber(t, { email: email.toLowerCase(), topicIds: [topicId] });
  const mailingId = await aMailing(t.ctx(), {
    topicIds: [topicId],
    readers: [aReader(subscriberId, { subscriberId, email })],
  });
  const mailer = createMailer(server.url, LIBRARY, dkimSource(t.db, testSecrets, config.mailFrom));
  await sendLetters({ db: t.db, clock: t.clock, secrets: testSecrets, config, mailer, mayStillReceive });
  const sent = server.taken.find(({ to }) => to === email);
  return { subscriberId, mailingId, messageId: sent?.messageId ?? '', raw: sent?.raw ?? '' };
}

const report = (messageId: string, to: string) =>
  parted(
    'report',
    [
      part('message/delivery-status', `Final-Recipient: rfc822; ${to}\r\nAction: failed\r\nStatus: 5.1.1`),
      part('text/rfc822-headers', `Message-ID: <${messageId}>`),
    ],
    { From: 'MAILER-DAEMON@mx.example.org', 'Return-Path': '<>' },
    '; report-type=delivery-status',
  );
const receive = async (raw: string) =>
  receiveMail(
    t.ctx({ kind: 'system', name: 'service.mail' }),
    { secrets: testSecrets, storage: t.storage },
    Buffer.from(raw),
    own,
  );

test('a letter that comes back stops its reader; one with a made-up mark, or that of another reader, does not', async () => {
  const dina = await sendOne('Dina@example.org');
  const budi = await sendOne('budi@example.org');
  const still = async (id: number) => (await mayStillReceive(t.db, [id], [topicId])).has(id);
  const forged = dina.messageId.replace(/\.[a-z2-7]{8}@/, '.aaaaaaaa@');
  expect(await receive(report(forged, 'dina@example.org'))).toBe('unknown');
  expect(await receive(report(budi.messageId, 'dina@example.org'))).toBe('refused');
  expect(await still(dina.subscriberId)).toBe(true);

  expect(await receive(report(dina.messageId, 'dina@example.org'))).toBe('filed');
  expect([await still(dina.subscriberId), await still(budi.subscriberId)]).toEqual([false, true]);
  expect((await countBounces(t.db, dina.mailingId)).hard).toBe(1);
  expect(await receive(report(dina.messageId, 'dina@example.org'))).toBe('again');
});

test('letters go unsigned until the name service shows the key, and signed from then on', async () => {
  const selector = await makeMailKey(t.ctx(), { config, secrets: testSecrets });
  expect((await sendOne('ani@example.org')).raw).not.toMatch(/^DKIM-Signature:/im);
  const key = await t.db.selectFrom('mailKey').select('publicKey').executeTakeFirstOrThrow();
  const records = [`v=DKIM1; k=rsa; p=${key.publicKey}`];
  const ask = async (name: string) =>
    Promise.resolve(name.startsWith(selector) ? ({ state: 'found', records } as const) : ({ state: 'none' } as const));
  await checkRecords(t.ctx(), { config, ask });
  const signature = /^DKIM-Signature:[^]*?\r\n(?![ \t])/im.exec((await sendOne('citra@example.org')).raw)?.[0] ?? '';
  const said = signature.replaceAll(/\s+/g, '');
  expect(said).toContain(`d=${LIBRARY.split('@')[1]};`);
  expect(said).toContain(`s=${selector};`);
  expect(said.toLowerCase()).toContain('list-unsubscribe:list-unsubscribe-post');
});
