import { listDueMoves, moveDueDates } from '#modules/lending/circulation';
import { getLibrary } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { dueInWords } from '#web/features/circulation/desk/due-words.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { idsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

/** null = the whole network. */
function libraryOf(url: URL): number | null {
  const text = url.searchParams.get('perpustakaan') ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const libraryId = libraryOf(url);
  const [moves, library] = await Promise.all([
    listDueMoves(ctx, libraryId),
    libraryId === null ? null : getLibrary(ctx, libraryId),
  ]);
  return {
    place: library?.name ?? m.libraries_whole_network(),
    state: libraryId === null ? '' : `&perpustakaan=${libraryId}`,
    moves: moves.map(({ id, title, memberName, memberNumber, itemBarcode, dueAt, dueByHand, movesTo, timeZone }) => ({
      id,
      title,
      memberName,
      memberNumber,
      itemBarcode,
      dueByHand,
      due: dueInWords({ dueAt, library: { timeZone } }, ctx),
      movesTo: dueInWords({ dueAt: movesTo, library: { timeZone } }, ctx),
    })),
  };
};

export const actions: Actions = {
  move: formAction({ keeps: false }, async ({ ctx, url, data }) => {
    const libraryId = libraryOf(url);
    const { length: count } = await moveDueDates(ctx, { libraryId, loanIds: idsIn(data, 'loan') });
    return done(m.libraries_due_moves_done({ count }), libraryId === null ? '' : `?perpustakaan=${libraryId}`);
  }),
};
