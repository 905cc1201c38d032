import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { atFullPace, lettersOf } from '#modules/city/mailings/testing';
import { mailingState } from '#modules/city/mailings';
import { aSubscriber, aTopic } from '#modules/city/subscriptions/testing';
import { aLibrary } from '#modules/people/members/testing';
import { openLink } from '#modules/stock/links';
import { systemCtx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Mail, Mailer } from '#platform/sending/mail';
import { refuseRow } from '../../../../../tests/support/failing-row.ts';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  archiveYears,
  cancelLetter,
  getLetter,
  letterResults,
  listArchive,
  readArchived,
  sendSample,
} from '../index.ts';
import { sendLetters } from '../testing.ts';
import { aDraft, aStaffPair, ORIGIN, scheduled, text, versionOf } from '../../../../../tests/support/letter-house.ts';

const t = useTestDb();
const round = async (signal?: AbortSignal): Promise<void> =>
  sendLetters(systemCtx(t.db, t.clock, 'uji'), { origin: ORIGIN, ...(signal && { signal }) });
let staff: Awaited<ReturnType<typeof aStaffPair>>;
beforeAll(async () => {
  staff = await aStaffPair(t);
  await aLibrary(t.ctx());
  await atFullPace(t.db);
});

/** A topic that so many chose. */
async function chosenBy(count: number, name: string): Promise<number> {
  const topicId = await aTopic(t);
  for (let nth = 1; nth <= count; nth += 1) {
    await aSubscriber(t, {
      email: `${name}${nth}@example.org`,
      topicIds: [topicId],
      language: nth % 2 === 0 ? 'en' : 'id',
    });
  }
  return topicId;
}
const mailingOf = async (id: number): Promise<number> => (await getLetter(staff.dewi(), id)).mailingId ?? 0;
const mailText = async (mailingId: number) =>
  t.db.selectFrom('mailingText').selectAll().where('mailingId', '=', mailingId).orderBy('language').execute();

test('at its hour a letter is given to the mailing, to everybody who chose its topic, each once', async () => {
  const topicId = await chosenBy(3, 'jam');
  const id = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Pada jamnya' });
  await scheduled(staff, id, new Date(t.clock.now().getTime() + 3_600_000));
  await round();
  expect((await getLetter(staff.dewi(), id)).state).toBe('scheduled');
  t.clock.set(new Date(t.clock.now().getTime() + 3_700_000).toISOString());
  await round();
  await round();
  const mailingId = await mailingOf(id);
  expect((await getLetter(staff.dewi(), id)).state).toBe('sending');
  expect((await mailingState(t.db, mailingId)).state).toBe('sending');
  expect((await lettersOf(t.db, mailingId)).map(({ email }) => email)).toEqual([
    'jam1@example.org',
    'jam2@example.org',
    'jam3@example.org',
  ]);
});

test('two processes that look at once give a letter to one mailing', async () => {
  const topicId = await chosenBy(4, 'dua');
  const id = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Dua proses' });
  await scheduled(staff, id);
  await Promise.all([round(), round(), round()]);
  const mailingId = await mailingOf(id);
  expect(await lettersOf(t.db, mailingId)).toHaveLength(4);
  const { count } = await t.db
    .selectFrom('mailing')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('key', '=', `letter:${id}`)
    .executeTakeFirstOrThrow();
  expect(count).toBe(1);
});

test('whoever is killed while a letter is given to the mailing goes on where it stood', async () => {
  const topicId = await chosenBy(3, 'mati');
  const id = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Mati lampu' });
  await scheduled(staff, id);
  // as the power goes: before the mailing is whole, on its list, and as it is let go
  for (const [table, on, when] of [
    ['mailing_text', 'insert', 'true'],
    ['mailing_delivery', 'insert', "new.email = 'mati2@example.org'"],
    ['mailing', 'update', "new.state = 'sending'"],
  ] as const) {
    const mend = await refuseRow(t.db, table, { on, when });
    await expect(round()).rejects.toThrow('this row is spoilt');
    await mend();
  }
  await round();
  await round();
  const mailingId = await mailingOf(id);
  expect((await lettersOf(t.db, mailingId)).map(({ email }) => email)).toEqual([
    'mati1@example.org',
    'mati2@example.org',
    'mati3@example.org',
  ]);
  expect((await mailingState(t.db, mailingId)).state).toBe('sending');
});

test('whoever has their data deleted while the list is made is not on it: no address outlives them there', async () => {
  const topicId = await chosenBy(2, 'hapus');
  const id = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Sedang didaftar' });
  await scheduled(staff, id);
  const erase = async (trx: Tx): Promise<unknown> =>
    trx.deleteFrom('letterSubscriber').where('email', '=', 'hapus1@example.org').execute();
  const another = openWithoutSecondTry(t.address);
  onTestFinished(async () => another.destroy());
  expect(await playLocks(another, erase, [round])).toEqual(['done']);
  expect((await lettersOf(t.db, await mailingOf(id))).map(({ email }) => email)).toEqual(['hapus2@example.org']);
});

test('who reads English has it in English where there is some', async () => {
  const topicId = await chosenBy(2, 'bahasa');
  const both = await aDraft(staff.dewi(), {
    topicIds: [topicId],
    subject: 'Dua bahasa',
    subjectEn: 'Two languages',
    blocks: [text('Selamat datang.', 'Welcome.')],
  });
  const one = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Satu bahasa' });
  for (const id of [both, one]) await scheduled(staff, id);
  await round();
  const texts = await mailText(await mailingOf(both));
  expect(texts.map(({ language, subject }) => [language, subject])).toEqual([
    ['en', 'Two languages'],
    ['id', 'Dua bahasa'],
  ]);
  expect((await mailText(await mailingOf(one))).map(({ language }) => language)).toEqual(['id']);
});

test('links of a letter are ours and are counted; where that is off they are their own', async () => {
  const topicId = await chosenBy(1, 'tautan');
  const blocks = [
    {
      body: {
        kind: 'text' as const,
        spans: [
          { text: 'jadwal', href: '/kegiatan' },
          { text: ' dan ' },
          { text: 'situs kota', href: 'https://blitarkota.example/kabar?a=1' },
          { text: ' atau ' },
          { text: 'surel', href: 'mailto:halo@perpus.example' },
        ],
      },
      english: null,
    },
  ];
  const counted = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Dihitung', blocks });
  const plain = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Polos', blocks, countsLinks: false });
  for (const id of [counted, plain]) await scheduled(staff, id);
  await round();
  const [ours] = await mailText(await mailingOf(counted));
  const codes = [...(ours?.text ?? '').matchAll(/https:\/\/perpus\.example\/q\/([a-z0-9]+)/g)].map(
    ([, code = '']) => code,
  );
  expect(codes).toHaveLength(2);
  expect(ours?.html).toContain('mailto:halo@perpus.example');
  expect(ours?.html).not.toContain('blitarkota.example');
  const [theirs] = await mailText(await mailingOf(plain));
  expect(theirs?.text).toContain('https://perpus.example/kegiatan');
  expect(theirs?.html).not.toContain('/q/');
  for (let nth = 0; nth < 12; nth += 1) await openLink(t.ctx({ kind: 'anonymous' }), codes[0] ?? '', true);
  const results = await letterResults(staff.dewi(), counted);
  expect(results?.links?.map(({ clicks }) => clicks)).toEqual([12, null]);
  expect(results?.bounces).toEqual({ hard: 0, soft: 0, blocked: 0, complaints: 0 });
  expect((await letterResults(staff.dewi(), plain))?.links).toBeNull();
});

test('a letter that is through is sent, and everybody may read it in the archive', async () => {
  const topicId = await chosenBy(1, 'arsip');
  const shown = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Untuk arsip', preheader: 'Baca di sini' });
  const hidden = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Bukan arsip', inArchive: false });
  for (const id of [shown, hidden]) await scheduled(staff, id);
  await round();
  await t.db
    .updateTable('mailing')
    .set({ state: 'done', doneAt: t.clock.now() })
    .where('id', 'in', [await mailingOf(shown), await mailingOf(hidden)])
    .execute();
  await round();
  expect((await getLetter(staff.dewi(), shown)).state).toBe('sent');
  const guest = t.ctx({ kind: 'anonymous' });
  const { letters } = await listArchive(guest, { limit: 50 });
  const subjects = letters.map(({ subject }) => subject);
  expect(subjects).toContain('Untuk arsip');
  expect(subjects).not.toContain('Bukan arsip');
  expect(await archiveYears(guest)).toEqual([2026]);
  expect((await listArchive(guest, { year: 2025, limit: 5 })).letters).toEqual([]);
  const whole = await readArchived(guest, 'untuk-arsip');
  expect(whole).toMatchObject({ subject: 'Untuk arsip', preheader: 'Baca di sini', untranslated: 0 });
  expect(JSON.stringify(whole)).not.toContain('UNSUBSCRIBE');
  expect((await refusal(readArchived(guest, 'bukan-arsip'))).code).toBe('newsletters.not_found');
});

test('a letter is called off on its way, and so is its mailing', async () => {
  const topicId = await chosenBy(2, 'batal');
  const id = await aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Di tengah jalan' });
  await scheduled(staff, id);
  await round();
  const { dewi } = staff;
  await cancelLetter(dewi(), id, { version: await versionOf(dewi(), id), why: 'Salah tanggal' });
  expect((await mailingState(t.db, await mailingOf(id))).state).toBe('cancelled');
  await round();
  expect((await getLetter(dewi(), id)).state).toBe('cancelled');
});

test('a sample goes to the own address alone, and not without end', async () => {
  const sent: Mail[] = [];
  const mailer: Mailer = {
    available: true,
    send: async (mail) => {
      sent.push(mail);
      return Promise.resolve({ messageId: 'uji', response: '250 ok' });
    },
  };
  const { dewi } = staff;
  const id = await aDraft(dewi(), { topicIds: [await chosenBy(1, 'contoh')], subject: 'Contoh dulu' });
  const asked = { origin: ORIGIN, locale: 'id' } as const;
  expect(await sendSample(dewi(), mailer, id, asked)).toBe('dewi@perpus.example');
  expect(sent[0]).toMatchObject({ to: 'dewi@perpus.example', subject: '[Contoh] Contoh dulu' });
  expect(sent[0]?.html).not.toContain('%UNSUBSCRIBE%');
  for (let nth = 0; nth < 9; nth += 1) await sendSample(dewi(), mailer, id, asked);
  expect((await refusal(sendSample(dewi(), mailer, id, asked))).code).toBe('platform.too_many_requests');
  const off: Mailer = { ...mailer, available: false };
  expect((await refusal(sendSample(dewi(), off, id, asked))).code).toBe('newsletters.no_mail');
});
