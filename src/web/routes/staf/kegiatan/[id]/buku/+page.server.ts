import {
  asideChoices,
  getProgram,
  listCopiesAside,
  listSessions,
  markFetched,
  releaseCopy,
  setCopiesAside,
  type AsideHindrance,
} from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { idIn, idOrNull, wholeIn, textsIn, idsIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

const HINDRANCES: Record<AsideHindrance, () => string> = {
  late: m.programs_aside_late,
  readers_wait: m.programs_aside_readers,
  promised: m.programs_aside_promised,
};

/** What is set aside for a programme until its day, what to fetch from the shelves, and what may be set aside yet. */
export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const program = await getProgram(ctx, idOf(params.id));
  const { id, library } = program;
  const [copies, choices, sessions] = await Promise.all([
    listCopiesAside(ctx, id),
    asideChoices(ctx, id),
    listSessions(ctx, id),
  ]);
  const lists = [null, ...sessions].map((session) => ({
    sessionId: session?.id ?? null,
    title: session?.title ?? m.programs_aside_whole(),
    books: choices
      .filter((book) => book.sessionId === (session?.id ?? null))
      .map(({ bibId, title, free, aside, hindrance }) => ({
        ...{ bibId, title, free, aside },
        href: localizeHref(`/katalog/${bibId}`),
        hindrance: hindrance && HINDRANCES[hindrance](),
      })),
  }));
  return {
    title: program.title,
    library: library.name,
    back: localizeHref(staffProgramPath(id, '#bacaan')),
    lists: lists.filter((list) => list.books.length > 0),
    copies: copies.map((copy) => ({
      id: copy.id,
      shelf: [copy.callNumber, copy.spaceName].filter(Boolean).join(' · ') || m.programs_aside_no_shelf(),
      title: copy.title,
      barcode: copy.barcode,
      for: copy.sessionId === null ? m.programs_aside_whole() : copy.sessionTitle,
      until: copy.untilAt === null ? '' : formatDate(localDate(copy.untilAt, library.timeZone), ctx.locale, 'medium'),
      fetched: copy.fetchedAt !== null,
    })),
  };
};

export const actions: Actions = {
  setAside: formAction({ form: 'setAside' }, async ({ ctx, params, values, data }) => {
    const barcodes = textsIn(data, 'barcode');
    const { length: count } = await setCopiesAside(ctx, idOf(params.id), {
      bibId: idIn(values, 'bibId'),
      sessionId: idOrNull(values, 'sessionId'),
      ...(barcodes.length > 0 ? { barcodes } : { count: wholeIn(values, 'count') ?? 0 }),
    });
    return m.programs_aside_said({ count });
  }),
  taken: formAction({ form: 'taken' }, async ({ ctx, params, data }) => {
    const ids = idsIn(data, 'id');
    await markFetched(ctx, idOf(params.id), ids, true);
    return m.programs_aside_fetched_said({ count: ids.length });
  }),
  missing: formAction({ form: 'taken' }, async ({ ctx, params, data }) => {
    await markFetched(ctx, idOf(params.id), idsIn(data, 'id'), false);
    return m.programs_aside_put_back_said();
  }),
  release: formAction({ form: 'release' }, async ({ ctx, params, values }) => {
    await releaseCopy(ctx, idOf(params.id), idIn(values));
    return m.programs_aside_released_said();
  }),
};
