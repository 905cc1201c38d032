import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Member } from '#modules/people/members/client';
import { deliverAll, deliverToGuests } from '#modules/people/notifications/testing';
import type { Ctx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { startMailServer, type ReceivedMail } from '../../../../../tests/support/mail-server.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { answerTicket, handTicket, rateTicket, viewTicket, writeAgain } from '../index.ts';
import { findByNumber, sendOne } from '../testing.ts';

const t = useTestDb();
const needs = { secrets: testSecrets, storage: t.storage };
const ip = '198.51.100.1';
const WORDS = 'Petugas loket menyuruh kami pergi.';
let smtp: Awaited<ReturnType<typeof startMailServer>>;
let member: Member;
let desk: Ctx;
let arif = 0;

beforeAll(async () => {
  smtp = await startMailServer();
  await aLibrary(t.ctx());
  member = await aMember(t.ctx(), { fullName: 'Qanita Rahmayanti', email: 'qanita@example.org' });
  const libraryId = member.homeLibraryId;
  const grants = [{ role: 'head', libraryId }];
  const account = async (username: string) =>
    makeAccount(t, { username, email: `${username}@pustaka.test`, homeLibraryId: libraryId, grants });
  const { id } = await account('dewi');
  arif = (await account('arif')).id;
  desk = t.ctx({ id, name: 'Dewi', grants: [{ libraryId, permissions: ['enquiries.answer', 'complaints.answer'] }] });
});
afterAll(async () => smtp.stop());

const signedIn = (): Ctx =>
  t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
/** How somebody is named, as it stands in files and mails. */
const names = () => ['qanita', 'rahmayanti', member.number.toLowerCase()];
const namedIn = (text: string): string[] => names().filter((name) => text.toLowerCase().includes(name));

/** A photo that says who took it and where. */
const photo = async () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
    .withExif({
      IFD0: { Artist: 'Qanita Rahmayanti', ImageDescription: `Kartu ${member.number}` },
      IFD3: { GPSLatitude: '8/1 5/1 0/1', GPSLongitude: '112/1 9/1 0/1' },
    })
    .jpeg()
    .toBuffer();

/** What of the name stands in files that are kept, and which of those say where a picture was taken. */
async function keptFiles() {
  const folder = dirname(dirname(dirname(t.storage.path(`masukan/00/${'0'.repeat(36)}`))));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const bytes = readFileSync(path);
      const { exif, xmp, iptc } = await sharp(bytes).metadata();
      const said = [exif, xmp, iptc].filter(Boolean).length;
      return { named: namedIn(`${path} ${bytes.toString('latin1')}`), said };
    }),
  );
}

/** A mail as it came, and as whoever gets it reads it. */
const wholeMail = ({ raw, subject, text, to }: ReceivedMail): string => [raw, subject, text, ...to].join('\n');
async function mailsAfter(): Promise<ReceivedMail[]> {
  const before = smtp.mails.length;
  await deliverAll(t, smtp.url);
  await deliverToGuests(t, smtp.url);
  return smtp.mails.slice(before);
}

test('of a photo that names who took it nothing of that lies in any file that is kept', async () => {
  const bytes = await photo();
  expect(namedIn(bytes.toString('latin1'))).toEqual(names());
  const files = [new File([Uint8Array.from(bytes)], 'Qanita Rahmayanti.jpg', { type: 'image/jpeg' })];
  const given = { kind: 'complaint' as const, text: WORDS, contactName: 'Qanita Rahmayanti', via: 'account' as const };
  const sent = await sendOne(signedIn(), needs, { ...given, files });
  expect(await keptFiles()).toEqual([{ named: [], said: 0 }]);
  await writeAgain(signedIn(), needs, { code: sent.code, ip, text: 'Ini fotonya lagi.', files });
  expect(await keptFiles()).toEqual([
    { named: [], said: 0 },
    { named: [], said: 0 },
  ]);
});

test('no mail that goes out because of a complaint without a name says whose it is, nor goes to them', async () => {
  // with a name: what goes out then is found
  await sendOne(signedIn(), needs, { kind: 'complaint', text: WORDS, contactKind: 'account', via: 'account' });
  expect((await mailsAfter()).flatMap((mail) => namedIn(wholeMail(mail)))).toContain('qanita');

  const sent = await sendOne(signedIn(), needs, {
    ...{ kind: 'complaint', text: WORDS, via: 'account' },
    ...{ contact: 'qanita@example.org', contactName: 'Qanita Rahmayanti' },
  });
  const id = await findByNumber(desk, sent.number);
  await handTicket(desk, id, arif);
  await writeAgain(signedIn(), needs, { code: sent.code, ip, text: 'Kejadiannya Sabtu.' });
  const { version } = await viewTicket(desk, id);
  await answerTicket(desk, id, { text: 'Kami minta maaf.', outcome: 'resolved', version });
  await rateTicket(signedIn(), { code: sent.code, ip, rating: 'no', words: 'Masih sama.' });
  const mails = await mailsAfter();
  expect(mails.map(({ to }) => to)).toContainEqual(['arif@pustaka.test']);
  expect(mails.some((mail) => wholeMail(mail).includes(sent.number))).toBe(true);
  for (const mail of mails) {
    expect(namedIn(wholeMail(mail))).toEqual([]);
    expect(mail.to.filter((to) => !to.endsWith('@pustaka.test'))).toEqual([]);
  }
});
