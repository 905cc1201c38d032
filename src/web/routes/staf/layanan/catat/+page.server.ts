import { writeDown } from '#modules/city/service';
import { CONTACT_KINDS, TICKET_KINDS } from '#modules/city/service/client';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { contactOptions, kindOptions } from '#web/features/service/ticket-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['enquiries.answer', 'complaints.answer'] };

export const load: PageServerLoad = async ({ locals: { ctx }, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const may = (id: number): boolean =>
    can(ctx.actor, 'enquiries.answer', id) || can(ctx.actor, 'complaints.answer', id);
  const libraries = (await listLibraries(ctx, { active: true })).filter(({ id }) => may(id));
  return {
    kinds: kindOptions(),
    kind: url.searchParams.get('jenis') ?? 'question',
    contacts: contactOptions(),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    libraryId: ctx.libraryId ?? '',
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const { text = '', contact = '', contactName = '', memberNumber = '' } = values;
    const { id, number, code } = await writeDown(ctx, {
      ...{ kind: choiceIn(values, 'kind', TICKET_KINDS), libraryId: idIn(values, 'libraryId'), text },
      ...{ contactKind: choiceIn(values, 'contactKind', CONTACT_KINDS), contact, contactName, memberNumber },
    });
    return { written: { id, number, code } };
  }),
};
