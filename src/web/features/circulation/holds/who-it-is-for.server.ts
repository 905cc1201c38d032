import { viewAccount } from '#modules/lending/circulation';
import { searchMembers } from '#modules/people/members';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { m } from '#i18n/messages';

/** For whom it is reserved: one member, several of the name, or nobody (in words). */
export type WhoItIsFor =
  | { kind: 'member'; number: string; name: string }
  | { kind: 'several'; members: { number: string; name: string }[] }
  | { kind: 'nobody'; why: string };

const OFFERED = 8;

/** A card that was scanned, a number or a name that was typed; null = nothing was. */
export async function whoItIsFor(ctx: Ctx, asked: string): Promise<WhoItIsFor | null> {
  const text = asked
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100);
  if (text === '') return null;
  try {
    const { member } = await viewAccount(ctx, text.replaceAll(/\s+/g, ''));
    return { kind: 'member', number: member.number, name: member.fullName };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'circulation.unknown_member') throw error;
    const named = /\p{L}{2}/u.test(text) && canAnywhere(ctx.actor, 'members.read');
    const { data } = named ? await searchMembers(ctx, { q: text, limit: OFFERED }) : { data: [] };
    if (data.length === 0) {
      return { kind: 'nobody', why: named ? m.hold_desk_no_member({ name: text }) : explainError(error, ctx.locale) };
    }
    return { kind: 'several', members: data.map(({ number, fullName }) => ({ number, name: fullName })) };
  }
}
