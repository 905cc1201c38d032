import { beforeAll, expect, test } from 'vitest';
import {
  atFullPace,
  forgetOldAddresses,
  lettersOf,
  savePastMailing,
  sendLetters as sendMails,
} from '#modules/city/mailings/testing';
import { getMailing, listMailings, mailingState } from '#modules/city/mailings';
import { aSubscriber, aTopic } from '#modules/city/subscriptions/testing';
import { aLibrary } from '#modules/people/members/testing';
import { acceptClock } from '#platform/clock-watch';
import { readConfig } from '#platform/config';
import { systemCtx } from '#platform/context';
import type { Mailer } from '#platform/sending/mail';
import { testSecrets as secrets } from '../../../../../tests/support/bare-services.ts';
import { aStaffPair, ORIGIN } from '../../../../../tests/support/letter-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { getLetter, letterResults } from '../index.ts';
import { mayStillHave, saveSentLetter, sendLetters } from '../testing.ts';

const t = useTestDb();
let staff: Awaited<ReturnType<typeof aStaffPair>>;
let topicId = 0;
beforeAll(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  staff = await aStaffPair(t);
  await aLibrary(t.ctx());
  topicId = await aTopic(t);
  await atFullPace(t.db);
});

/** A letter of a sample that went out then, with its mailing. */
const aSample = async (at: Date): Promise<number> =>
  t.db.transaction().execute(async (trx) =>
    saveSentLetter(trx, t.ctx(), {
      ...{ libraryId: null, topicIds: [topicId], subject: 'Maret', subjectEn: 'March', preheader: '', preheaderEn: '' },
      ...{ body: 'Ruang diskusi bisa dipesan.', bodyEn: 'Rooms can be booked.', at },
      ...{ writtenBy: 'Dewi', approvedBy: 'Arif' },
      mailing: async (key) =>
        savePastMailing(trx, t.ctx(), {
          ...{ key, libraryId: null, topicIds: [topicId], at, perMinute: 60 },
          texts: {
            id: { subject: 'Maret', html: '', text: 'Ruang diskusi bisa dipesan.' },
            en: { subject: 'March', html: '', text: 'Rooms can be booked.' },
          },
          ends: { sent: 90, refused: 2, skipped: 1 },
        }),
    }),
  );

test('a letter of a sample stands as one that was sent: its mailing is its own, and it was sent when that was through', async () => {
  const at = new Date('2026-10-05T16:30:00+07:00');
  const id = await aSample(at);
  const letter = await getLetter(staff.dewi(), id);
  const mailing = await getMailing(staff.dewi(), letter.mailingId ?? 0);
  expect(mailing).toMatchObject({ key: `letter:${id}`, state: 'done', startedAt: at });
  expect(letter).toMatchObject({ state: 'sent', begunAt: at, sentAt: mailing.doneAt });
  expect((await letterResults(staff.dewi(), id))?.mailing.counts).toEqual({
    ...{ sent: 90, refused: 2, skipped: 1 },
    ...{ waiting: 0, sending: 0, unknown: 0 },
  });
  const mails = await lettersOf(t.db, mailing.id);
  expect(new Set(mails.map(({ state, outcome }) => `${state} ${outcome}`))).toEqual(
    new Set(['sent accepted', 'refused refused', 'skipped no_consent']),
  );
});

test('no job sends anything of it, moves it or changes what it counted', async () => {
  await aSubscriber(t, { email: 'pembaca@example.org', topicIds: [topicId] });
  const ids = [
    await aSample(new Date('2026-09-05T16:30:00+07:00')),
    await aSample(new Date('2026-11-05T16:30:00+07:00')),
  ];
  const sent: string[] = [];
  const mailer: Mailer = {
    available: true,
    send: async ({ to }) => {
      sent.push(to);
      return Promise.resolve({ messageId: 'uji', response: '250 ok' });
    },
  };
  const stand = async () => Promise.all(ids.map(async (id) => getLetter(staff.dewi(), id)));
  const before = await stand();
  const mailings = await Promise.all(before.map(async ({ mailingId }) => mailingState(t.db, mailingId ?? 0)));
  const config = { ...readConfig({}), mailFrom: 'perpus@example.org' };
  for (let month = 0; month < 2; month += 1) {
    await sendLetters(systemCtx(t.db, t.clock, 'uji'), { origin: ORIGIN });
    await sendMails({ db: t.db, clock: t.clock, secrets, config, mailer, mayStillReceive: mayStillHave });
    await forgetOldAddresses({ db: t.db, clock: t.clock });
    t.clock.set('2026-12-25T10:00:00+07:00');
    await t.db.transaction().execute(async (trx) => acceptClock(trx, t.clock.now()));
  }
  expect(sent).toEqual([]);
  expect(await stand()).toEqual(before);
  expect(await Promise.all(before.map(async ({ mailingId }) => mailingState(t.db, mailingId ?? 0)))).toEqual(mailings);
  const { data } = await listMailings(staff.dewi(), { limit: 50 });
  expect(data.every(({ state }) => state === 'done')).toBe(true);
});
