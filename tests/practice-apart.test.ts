import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { post } from '../src/modules/people/notifications/carriers/http.ts';
import { prepareChannels } from '../src/modules/people/notifications/channels/channel-settings.ts';
import { deliverAll, setUpChannel, tellDue, testSecrets } from '#modules/people/notifications/testing';
import { aMember } from '#modules/people/members/testing';
import { readConfig } from '#platform/config';
import { closeOutgoing, outgoingAgent, publicAddress, requirePublicHost } from '#platform/sending/outgoing';
import { createMailer } from '#platform/sending/mail';
import { buildHttpApp } from '../src/entrypoints/http-app.ts';
import { beginBaseFiles, copyBaseFiles, endBaseFiles, hasBaseFiles } from '../src/entrypoints/practice/base-files.ts';
import { isOfBeforeNight, practicePortFor } from '../src/entrypoints/practice/keep-practice.ts';
import { inPractice } from '../src/web/kit/frame/practice-band.server.ts';
import { bareServices, idleJobs } from './support/bare-services.ts';
import { sendJson, startCarrier } from './support/carriers.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const inside = readConfig({
  LUMBUNG_PRACTICE: '1',
  SMTP_URL: 'smtp://127.0.0.1:1',
  IMAP_URL: 'imaps://a:b@127.0.0.1/INBOX',
  DATABASE_URL: 'postgres://real.example/lumbung',
});
let carrier: Awaited<ReturnType<typeof startCarrier>>;

beforeAll(async () => {
  await prepareChannels(t.db, testSecrets);
  carrier = await startCarrier((_heard, response) => sendJson(response, 200, { messages: [{ id: 'wamid.1' }] }));
});
afterAll(async () => carrier.stop());

test('a process of the practice space knows no mail server, no mailbox and no database but its own', () => {
  expect(inside).toMatchObject({ practice: true, smtpUrl: null, imapUrl: null, databaseUrl: null, practicePort: null });
  expect(createMailer(inside.smtpUrl, 'x@y').available).toBe(false);
});

test('notices that wait are never sent from it, by whatever channel; the same are outside of it', async () => {
  await setUpChannel(t.db, 'whatsapp', {
    config: { baseUrl: `${carrier.url}/v23.0`, phoneNumberId: '106540352242922', templateName: '' },
    secrets: { token: 'EAAG-rahasia' },
  });
  const member = await aMember(t.ctx(), { phone: '081234567890', email: 'dimas@example.org' });
  const wants = { memberId: member.id, topicGroup: 'loans', channel: 'whatsapp', wanted: true };
  await t.db
    .insertInto('noticePreference')
    .values({ ...wants, chosenAt: t.clock.now(), chosenBy: 'uji' })
    .execute();
  const open = closeOutgoing();
  try {
    await tellDue(t.ctx(), member, ['Laskar Pelangi']);
    await deliverAll(t, inside.smtpUrl ?? '');
    for (const url of [carrier.url, 'https://example.org/x']) {
      expect(await post(url, { headers: {}, body: 'x' }, ['127.0.0.1'])).toMatchObject({ state: 'retry' });
      expect(() => outgoingAgent(new URL(url), ['127.0.0.1'])).toThrow(/ruang latihan/);
      expect(() => requirePublicHost(new URL(url), [])).toThrow(/ruang latihan/);
    }
    await expect(publicAddress('z3950.loc.gov', [])).rejects.toThrow(/ruang latihan/);
    await expect(publicAddress('127.0.0.1', ['127.0.0.1'])).rejects.toThrow(/ruang latihan/);
    expect(carrier.heard).toHaveLength(0);
  } finally {
    open();
  }
  // without this the test above would say nothing
  expect(await post(carrier.url, { headers: {}, body: 'x' }, ['127.0.0.1'])).toMatchObject({ status: 200 });
  expect(carrier.heard).toHaveLength(1);
});

test('its cookies have names of their own, nobody finds it by a search engine, and nobody installs it', async () => {
  const handler = (req: IncomingMessage, res: ServerResponse): void => {
    res.setHeader('set-cookie', ['lumbung_sesi=baru; Path=/', 'lumbung_kabar=x']);
    res.writeHead(200);
    res.end(req.headers.cookie ?? 'none');
  };
  const services = (config: ReturnType<typeof readConfig>) => ({
    ...bareServices,
    ...{ config, db: t.db, clock: t.clock, storage: t.storage },
    ...{ mailer: createMailer(null, 'uji@localhost'), jobs: idleJobs },
  });
  const answering = async (config: ReturnType<typeof readConfig>) => {
    const app = await buildHttpApp(services(config), { handler, assets: null });
    app.get('/api-uji', (_request, reply) => reply.header('set-cookie', 'lumbung_sesi=api').send('x'));
    return {
      ask: async (url: string, cookie?: string) =>
        app.inject({ method: 'GET', url, ...(cookie && { headers: { cookie } }) }),
      close: async () => app.close(),
    };
  };
  const [practice, network] = [await answering(inside), await answering(readConfig({}))];
  const both = 'lumbung_sesi=sungguhan; latihan_lumbung_sesi=latihan';
  const there = await practice.ask('/staf', both);
  expect(there.body).toBe('lumbung_sesi=latihan');
  expect(there.headers['set-cookie']).toEqual(['latihan_lumbung_sesi=baru; Path=/', 'latihan_lumbung_kabar=x']);
  expect(there.headers['x-robots-tag']).toBe('noindex, nofollow');
  expect((await practice.ask('/staf', 'lumbung_sesi=sungguhan')).body).toBe('none');
  expect((await practice.ask('/api-uji')).headers['set-cookie']).toEqual(['latihan_lumbung_sesi=api']);
  for (const path of ['/service-worker.js', '/manifest.webmanifest', '/en/manifest.webmanifest?x'])
    expect((await practice.ask(path)).statusCode).toBe(404);
  const real = await network.ask('/staf', both);
  expect(real.body).toBe(both);
  expect(real.headers['set-cookie']).toEqual(['lumbung_sesi=baru; Path=/', 'lumbung_kabar=x']);
  expect(real.headers['x-robots-tag']).toBeUndefined();
  await practice.close();
  await network.close();
});

test('every page of it says so: a band, a colour, a title', () => {
  const page =
    '<html><head><meta name="theme-color" content="#fbf7ef" media="x" /><title>Sirkulasi</title></head><body class="a"><main></main></body></html>';
  const said = inPractice(page, 'id');
  expect(said).toContain('<title>LATIHAN · Sirkulasi</title>');
  expect(said).toContain('<body class="a"><p class="ruang-latihan" role="note">RUANG LATIHAN – bukan data sungguhan');
  expect(said).not.toContain('#fbf7ef');
  expect(inPractice('<main>the rest of a page</main>', 'id')).toBe('<main>the rest of a page</main>');
});

test('a reset brings back the files that were changed or lost, and a base that is cut off takes none away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latihan-'));
  const files = join(folder, 'files');
  const seen = (): string => readFileSync(join(files, 'sampul'), 'utf8');
  try {
    expect(hasBaseFiles(files)).toBe(false);
    mkdirSync(beginBaseFiles(files));
    writeFileSync(join(`${files}-making`, 'sampul'), 'kemarin');
    endBaseFiles(files);
    await copyBaseFiles(files);
    writeFileSync(join(files, 'sampul'), 'diubah peserta');
    writeFileSync(join(files, 'unggahan'), 'peserta');
    // the one of the next night is cut off
    mkdirSync(beginBaseFiles(files));
    await copyBaseFiles(files);
    expect([seen(), readdirSync(files)]).toEqual(['kemarin', ['sampul']]);
    mkdirSync(beginBaseFiles(files));
    writeFileSync(join(`${files}-making`, 'sampul'), 'hari ini');
    endBaseFiles(files);
    rmSync(files, { recursive: true });
    await copyBaseFiles(files);
    expect(seen()).toBe('hari ini');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a copy of before 02.40 is thrown away at the next start, where the machine was off at night', () => {
  const evening = new Date('2026-11-24T20:00+07:00');
  expect(isOfBeforeNight(evening, new Date('2026-11-24T23:59+07:00'))).toBe(false);
  expect(isOfBeforeNight(evening, new Date('2026-11-25T02:39+07:00'))).toBe(false);
  expect(isOfBeforeNight(evening, new Date('2026-11-25T02:41+07:00'))).toBe(true);
  expect(isOfBeforeNight(new Date('2026-11-25T02:41+07:00'), new Date('2026-11-25T08:00+07:00'))).toBe(false);
  // a clock that was set back
  expect(isOfBeforeNight(new Date('2026-11-25T08:00+07:00'), new Date('1970-01-01T08:00+07:00'))).toBe(false);
});

test('it is there when it was asked for, beside our own database alone', () => {
  expect(practicePortFor(readConfig({}), false)).toBeNull();
  expect(practicePortFor(readConfig({ PRACTICE_PORT: '3010' }), false)).toBe(3010);
  expect(() => readConfig({ PRACTICE_PORT: '3010', DATABASE_URL: 'postgres://x/y' })).toThrow(/PRACTICE_PORT/);
  expect(() => readConfig({ PRACTICE_PORT: 'ya' })).toThrow(/PRACTICE_PORT/);
  // the sample city of a test has none
  expect(practicePortFor(readConfig({ PORT: '0' }), true)).toBeNull();
});
