import { mainLibrary } from '#modules/ground/libraries';
import { contactMembers } from '#modules/people/members';
import { takeHeard, type HeardMessage } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { hasRoom } from '#platform/requests/rate-limit';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import { TICKET_TEXT_LENGTH } from '../client.ts';
import { findChatTicket, findOpenBeside, type ChatWriter } from '../data/chats.queries.ts';
import type { Ticket } from '../data/tickets.queries.ts';
import { findTicket } from '../data/tickets.queries.ts';
import { heldThread } from '../mail/find-thread.ts';
import { cleanText } from '../mail/rules/clean-text.ts';
import { composeText } from '../mail/rules/compose-text.ts';
import { languageOf } from '../mail/rules/language-of.ts';
import { namelessCtx, saveTicket } from '../people/save-ticket.ts';
import { freshCode } from '../people/ticket-code.ts';
import { addMessage } from '../people/write-again.ts';
import { putBeside } from '../put-beside.ts';
import { tellPeople } from '../tell.ts';

/** Days after the end of a ticket in which the next message in its chat still belongs to it. */
const CHAT_DAYS = 7;
/** Of what came whoever writes is told once an hour: lines that follow each other are one conversation, and two machines get no talk going. */
const TOLD = { limit: 1, windowSeconds: 3600 };

type Needs = Pick<Services, 'secrets'>;
type Library = NonNullable<Awaited<ReturnType<typeof mainLibrary>>>;

/**
 * What people wrote by Telegram and WhatsApp becomes tickets of the main library, or the next messages of theirs; each becomes something once.
 * Without a library it waits.
 */
export async function takeChats(ctx: Ctx, needs: Needs, signal?: AbortSignal): Promise<void> {
  const library = await mainLibrary(ctx);
  if (!library) return;
  const take = async (trx: Tx, who: Ctx, message: HeardMessage) =>
    takeOne(trx, namelessCtx(who), needs, { library, message });
  await takeHeard(ctx, take, signal);
}

const writerOf = ({ memberId, phone }: HeardMessage): ChatWriter => {
  if (memberId !== null) return { memberId };
  if (phone !== null) return { phone };
  throw new Error('a message of nobody');
};

async function takeOne(
  trx: Tx,
  ctx: Ctx,
  needs: Needs,
  { library, message }: { library: Library; message: HeardMessage },
): Promise<void> {
  const words = cleanText(message.words);
  if (words === '') return;
  const writer = writerOf(message);
  const closedAfter = new Date(ctx.clock.now().getTime() - CHAT_DAYS * 86_400_000);
  const id = await findChatTicket(trx, writer, { via: message.channel, closedAfter });
  const found = id === null ? undefined : await findTicket(trx, id);
  // whoever sent it may be forgotten by the time that it is held
  const thread = found && (await heldThread(trx, { ticket: found, answers: true, isOther: false }));
  if (thread) {
    const text = textOf(words, message, thread.ticket.language);
    await addMessage(trx, ctx, thread.ticket, { text, ended: null, keep: async () => Promise.resolve() });
    return;
  }
  const ticket = await newTicket(trx, ctx, library, { message, words });
  const other = await findOpenBeside(trx, writer, message.channel);
  if (other) await putBeside(trx, ctx, ticket, other);
  const known = needs.secrets.mac('ticket-chat', `${message.channel} ${message.memberId ?? message.phone}`);
  if (await hasRoom({ ...ctx, db: trx }, `ticket-chat-told:${known.toString('base64url')}`, TOLD)) {
    await tellPeople(trx, ctx, [ticket], { news: 'received', answer: '', change: '', key: 'received' });
  }
}

async function newTicket(
  trx: Tx,
  ctx: Ctx,
  library: Library,
  { message, words }: { message: HeardMessage; words: string },
): Promise<Ticket> {
  const { channel, memberId, phone, name } = message;
  const card = memberId === null ? undefined : (await contactMembers(trx, [memberId])).get(memberId);
  const language = card?.locale ?? languageOf(words);
  const saved = await saveTicket(trx, ctx, {
    ...({ kind: 'question', via: channel, proven: false, code: freshCode(), library, language } as const),
    ...{ text: textOf(words, message, language), aboutKind: null, aboutRef: '', aboutLabel: '', memberId },
    ...(memberId === null
      ? ({ contactKind: 'whatsapp', contact: phone ?? '', contactName: name } as const)
      : ({ contactKind: 'account', contact: '', contactName: '' } as const)),
  });
  if (!saved) throw platformErrors.internal();
  return saved.ticket;
}

function textOf(words: string, { hasFile }: HeardMessage, locale: 'id' | 'en'): string {
  const notes = hasFile ? [m.service_chat_file_left({}, { locale })] : [];
  return composeText(words, { empty: '', notes, cut: m.service_chat_cut({}, { locale }) }, TICKET_TEXT_LENGTH);
}
