import { mainLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import { TICKET_TEXT_LENGTH } from '../client.ts';
import { insertMail, setMailTicket, type MailHashes } from '../data/mail.queries.ts';
import type { Ticket } from '../data/tickets.queries.ts';
import { sortFiles, withCleanFiles } from '../people/keep-files.ts';
import { saveTicket } from '../people/save-ticket.ts';
import { freshCode } from '../people/ticket-code.ts';
import { addMessage, countWriting } from '../people/write-again.ts';
import { putBeside } from '../put-beside.ts';
import { tellPeople } from '../tell.ts';
import { findThread, heldThread, type MailThread } from './find-thread.ts';
import { countSender, mayTell } from './mail-limits.ts';
import { noteMachine } from './note-machine.ts';
import { composeText } from './rules/compose-text.ts';
import { withSubject, type ReadMail } from './rules/read-mail.ts';

type Keep = (trx: Tx, messageId: number) => Promise<void>;
/** What a mail says, and in how many of its files it is not kept. */
interface Taken {
  mail: ReadMail;
  left: number;
  keep: Keep;
}

/**
 * What a person wrote becomes the next message of their ticket, or a ticket. Throws `platform.too_many_requests` where too much is written to one ticket,
 * or by one sender; whatever fails, nothing is counted.
 * @returns `again`: another process was faster with the same mail
 */
export async function takeMail(
  ctx: Ctx,
  { secrets, storage }: Pick<Services, 'secrets' | 'storage'>,
  mail: ReadMail,
  hashes: MailHashes,
): Promise<'ticket' | 'message' | 'again'> {
  const found = await findThread(ctx, secrets, mail);
  const { contact } = mail.sender;
  const { clean, left } = await sortFiles(
    mail.files.map(({ bytes }) => bytes),
    contact === '',
  );
  const library = await mainLibrary(ctx);
  // no fault of the mail: it waits until there is one
  if (!library) throw new Error('no library answers mails yet');
  return withCleanFiles(storage, clean, async (keep) =>
    ctx.db.transaction().execute(async (trx) => {
      const inside = { ...ctx, db: trx };
      const known = await insertMail(trx, hashes, { ticketId: null, receivedAt: ctx.clock.now() });
      if (known === null) return 'again';
      await countSender(inside, secrets, mail.sender);
      const thread = found && (await heldThread(trx, found));
      const taken = { mail, left, keep };
      if (thread?.answers) {
        await countWriting(inside, thread.ticket);
        await addAnswer(trx, ctx, thread, taken);
        await setMailTicket(trx, known, thread.ticket.id);
        return 'message';
      }
      const ticket = await newTicket(trx, ctx, library, taken);
      await setMailTicket(trx, known, ticket.id);
      if (thread) await putBeside(trx, ctx, ticket, thread.ticket);
      if (contact !== '' && (await mayTell(inside, secrets, contact))) {
        await tellPeople(trx, ctx, [ticket], { news: 'received', answer: '', change: '', key: 'received' });
      }
      return 'ticket';
    }),
  );
}

function textOf(text: string, locale: 'id' | 'en', left: number): string {
  const words = {
    empty: m.service_mail_empty({}, { locale }),
    notes: left === 0 ? [] : [m.service_mail_files_left({ count: left }, { locale })],
    cut: m.service_mail_cut({}, { locale }),
  };
  return composeText(text, words, TICKET_TEXT_LENGTH);
}

async function addAnswer(
  trx: Tx,
  ctx: Ctx,
  { ticket, isOther }: MailThread,
  { mail, left, keep }: Taken,
): Promise<void> {
  const text = textOf(mail.text, ticket.language, left);
  await addMessage(trx, ctx, ticket, { text, ended: null, keep });
  if (isOther) await noteMachine(trx, ctx, ticket, m.service_mail_other_address);
}

async function newTicket(
  trx: Tx,
  ctx: Ctx,
  library: { id: number; timeZone: string },
  { mail, left, keep }: Taken,
): Promise<Ticket> {
  const { contact, name } = mail.sender;
  const saved = await saveTicket(trx, ctx, {
    ...({ kind: 'question', via: 'mail', proven: false, memberId: null } as const),
    ...{ code: freshCode(), library, language: mail.language, text: textOf(withSubject(mail), mail.language, left) },
    ...{ aboutKind: null, aboutRef: '', aboutLabel: '' },
    ...(contact === ''
      ? ({ contactKind: 'none', contact: '', contactName: '' } as const)
      : ({ contactKind: 'email', contact, contactName: name } as const)),
  });
  if (!saved) throw platformErrors.internal();
  await keep(trx, saved.messageId);
  return saved.ticket;
}
