import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mailTakers } from '#contributed/mail-takers';
import { receiveMail } from '#modules/city/service/testing';
import { aLibrary } from '#modules/people/members/testing';
import { testSecrets } from '#modules/people/notifications/testing';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { provideMailTakers } from '#platform/receiving/mail-takers';
import { makeSecrets } from '#platform/rights/secrets';
import { LIBRARY, part, parted, rawMail } from '../../../../../tests/support/raw-mail.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { forgetAddresses } from '../data/bounces.queries.ts';
import { countBounces } from '../index.ts';
import type { LetterWays } from '../reports/letter-ways.ts';
import { takeReport } from '../reports/take-report.ts';

const t = useTestDb();
const DINA = 'dina@example.org';
const BUDI = 'budi@example.org';
const own = { addresses: [LIBRARY], domain: 'kota.example' };

/** Letters that we have sent, by the ids of their mails: to Dina four, to Budi one. */
const letters = new Map(
  [DINA, DINA, DINA, DINA, BUDI].map((email, nth) => [
    `surat.${nth + 1}.${nth + 11}.abcdefgh@kota.example`,
    { mailingId: nth + 1, deliveryId: nth + 11, email },
  ]),
);
const idOf = (nth: number): string => [...letters.keys()][nth - 1] ?? '';
const stopped: string[] = [];
const ways: LetterWays = {
  letterOf: async (_db, _secrets, messageId) => Promise.resolve(letters.get(messageId) ?? null),
  stopAddress: async (_trx: Tx, _ctx: Ctx, { email, why }) => {
    stopped.push(`${email} ${why}`);
    return Promise.resolve(true);
  },
};

provideMailTakers([{ takeReport: async (ctx, needs, report) => takeReport(ctx, needs, ways, report) }]);
beforeAll(async () => aLibrary(t.ctx()));
afterAll(() => provideMailTakers(mailTakers));
beforeEach(async () => {
  stopped.length = 0;
  await t.db.deleteFrom('mailBounce').execute();
});

const DAEMON = { From: 'Mail Delivery System <MAILER-DAEMON@mx.example.org>', 'Return-Path': '<>', Subject: 'Kembali' };
const lines = (...all: string[]): string => all.join('\r\n');

/** A report that a mail did not arrive. */
const failure = (nth: number, status: string, { to = DINA, action = 'failed', diagnostic = 'smtp; 550' } = {}) =>
  parted(
    'report',
    [
      part('text/plain', 'Surat tidak sampai.'),
      part(
        'message/delivery-status',
        lines(
          ...['Reporting-MTA: dns; mx.example.org', '', `Final-Recipient: rfc822; ${to}`],
          ...[`Action: ${action}`, `Status: ${status}`, `Diagnostic-Code: ${diagnostic}`],
        ),
      ),
      part('text/rfc822-headers', lines(`Message-ID: <${idOf(nth)}>`, `To: ${DINA}`)),
    ],
    DAEMON,
    '; report-type=delivery-status',
  );
/** A report that somebody has called a mail unwanted. */
const complaint = (nth: number, type: string, to = DINA) =>
  parted(
    'report',
    [
      part('text/plain', 'This is an email abuse report.'),
      part('message/feedback-report', lines(`Feedback-Type: ${type}`, 'User-Agent: x/1', 'Version: 1')),
      part('message/rfc822', lines(`Message-ID: <${idOf(nth)}>`, `To: ${to}`, 'Subject: Kabar', '', 'Halo.')),
    ],
    { From: 'feedback@provider.example', Subject: 'Keluhan' },
    '; report-type=feedback-report',
  );
const receive = async (raw: string, secrets = testSecrets) =>
  receiveMail(t.ctx({ kind: 'system', name: 'service.mail' }), { secrets, storage: t.storage }, Buffer.from(raw), own);

test('an address that nobody has gets no more letters at once, and the report counts once', async () => {
  expect(await receive(failure(1, '5.1.1', { diagnostic: `smtp; 550 <${DINA}> unknown` }))).toBe('filed');
  expect(await receive(failure(1, '5.1.1'))).toBe('again');
  expect(stopped).toEqual([`${DINA} bounced`]);
  expect(await countBounces(t.db, 1)).toEqual({ hard: 1, soft: 0, blocked: 0, complaints: 0 });
  expect(await countBounces(t.db, 2)).toEqual({ hard: 0, soft: 0, blocked: 0, complaints: 0 });
  const row = await t.db.selectFrom('mailBounce').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: '5.1.1', detail: '550 <…> unknown', stopped: true });
  const trace = await t.db.selectFrom('auditEvent').selectAll().where('action', '=', 'mail_bounce.noted').execute();
  expect(JSON.stringify(trace)).not.toContain(DINA);
});

test('of a mailbox that is full three letters in a month end it, fewer do not', async () => {
  expect(await receive(failure(1, '5.2.2'))).toBe('filed');
  // of the same letter again: it is the same failure
  expect(await receive(failure(1, '4.2.2'))).toBe('again');
  expect(await receive(failure(2, '5.2.2'))).toBe('filed');
  expect(stopped).toEqual([]);
  expect(await receive(failure(3, '5.2.2'))).toBe('filed');
  expect(stopped).toEqual([`${DINA} bounced`]);
});

test('what came back more than a month ago counts no more', async () => {
  await receive(failure(1, '5.2.2'));
  await receive(failure(2, '5.2.2'));
  const long = new Date(t.ctx().clock.now().getTime() - 31 * 86_400_000);
  await t.db.updateTable('mailBounce').set({ notedAt: long }).where('deliveryId', '=', 11).execute();
  await receive(failure(3, '5.2.2'));
  expect(stopped).toEqual([]);
  await receive(failure(4, '5.2.2'));
  expect(stopped).toEqual([`${DINA} bounced`]);
});

test('three that are reported at the same moment are three', async () => {
  await Promise.all([1, 2, 3].map(async (nth) => receive(failure(nth, '5.2.2'))));
  expect(stopped).toEqual([`${DINA} bounced`]);
});

test('one report in two processes at the same moment is noted once', async () => {
  const all = await Promise.all([receive(failure(1, '5.1.1')), receive(failure(1, '5.1.1'))]);
  expect(all.toSorted()).toEqual(['again', 'filed']);
  expect(stopped).toEqual([`${DINA} bounced`]);
});

test('after the keys of the installation have changed, earlier failures of an address are found', async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const before = makeSecrets('k1', new Map([['k1', old]]));
  const keys = new Map([
    ['k1', old],
    ['k2', fresh],
  ]);
  await receive(failure(1, '5.2.2'), before);
  await receive(failure(2, '5.2.2'), before);
  await receive(failure(3, '5.2.2'), makeSecrets('k2', keys));
  expect(stopped).toEqual([`${DINA} bounced`]);
});

test('whoever reads the mail as unwanted gets no more at once; whoever takes that back is left alone', async () => {
  expect(await receive(complaint(1, 'not-spam'))).toBe('filed');
  expect(stopped).toEqual([]);
  expect(await receive(complaint(1, 'abuse'))).toBe('filed');
  expect(await receive(complaint(1, 'abuse'))).toBe('again');
  expect(stopped).toEqual([`${DINA} complained`]);
  expect((await countBounces(t.db, 1)).complaints).toBe(1);
});

test('a server that refuses us for what we are says nothing of the address', async () => {
  for (const nth of [1, 2, 3, 4]) expect(await receive(failure(nth, '5.7.1'))).toBe('filed');
  expect(stopped).toEqual([]);
  expect((await countBounces(t.db, 4)).blocked).toBe(1);
});

test('a made-up report stops nobody: the id must be ours, and the address that of this letter', async () => {
  const madeUp = failure(1, '5.1.1').replaceAll('abcdefgh', 'hgfedcba');
  expect(await receive(madeUp)).toBe('unknown');
  expect(await receive(complaint(1, 'abuse').replaceAll('abcdefgh', 'hgfedcba'))).toBe('unknown');
  // Budi has had a letter of ours, and names Dina
  expect(await receive(failure(5, '5.1.1', { to: DINA }))).toBe('refused');
  expect(await receive(complaint(5, 'abuse', DINA))).toBe('refused');
  expect(stopped).toEqual([]);
  expect(await t.db.selectFrom('mailBounce').select('id').execute()).toEqual([]);
});

test('a report of a delay, and one that nobody can read, change nothing', async () => {
  expect(await receive(failure(1, '4.4.1', { action: 'delayed' }))).toBe('filed');
  expect(await receive(failure(1, '5.1.1', { to: 'rusak' }))).toBe('refused');
  expect(stopped).toEqual([]);
});

test('a person’s mail with such an id in it is no report', async () => {
  expect(await receive(rawMail(`Saya tidak mau surat ${idOf(1)} lagi: Action: failed, Status: 5.1.1`))).toBe('ticket');
  expect(stopped).toEqual([]);
});

test('after 90 days nothing leads to an address, and what is counted stays', async () => {
  await receive(failure(1, '5.1.1'));
  const now = t.ctx().clock.now().getTime();
  expect(await forgetAddresses(t.db, new Date(now - 86_400_000))).toBe(0);
  expect(await forgetAddresses(t.db, new Date(now + 86_400_000))).toBe(1);
  expect(await forgetAddresses(t.db, new Date(now + 86_400_000))).toBe(0);
  const row = await t.db.selectFrom('mailBounce').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ addressKey: null, detail: '' });
  expect((await countBounces(t.db, 1)).hard).toBe(1);
});
