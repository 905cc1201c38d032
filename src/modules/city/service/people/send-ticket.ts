import { createHash, randomBytes } from 'node:crypto';
import { getLibrary, mainLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { isSolved, makeChallenge } from '#platform/requests/proof-of-work';
import { countAttempt, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import { selectMessages } from '../data/messages.queries.ts';
import { findTicketByCode, selectSteps, type Ticket } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { printedCode } from '../rules/secret-code.ts';
import { ticketInput, type TicketInput } from '../schema.ts';
import { tellPeople } from '../tell.ts';
import { describeAbout } from './describe-about.ts';
import { withFiles } from './keep-files.ts';
import { namelessCtx, saveTicket } from './save-ticket.ts';
import { codeHash, codeOfForm } from './ticket-code.ts';
import { writeAgain } from './write-again.ts';

/** Who solved no riddle may be a machine. */
const UNPROVEN_PER_ADDRESS = { limit: 30, windowSeconds: 3600 };
const PER_MEMBER = { limit: 20, windowSeconds: 3600 };
/** An address of somebody else is written to no more often than this. */
const PER_CONTACT = { limit: 6, windowSeconds: 3600 };

const formOf = (token: string): string => `bantuan:${token}`;

/** A form of its own for who is about to write: its token, and the riddle that a browser with JavaScript solves meanwhile. */
export async function ticketForm(ctx: Ctx, secrets: Services['secrets']) {
  const token = randomBytes(18).toString('base64url');
  return { token, challenge: await makeChallenge(ctx, secrets, formOf(token)) };
}

/** What is sent, and by which form. */
export type SentTicket = TicketInput & {
  /** Of {@link ticketForm}: the same form sent twice is one ticket. */
  token: string;
  /** The solved riddle; '' = none. */
  proof: string;
  ip: string;
  /** Up to three pictures or PDFs. */
  files?: readonly Blob[];
};

/**
 * Anybody asks, complains, suggests or praises; without a place it goes to the main library. Whoever gives no contact is kept nowhere: neither
 * in the ticket nor in its trace. Throws `platform.too_many_requests`, `platform.invalid_input`, `platform.too_large`,
 * `platform.not_acceptable_file`, `libraries.not_found`.
 * @returns its number, and the secret code as it is printed: known to whoever sent it alone, and the only way back without a contact
 */
export async function sendTicket(
  ctx: Ctx,
  needs: Pick<Services, 'secrets' | 'storage'>,
  { token, proof, ip, files = [], ...input }: SentTicket,
): Promise<{ number: string; code: string }> {
  const parsed = parseInput(ticketInput, input);
  if (!/^[A-Za-z0-9_-]{20,60}$/.test(token)) throw platformErrors.invalidInput({}, { token: 'invalid' });
  const member = ctx.actor.kind === 'member' ? ctx.actor : null;
  const { contactKind, contact } = parsed;
  if (contactKind === 'account' && !member)
    throw platformErrors.invalidInput({}, { contactKind: 'service_sign_in_first' });
  const isNameless = contactKind === 'none';
  const proven = await isSolved(ctx, needs.secrets, formOf(token), proof);
  await countSending(ctx, needs.secrets, {
    ip,
    contact,
    proven,
    memberId: contactKind === 'account' ? (member?.id ?? null) : null,
  });
  const library = await answeringLibrary(ctx, parsed.libraryId);
  const memberId = contactKind === 'account' ? (member?.id ?? null) : null;
  const about = await describeAbout(ctx, parsed.about, { contactKind, memberId });
  const code = codeOfForm(needs.secrets, token);
  const who = memberId === null ? namelessCtx(ctx) : ctx;
  const number = await withFiles(needs.storage, { files, isNameless }, async (keep) =>
    ctx.db.transaction().execute(async (trx) => {
      const saved = await saveTicket(trx, who, {
        ...{ code, library, memberId, proven, contactKind, contact, contactName: parsed.contactName },
        ...{ kind: parsed.kind, text: parsed.text, language: ctx.locale, ...about },
        // "from the account" of somebody without a name would say that they have one
        via: parsed.via === 'account' && memberId === null ? 'site' : parsed.via,
      });
      if (!saved) return null;
      await keep(trx, saved.messageId);
      await tellPeople(trx, who, [saved.ticket], { news: 'received', answer: '', change: '', key: 'received' });
      return saved.ticket.number;
    }),
  );
  if (number !== null) return { number, code: printedCode(code) };
  const again = { kind: parsed.kind, libraryId: library.id, contactKind, contact, memberId };
  return {
    number: await sentBefore(ctx, needs, again, { code, ip, text: parsed.text, files }),
    code: printedCode(code),
  };
}

/**
 * The same form came before: other words and files are added to what it became. Throws `service.form_used` where it is of another kind, for another
 * place or from somebody else now: then it is not the same any more, and nothing of it would be answered rightly.
 * @returns the number of what it became
 */
async function sentBefore(
  ctx: Ctx,
  needs: Pick<Services, 'storage'>,
  again: Pick<Ticket, 'kind' | 'libraryId' | 'contactKind' | 'contact' | 'memberId'>,
  { code, text, files, ip }: { code: string; ip: string; text: string; files: readonly Blob[] },
): Promise<string> {
  const found = await findTicketByCode(ctx.db, codeHash(code));
  if (!found) throw serviceErrors.ticketNotFound();
  const { number } = found;
  const steps = await selectSteps(ctx.db, [found.id]);
  // as it was sent: staff may have filed it otherwise since
  const kind = steps.find(({ what }) => what === 'received')?.detail;
  const isElsewhere = steps.some(({ what }) => what === 'moved' || what === 'merged');
  const isSame =
    kind === again.kind &&
    (isElsewhere || found.libraryId === again.libraryId) &&
    (['contactKind', 'contact', 'memberId'] as const).every((key) => found[key] === again[key]);
  if (!isSame) throw serviceErrors.formUsed({ number });
  const said = (await selectMessages(ctx.db, [found.id])).filter(({ author }) => author === 'person');
  const isSaid = said.some((one) => one.text === text);
  if (isSaid && files.length <= said.flatMap((one) => one.files).length) return number;
  const words = isSaid ? m.service_files_later({}, { locale: ctx.locale }) : text;
  await writeAgain(ctx, needs, { code, ip, text: words, files });
  return number;
}

async function countSending(
  ctx: Ctx,
  secrets: Services['secrets'],
  { ip, contact, proven, memberId }: { ip: string; contact: string; proven: boolean; memberId: number | null },
): Promise<void> {
  // beside the instant of a ticket without a name stands no address
  const place = secrets.mac('ticket-place', networkOf(ip)).toString('base64url');
  await countAttempt(ctx, `ticket:${place}`, SHARED_ADDRESS);
  if (memberId !== null) await countAttempt(ctx, `ticket-member:${memberId}`, PER_MEMBER);
  else if (!proven) await countAttempt(ctx, `ticket-unproven:${place}`, UNPROVEN_PER_ADDRESS);
  if (contact !== '') await countContact(ctx, contact);
}

/** Counts what goes to an address that anybody may have given. Throws `platform.too_many_requests`. */
async function countContact(ctx: Ctx, contact: string): Promise<void> {
  const known = createHash('sha256').update(contact.toLowerCase()).digest('base64url');
  await countAttempt(ctx, `ticket-contact:${known}`, PER_CONTACT);
}

/** Where it is answered: at the library that was named, else at the main one. Throws `libraries.not_found`. */
export async function answeringLibrary(ctx: Ctx, libraryId: number | null) {
  if (libraryId !== null) {
    const library = await getLibrary(ctx, libraryId);
    if (!library.active) throw platformErrors.invalidInput({}, { libraryId: 'unknown' });
    return library;
  }
  const main = await mainLibrary(ctx);
  if (!main) throw platformErrors.invalidInput({}, { libraryId: 'required' });
  return main;
}
