import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { deliverToGuests, noticeNeeds, testSecrets } from '#modules/people/notifications/testing';
import type { Handler, Jobs } from '#platform/background/jobs';
import { systemCtx } from '#platform/context';
import { DatabaseBusy } from '#platform/database/db-refusals';
import { MAIL_FOLDERS } from '#platform/receiving/mailbox';
import { createMailer } from '#platform/sending/mail';
import { bareServices, idleJobs } from '../../../../../tests/support/bare-services.ts';
import { startImapHouse } from '../../../../../tests/support/imap-house.ts';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { jobs } from '../jobs.ts';
import { collectMails } from '../mail/collect-mails.ts';
import { rawMail } from '../../../../../tests/support/raw-mail.ts';

const t = useTestDb();
let imap: Awaited<ReturnType<typeof startImapHouse>>;
let smtp: Awaited<ReturnType<typeof startMailServer>>;
const started: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  imap = await startImapHouse();
  started.push(imap);
  smtp = await startMailServer();
  started.push(smtp);
});
afterAll(async () => {
  // where one did not start there is nothing to stop
  for (const one of started) await one.stop();
});
beforeEach(async () => {
  await t.db.deleteFrom('rateLimit').execute();
});

const needs = () => ({
  secrets: testSecrets,
  storage: t.storage,
  config: { ...noticeNeeds.config, imapUrl: imap.url, mailFrom: imap.address },
});
/** One round, as the job does it every two minutes. */
const collect = async (signal?: AbortSignal) => collectMails(systemCtx(t.db, t.clock, 'service.mail'), needs(), signal);
const numbers = async () =>
  (await t.db.selectFrom('ticket').select(['number', 'title']).orderBy('id').execute()).map(({ title }) => title);
const inbox = async () => imap.mailsIn('INBOX');
const taken = async () => imap.mailsIn(MAIL_FOLDERS.taken);
const left = async () => imap.mailsIn(MAIL_FOLDERS.left);
const titled = (Subject: string, more: Record<string, string> = {}) =>
  rawMail('Isi.', { Subject, From: `${Subject.toLowerCase()}@example.org`, ...more });

test('before there is a library mails wait', async () => {
  await imap.deliver(titled('Awal'));
  await collect();
  expect((await inbox()).map(({ flags }) => flags.includes('\\Seen'))).toEqual([false]);
  await aLibrary(t.ctx());
  await collect();
  expect(await numbers()).toEqual(['Awal']);
});

test('a folder of the same name within another is not taken for ours', async () => {
  const other = await imap.makeFolder(['Sampah', MAIL_FOLDERS.left]);
  await imap.deliver(titled('Sampah', { 'Auto-Submitted': 'auto-replied' }));
  await collect();
  expect(await imap.mailsIn(other)).toEqual([]);
  expect(await left()).toHaveLength(1);
});

test('where no mailbox is set up nothing is read', async () => {
  await imap.deliver(titled('Nanti'));
  const config = { ...needs().config, imapUrl: null };
  await collectMails(systemCtx(t.db, t.clock, 'service.mail'), { ...needs(), config });
  expect(await numbers()).not.toContain('Nanti');
  await collect();
  expect(await numbers()).toContain('Nanti');
});

test('mails are read in their order and put away; what somebody has read already is left to them', async () => {
  await imap.deliver(titled('Satu'));
  await imap.deliver(titled('Dibaca'), ['\\Seen']);
  await imap.deliver(titled('Dua'));
  await collect();
  expect((await numbers()).slice(-2)).toEqual(['Satu', 'Dua']);
  expect((await inbox()).map(({ source }) => /Subject: (.*)/.exec(source)?.[1])).toEqual(['Dibaca']);
  expect((await taken()).slice(-2).map(({ flags }) => flags.includes('\\Seen'))).toEqual([true, true]);
});

test('a mail that stayed, because a process ended before it was put away, makes nothing twice', async () => {
  const mail = titled('Sekali');
  await imap.deliver(mail);
  await imap.deliver(mail);
  await collect();
  await imap.deliver(mail);
  await collect();
  expect((await numbers()).filter((title) => title === 'Sekali')).toHaveLength(1);
  expect(await imap.mailsIn('INBOX')).toHaveLength(1);
});

test('of several processes that come at once one reads, each mail once', async () => {
  for (const name of ['Kembar1', 'Kembar2', 'Kembar3', 'Kembar4']) await imap.deliver(titled(name));
  await Promise.all([collect(), collect(), collect()]);
  const found = (await numbers()).filter((title) => title.startsWith('Kembar'));
  expect(found).toEqual(['Kembar1', 'Kembar2', 'Kembar3', 'Kembar4']);
  const put = (await taken()).map(({ source }) => /Subject: (Kembar\d)/.exec(source)?.[1]).filter(Boolean);
  expect([...new Set(put)].toSorted()).toEqual(found);
});

test('what programs write is put aside, and nobody is bothered with it', async () => {
  await imap.deliver(titled('Cuti', { 'Auto-Submitted': 'auto-replied' }));
  await collect();
  expect(await numbers()).not.toContain('Cuti');
  expect((await left()).at(-1)?.flags).not.toContain('\\Flagged');
});

test('what came through a group, or from our own address, is put aside for people to see', async () => {
  await imap.deliver(titled('Grup', { 'List-Id': 'Warga <warga.example.org>' }));
  await imap.deliver(titled('Formulir', { From: imap.address, 'Reply-To': 'dina@example.org' }));
  await collect();
  expect((await left()).slice(-2).map(({ flags }) => flags.includes('\\Flagged'))).toEqual([true, true]);
});

test('a mail that cannot be read stops no other: it is put aside for people, and the round says so', async () => {
  await imap.deliver(`${'X-A: b\r\n'.repeat(200_000)}\r\nHalo`);
  await imap.deliver(titled('Sesudahnya'));
  await expect(collect()).rejects.toThrow('1 of a round failed');
  expect(await numbers()).toContain('Sesudahnya');
  expect((await left()).at(-1)?.flags).toEqual(expect.arrayContaining(['\\Seen', '\\Flagged']));
  // and it is not tried again
  await collect();
});

test('while the disk is full a mail waits where it is', async () => {
  await imap.deliver(titled('Menunggu'));
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const failing = {
    ...needs(),
    storage: t.storage,
    secrets: {
      ...testSecrets,
      macs: () => {
        throw full;
      },
    },
  };
  const round = collectMails(systemCtx(t.db, t.clock, 'service.mail'), failing);
  await expect(round).rejects.toThrow('1 of a round failed');
  const waiting = (await inbox()).find(({ source }) => source.includes('Menunggu'));
  expect(waiting?.flags).not.toContain('\\Seen');
  await collect();
  expect(await numbers()).toContain('Menunggu');
});

test('while the database is busy, and while the server ends, a mail waits where it is', async () => {
  const ending = new AbortController();
  const reasons: [string, () => Error][] = [
    ['Sibuk', () => new DatabaseBusy('no connection in time')],
    ['Tutup', () => new Error('Cannot use a pool after calling end on the pool')],
    ['Henti', () => (ending.abort(), new TypeError('all is torn down'))],
  ];
  for (const [name, reason] of reasons) {
    await imap.deliver(titled(name));
    const macs = () => {
      throw reason();
    };
    const failing = { ...needs(), secrets: { ...testSecrets, macs } };
    const round = collectMails(systemCtx(t.db, t.clock, 'service.mail'), failing, ending.signal);
    await expect(round).rejects.toThrow('1 of a round failed');
    expect((await inbox()).find(({ source }) => source.includes(name))?.flags).not.toContain('\\Seen');
    await collect();
    expect(await numbers()).toContain(name);
  }
});

test('a large mail with a large file is read', async () => {
  const file = Buffer.alloc(18 * 1024 * 1024, 'A')
    .toString('base64')
    .replaceAll(/(.{76})/g, '$1\r\n');
  const head = ['--batas', 'Content-Type: application/zip', 'Content-Transfer-Encoding: base64', '', file, '--batas--'];
  await imap.deliver(
    rawMail(head.join('\r\n'), {
      ...{ Subject: 'Besar', From: 'besar@example.org', 'Content-Type': 'multipart/mixed; boundary="batas"' },
    }),
  );
  await collect();
  const row = await t.db
    .selectFrom('ticketMessage')
    .innerJoin('ticket', 'ticket.id', 'ticketMessage.ticketId')
    .select('text')
    .where('title', '=', 'Besar')
    .executeTakeFirst();
  expect(row?.text).toBe('Besar\n\n(1 lampiran tidak diterima)');
});

test('from the first mail to the answer: a talk by mail alone', async () => {
  await imap.deliver(titled('Percakapan', { From: 'warga@example.org' }));
  await collect();
  await deliverToGuests(t, smtp.url);
  const told = smtp.mails.find(({ to }) => to.includes('warga@example.org'));
  const id = /^Message-ID: (<[^>]+>)/im.exec(told?.raw ?? '')?.[1] ?? '';
  await imap.deliver(rawMail('Masih ada satu.', { From: 'warga@example.org', Subject: 'Re: x', References: id }));
  // our own mail comes back: nothing becomes of it
  await imap.deliver(told?.raw ?? '');
  await collect();
  const said = await t.db
    .selectFrom('ticketMessage')
    .innerJoin('ticket', 'ticket.id', 'ticketMessage.ticketId')
    .select(['text', 'author'])
    .where('title', '=', 'Percakapan')
    .orderBy('ticketMessage.id')
    .execute();
  expect(said).toEqual([
    { author: 'person', text: 'Percakapan\n\nIsi.' },
    { author: 'person', text: 'Masih ada satu.' },
  ]);
});

test('a wrong password is said, and not the password', async () => {
  const url = new URL(imap.url);
  url.password = 'salah-sekali';
  const config = { ...needs().config, imapUrl: url.href };
  const round = collectMails(systemCtx(t.db, t.clock, 'service.mail'), { ...needs(), config });
  const error = await round.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('salah-sekali');
});

test('a mail server that is away is said, and the next round reads what waited', async () => {
  await imap.deliver(titled('Sabar'));
  const config = { ...needs().config, imapUrl: 'imap://perpus:sandi@127.0.0.1:1/INBOX' };
  const round = collectMails(systemCtx(t.db, t.clock, 'service.mail'), { ...needs(), config });
  await expect(round).rejects.toThrow('ECONNREFUSED');
  await collect();
  expect(await numbers()).toContain('Sabar');
});

test('the job of a running server reads the mailbox every two minutes', async () => {
  await imap.deliver(titled('Terjadwal'));
  const handlers = new Map<string, () => Promise<void>>();
  const times = new Map<string, string>();
  const queues: Jobs = {
    ...idleJobs,
    async work<T extends object>(queue: string, handler: Handler<T>) {
      const data = {} as T;
      handlers.set(queue, async () => handler(data, new AbortController().signal));
      return Promise.resolve();
    },
    async schedule(queue, cron) {
      times.set(queue, cron);
      return Promise.resolve();
    },
  };
  const mailer = createMailer(null, imap.address);
  const services = { ...bareServices, ...needs(), db: t.db, clock: t.clock, mailer, jobs: queues };
  for (const declare of jobs) await declare(services);
  expect(times.get('service.mail')).toBe('*/2 * * * *');
  await handlers.get('service.mail')?.();
  expect(await numbers()).toContain('Terjadwal');
});

test('a stop ends the round before its next mail', async () => {
  await imap.deliver(titled('Berhenti'));
  await collect(AbortSignal.abort());
  expect(await numbers()).not.toContain('Berhenti');
  await collect();
  expect(await numbers()).toContain('Berhenti');
});
