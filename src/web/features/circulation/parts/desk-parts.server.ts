import { getLoan, type DeskPlacement, type Notice } from '#modules/lending/circulation';
import type { Loan } from '#modules/lending/circulation/client';
import type { Ctx } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { DeskAnswer, DeskStep } from '../desk/desk-answer.ts';

export type DeskCtx = Ctx & { libraryId: number };

/** Within this many seconds a second scan of the same book is taken for the scanner's echo, not for a mistake. */
const ECHO_SECONDS = 60;

/** An answer of the desk in which only some parts are said. */
export const answerOf = (part: Partial<DeskAnswer> & Pick<DeskAnswer, 'tone' | 'title'>): DeskAnswer => ({
  text: [],
  steps: [],
  choices: [],
  links: [],
  undo: null,
  refused: null,
  ...part,
});
export const step = (
  key: DeskStep['key'],
  label: string,
  action: string,
  fields: DeskStep['fields'],
  asksReason = false,
) => ({
  key,
  label,
  action,
  fields,
  asksReason,
});

/** The slip that is folded into a book which does not go back to its shelf, or the programme in whose room it waits. */
export function slipLinks(placement: DeskPlacement): DeskAnswer['links'] {
  if (placement.kind === 'program') {
    return [{ href: localizeHref(`/staf/kegiatan/${placement.program.id}`), label: placement.program.title }];
  }
  if (placement.kind === 'shelf' || placement.kind === 'bulk_loan') return [];
  const what = placement.kind === 'hold_shelf' ? `titipan=${placement.hold.id}` : `kirim=${placement.transit.id}`;
  return [{ href: localizeHref(`/staf/pesanan/slip?${what}`), label: m.desk_print_slip() }];
}

/** Notices as people read them. */
export const wordsOf = (notices: readonly Notice[], { locale }: Ctx): string[] =>
  notices.map(({ code, params }) => sentenceOf('notice', code, params, locale) ?? code);

/** A scanner sometimes reads a book twice: this desk has lent it to this member just now. */
export async function lentMomentsAgo(ctx: DeskCtx, loanId: number): Promise<Loan | null> {
  const loan = await getLoan(ctx, loanId);
  const age = ctx.clock.now().getTime() - loan.loanedAt.getTime();
  return age <= ECHO_SECONDS * 1000 && loan.renewalCount === 0 ? loan : null;
}
