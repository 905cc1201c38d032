import { writeDown } from '#modules/city/service';
import { CONTACT_KINDS, TICKET_KINDS } from '#modules/city/service/client';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { locales } from '#i18n/runtime';
import { aboutAsked, aboutSent } from '#web/features/service/help/about-asked.server.ts';
import { contactOptions, kindOptions, languageOptions } from '#web/features/service/ticket-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['enquiries.answer', 'complaints.answer'] };

/** `?jenis=complaint` chooses the kind, `?tentang=bib-12` says what it is about. */
export const load: PageServerLoad = async ({ locals: { ctx }, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const may = (id: number): boolean =>
    can(ctx.actor, 'enquiries.answer', id) || can(ctx.actor, 'complaints.answer', id);
  const [all, about] = await Promise.all([
    listLibraries(ctx, { active: true }),
    aboutAsked(ctx, url.searchParams.get('tentang')),
  ]);
  const libraries = all.filter(({ id }) => may(id));
  return {
    kinds: kindOptions(),
    kind: url.searchParams.get('jenis') ?? 'question',
    contacts: contactOptions(),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    libraryId: ctx.libraryId ?? '',
    languages: languageOptions(ctx.locale),
    language: ctx.locale,
    // a loan is of one member alone, whose card is not known here yet
    about: about?.kind === 'loan' ? null : about,
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const { text = '', contact = '', contactName = '', memberNumber = '' } = values;
    const { id, number, code } = await writeDown(ctx, {
      ...{ kind: choiceIn(values, 'kind', TICKET_KINDS), libraryId: idIn(values, 'libraryId'), text },
      ...{ contactKind: choiceIn(values, 'contactKind', CONTACT_KINDS), contact, contactName, memberNumber },
      ...{ language: choiceIn(values, 'language', locales), about: aboutSent(values) },
    });
    return { written: { id, number, code } };
  }),
};
