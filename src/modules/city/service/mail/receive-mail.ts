import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError, platformErrors } from '#platform/errors';
import { countAttempt } from '#platform/requests/rate-limit';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import { TICKET_TEXT_LENGTH } from '../client.ts';
import { insertLink } from '../data/desk.queries.ts';
import { insertMail, isKnownMail, setMailTicket, type MailHashes } from '../data/mail.queries.ts';
import { insertMessage } from '../data/messages.queries.ts';
import type { Ticket } from '../data/tickets.queries.ts';
import { sortFiles, withCleanFiles } from '../people/keep-files.ts';
import { namelessCtx, saveTicket } from '../people/save-ticket.ts';
import { answeringLibrary, countContact } from '../people/send-ticket.ts';
import { freshCode } from '../people/ticket-code.ts';
import { addMessage, countWriting } from '../people/write-again.ts';
import { tellPeople } from '../tell.ts';
import { findThread, type MailThread } from './find-thread.ts';
import { mailHashes } from './mail-hashes.ts';
import { noteBounce } from './note-bounce.ts';
import { noteMachine } from './note-machine.ts';
import { parseMail } from './parse-mail.ts';
import { composeText } from './rules/compose-text.ts';
import type { OwnMail } from './rules/mail-kind.ts';
import { readMail, withSubject, type ReadMail } from './rules/read-mail.ts';

/**
 * What came of a mail. `ticket`, `message`: a ticket, or the next message of one. `bounce`: noted on the ticket of the mail that failed. `again`: it was
 * read before. `auto`, `loop`: no person wrote it to us. `unknown`: a report of a failure that is about nothing of ours. `held`: its sender writes more
 * than a person does.
 */
export type MailOutcome = 'ticket' | 'message' | 'bounce' | 'again' | 'auto' | 'loop' | 'unknown' | 'held';

/** Mails of one sender that become something. */
const PER_SENDER = { limit: 20, windowSeconds: 3600 };
/** All that is told of arrivals: with addresses that somebody made up, no more goes out to strangers. */
const TOLD = { limit: 200, windowSeconds: 3600 };

export type MailNeeds = Pick<Services, 'secrets' | 'storage'>;

/**
 * A mail to the library becomes a ticket, or the next message of one; its sender is told that it came. Read twice, or by two processes at once, it
 * makes nothing twice. What programs write makes nothing and is answered by nobody. Throws for what is no mail, and what went wrong here.
 * @param own our addresses, and the right side of our Message-IDs
 */
export async function receiveMail(ctx: Ctx, needs: MailNeeds, source: Buffer, own: OwnMail): Promise<MailOutcome> {
  const mail = readMail(await parseMail(source), own);
  const who = { ...namelessCtx(ctx), locale: mail.language };
  if (mail.kind === 'loop' || mail.kind === 'auto') return mail.kind;
  const hashes = mailHashes(needs.secrets, mail);
  if (await isKnownMail(ctx.db, hashes)) return 'again';
  if (mail.kind === 'bounce') return noteBounce(who, needs.secrets, mail, hashes[0]);
  try {
    await countSender(who, needs.secrets, mail);
    return await take(who, needs, mail, hashes[0]);
  } catch (error) {
    if (isTooMany(error)) return 'held';
    throw error;
  }
}

const isTooMany = (error: unknown): boolean =>
  error instanceof AppError && error.code === platformErrors.tooManyRequests().code;

async function countSender(ctx: Ctx, secrets: Services['secrets'], { sender }: ReadMail): Promise<void> {
  const place = secrets.mac('ticket-mail-sender', sender.addresses.at(-1) ?? '').toString('base64url');
  await countAttempt(ctx, `ticket-mail:${place}`, PER_SENDER);
}

async function take(ctx: Ctx, needs: MailNeeds, mail: ReadMail, hashes: MailHashes): Promise<MailOutcome> {
  const thread = await findThread(ctx, needs.secrets, mail);
  if (thread?.answers) await countWriting(ctx, thread.ticket);
  const isNameless = !thread?.answers && mail.sender.contact === '';
  const blobs = mail.files.map(({ bytes }) => new Blob([Uint8Array.from(bytes)]));
  const { clean, left } = await sortFiles(blobs, isNameless);
  const receivedAt = ctx.clock.now();
  const isTold = !thread?.answers && mail.sender.contact !== '' && (await mayTell(ctx, mail.sender.contact));
  return withCleanFiles(needs.storage, clean, async (keep) =>
    ctx.db.transaction().execute(async (trx): Promise<MailOutcome> => {
      const known = await insertMail(trx, hashes, { ticketId: null, receivedAt });
      if (known === null) return 'again';
      if (thread?.answers) {
        const text = textOf(mail.text, thread.ticket.language, left);
        await addMessage(trx, ctx, thread.ticket, { text, ended: null, keep });
        if (thread.isOther) await noteMachine(trx, ctx, thread.ticket, m.service_mail_other_address);
        await setMailTicket(trx, known, thread.ticket.id);
        return 'message';
      }
      const { ticket, messageId } = await newTicket(trx, ctx, mail, left);
      await keep(trx, messageId);
      await setMailTicket(trx, known, ticket.id);
      if (thread) await putBeside(trx, ctx, ticket, thread);
      if (isTold) await tellPeople(trx, ctx, [ticket], { news: 'received', answer: '', change: '', key: 'received' });
      return 'ticket';
    }),
  );
}

/** What is told of arrivals goes to one address, and out at all, so often and no more: whoever answers by a program gets no talk going. */
async function mayTell(ctx: Ctx, contact: string): Promise<boolean> {
  try {
    await countContact(ctx, contact);
    await countAttempt(ctx, 'ticket-mail-told', TOLD);
    return true;
  } catch (error) {
    if (isTooMany(error)) return false;
    throw error;
  }
}

function textOf(text: string, locale: 'id' | 'en', left: number): string {
  const words = {
    empty: m.service_mail_empty({}, { locale }),
    notes: left === 0 ? [] : [m.service_mail_files_left({ count: left }, { locale })],
    cut: m.service_mail_cut({}, { locale }),
  };
  return composeText(text, words, TICKET_TEXT_LENGTH);
}

async function newTicket(trx: Tx, ctx: Ctx, mail: ReadMail, left: number) {
  const { contact, name } = mail.sender;
  const library = await answeringLibrary(ctx, null);
  const saved = await saveTicket(trx, ctx, {
    ...{ code: freshCode(), kind: 'question', library, via: 'mail', language: mail.language, proven: false },
    text: textOf(withSubject(mail), mail.language, left),
    ...{ memberId: null, aboutKind: null, aboutRef: '', aboutLabel: '' },
    ...(contact === ''
      ? { contactKind: 'none', contact: '', contactName: '' }
      : { contactKind: 'email', contact, contactName: name }),
  });
  if (!saved) throw platformErrors.internal();
  return saved;
}

/** Staff see the new ticket beside the one that it names. */
async function putBeside(trx: Tx, ctx: Ctx, { id, libraryId }: Ticket, { ticket }: MailThread): Promise<void> {
  await insertLink(trx, Math.min(id, ticket.id), Math.max(id, ticket.id));
  const linked = { action: 'ticket.linked', entity: 'ticket', entityId: id, libraryId };
  await recordAudit(trx, ctx, { ...linked, after: { to: ticket.number } });
}
