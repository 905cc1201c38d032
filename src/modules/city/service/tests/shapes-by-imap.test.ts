import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { noticeNeeds, testSecrets } from '#modules/people/notifications/testing';
import { systemCtx } from '#platform/context';
import { MAIL_FOLDERS } from '#platform/receiving/mailbox';
import { startImapHouse } from '../../../../../tests/support/imap-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { collectMails } from '../mail/collect-mails.ts';
import type { MailShape } from '../mail/tests/mail-shape.ts';
import { shapes } from '../mail/tests/mail-shapes.ts';
import { rawMail } from '../../../../../tests/support/raw-mail.ts';

const t = useTestDb();
let imap: Awaited<ReturnType<typeof startImapHouse>>;
beforeAll(async () => {
  imap = await startImapHouse();
});
afterAll(async () => imap.stop());

/** The ticket that answers among the shapes name in their subject. */
const ANSWERED = 'K-2026-00012';
/** Most shapes are of one sender, of whom no more than twenty an hour become something. */
const TOGETHER = 15;

const headOf = ({ raw }: MailShape): string => Buffer.from(raw).toString('latin1').split('\r\n\r\n')[0] ?? '';
const subjectOf = (shape: MailShape): string => shape.subject ?? /^Subject: (.*)$/m.exec(headOf(shape))?.[1] ?? '';
const isAnswer = (shape: MailShape): boolean => subjectOf(shape).toUpperCase().includes(ANSWERED);

/** What staff read of a shape; null = its shape does not say. */
function expectedText(shape: MailShape): string | null {
  const { left = 0 } = shape;
  const text = shape.kept ?? shape.text;
  if (text === undefined) return null;
  const said = [isAnswer(shape) ? '' : subjectOf(shape), text].filter(Boolean).join('\n\n') || '(Surel tanpa teks)';
  return left === 0 ? said : `${said}\n\n(${left} lampiran tidak diterima)`;
}

const unread = async () => (await imap.mailsIn('INBOX')).filter(({ flags }) => !flags.includes('\\Seen'));

/** Rounds until nobody's mail waits, as if an hour lay between them. */
async function collectAll(): Promise<void> {
  const config = { ...noticeNeeds.config, imapUrl: imap.url, mailFrom: imap.address };
  for (let before = Infinity, now = (await unread()).length; now > 0 && now < before;) {
    await t.db.deleteFrom('rateLimit').execute();
    await collectMails(systemCtx(t.db, t.clock, 'service.mail'), { secrets: testSecrets, storage: t.storage, config });
    [before, now] = [now, (await unread()).length];
  }
}

async function deliver(mails: readonly (string | Buffer)[]): Promise<void> {
  for (let nth = 0; nth < mails.length; nth += TOGETHER) {
    for (const mail of mails.slice(nth, nth + TOGETHER)) await imap.deliver(mail);
    await collectAll();
  }
}
const read = async () =>
  t.db
    .selectFrom('ticketMessage')
    .innerJoin('ticket', 'ticket.id', 'ticketMessage.ticketId')
    .select(['text', 'number'])
    .where('author', '=', 'person')
    .orderBy('ticketMessage.id')
    .execute();

test('every shape of a mail that lies in a mailbox is read in its words, and none stays unread', async () => {
  await aLibrary(t.ctx());
  // the last of them is the ticket that answers among the shapes are about
  await deliver(Array.from({ length: 12 }, (_, nth) => rawMail(`Isi ${nth}.`)));
  const before = await read();
  expect(before.at(-1)?.number).toBe(ANSWERED);

  // a mail server keeps no mail without a letter
  const delivered = shapes.filter(({ raw }) => raw.length > 0);
  expect(delivered).toHaveLength(shapes.length - 1);
  await deliver(delivered.map(({ raw }) => raw));
  expect(await unread()).toEqual([]);

  const ofPeople = delivered.filter(({ kind = 'person' }) => kind === 'person');
  const made = (await read()).slice(before.length);
  const found = made.map(({ text, number }, nth) => {
    const shape = ofPeople[nth];
    return {
      name: shape?.name,
      text: shape && expectedText(shape) === null ? null : text,
      answers: number === ANSWERED,
    };
  });
  // none counts as heard before, though many share their words
  expect(found).toEqual(
    ofPeople.map((shape) => ({ name: shape.name, text: expectedText(shape), answers: isAnswer(shape) })),
  );
  // of those whose shape says no text something is read as well
  expect(made.filter(({ text }) => text.trim() === '')).toEqual([]);

  const left = await imap.mailsIn(MAIL_FOLDERS.left);
  expect(left).toHaveLength(delivered.length - ofPeople.length);
  expect(await imap.mailsIn(MAIL_FOLDERS.taken)).toHaveLength(before.length + ofPeople.length);
}, 120_000);
