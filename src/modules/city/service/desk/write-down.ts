import { findMemberByNumber } from '#modules/people/members';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { serves } from '#platform/rights/authorize';
import { describeAbout } from '../people/describe-about.ts';
import { saveTicket } from '../people/save-ticket.ts';
import { freshCode } from '../people/ticket-code.ts';
import { authorizeTicket, permissionFor } from '../rights.ts';
import { printedCode } from '../rules/secret-code.ts';
import type { TicketKind } from '../rules/states.ts';
import { deskTicketInput, type DeskTicketInput } from '../schema.ts';
import { tellPeople } from '../tell.ts';

/**
 * Somebody says something at the desk or by telephone, and it is written down for them. Needs the right for its kind at that library. Throws
 * `platform.forbidden`, `platform.invalid_input`, `libraries.not_found`.
 * @returns with the secret code, which is shown once
 */
export async function writeDown(
  ctx: Ctx,
  input: DeskTicketInput,
): Promise<{ id: number; number: string; code: string }> {
  const parsed = parseInput(deskTicketInput, input);
  const { kind, text, libraryId, contactKind, contact, contactName, memberNumber, language = ctx.locale } = parsed;
  authorizeTicket(ctx, { kind, libraryId });
  const library = await getLibrary(ctx, libraryId);
  const memberId = contactKind === 'account' ? await memberOf(ctx, memberNumber, kind) : null;
  const about = await describeAbout(ctx, parsed.about, { contactKind, memberId });
  const code = freshCode();
  return ctx.db.transaction().execute(async (trx) => {
    const saved = await saveTicket(trx, ctx, {
      ...{ code, kind, text, library, contactKind, contact, contactName, memberId, ...about },
      ...{ via: 'desk', language, proven: true },
    });
    if (!saved) throw platformErrors.internal();
    const { ticket } = saved;
    await tellPeople(trx, ctx, [ticket], { news: 'received', answer: '', change: '', key: 'received' });
    return { id: ticket.id, number: ticket.number, code: printedCode(code) };
  });
}

async function memberOf(ctx: Ctx, number: string, kind: TicketKind): Promise<number> {
  const wrong = (reason: string) => platformErrors.invalidInput({}, { memberNumber: reason });
  if (number === '') throw wrong('required');
  const found = await findMemberByNumber(ctx.db, number);
  if (!found || !serves(ctx.actor, permissionFor(kind), found.homeLibraryId)) throw wrong('no_such_member');
  return found.id;
}
