import { redirect, type RequestEvent } from '@sveltejs/kit';
import { listDueMoves, moveDueDates } from '#modules/lending/circulation';
import { getLibrary } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { dueInWords } from '#web/features/circulation/desk/due-words.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { numbersOf } from '#web/features/programs/staff-program.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

const PATH = '/staf/hari-tutup/dampak';

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
  move: async ({ request, locals: { ctx }, url, cookies }: RequestEvent) => {
    const libraryId = libraryOf(url);
    const form = await request.formData();
    const loanIds = numbersOf(form, 'loan');
    let moved: number;
    try {
      moved = (await moveDueDates(ctx, { libraryId, loanIds })).length;
    } catch (error) {
      return refuseForm(error, ctx, {});
    }
    setFlash(cookies, 'ok', m.libraries_due_moves_done({ count: moved }));
    redirect(303, localizeHref(libraryId === null ? PATH : `${PATH}?perpustakaan=${libraryId}`));
  },
};
