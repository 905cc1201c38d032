import {
  answerTicket,
  changeKind,
  draftAnswer,
  handOver,
  handTicket,
  linkTickets,
  mergeTickets,
  moveToLibrary,
  noteOnTicket,
  noteSenderCalled,
  passOnPraise,
  reopenTicket,
  setElement,
  setRough,
  splitTicket,
  tagTicket,
  takeTicket,
  tellChange,
  unlinkTickets,
  watchTicket,
  withdrawChange,
} from '#modules/city/service';
import { TICKET_KINDS } from '#modules/city/service/client';
import { IKM_ELEMENTS } from '#modules/community/questionnaires/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { ticketView } from '#web/features/service/ticket-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idAsked, idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['enquiries.answer', 'complaints.answer'] };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const cannedId = idAsked(url.searchParams.get('pakai'));
  return { ticket: await ticketView(ctx, services, { id: idOf(params.id), cannedId }) };
};

const LIST = '/staf/layanan';
const OUTCOMES = ['resolved', 'waiting_patron'] as const;

export const actions: Actions = {
  answer: formAction({ form: 'answer' }, async ({ ctx, params, values }) => {
    await answerTicket(ctx, idOf(params.id), {
      ...{ text: values.text ?? '', outcome: choiceIn(values, 'outcome', OUTCOMES), version: versionIn(values) },
      ...{ changeText: values.changeText ?? '', changePublic: values.changePublic === '1' },
    });
    return done(m.service_sent(), `${LIST}/${params.id}`);
  }),
  note: formAction({ form: 'note' }, async ({ ctx, params, values }) => {
    await noteOnTicket(ctx, idOf(params.id), { text: values.text ?? '' });
    return m.service_note_saved();
  }),
  transfer: formAction({ form: 'transfer' }, async ({ ctx, params, values }) => {
    const { to = '', number = '', text = '' } = values;
    await handOver(ctx, idOf(params.id), { to, number, text, version: versionIn(values) });
    return m.service_other_agency_said();
  }),
  reopen: formAction({ form: 'reopen' }, async ({ ctx, params }) => {
    await reopenTicket(ctx, idOf(params.id));
    return m.service_reopened();
  }),
  take: formAction({ form: 'take' }, async ({ ctx, params }) => {
    await takeTicket(ctx, idOf(params.id));
    return m.service_owner_taken();
  }),
  hand: formAction({ form: 'hand' }, async ({ ctx, params, values }) => {
    await handTicket(ctx, idOf(params.id), idIn(values, 'accountId'));
    return m.service_owner_given();
  }),
  watch: formAction({ form: 'watch' }, async ({ ctx, params, values }) => {
    const watches = values.watches === '1';
    await watchTicket(ctx, idOf(params.id), watches);
    return watches ? m.service_watching() : m.service_watching_not();
  }),
  tags: formAction({ form: 'tags' }, async ({ ctx, params, values }) => {
    const tags = (values.tags ?? '').split(',').map((tag) => tag.trim());
    await tagTicket(
      ctx,
      idOf(params.id),
      tags.filter((tag) => tag !== ''),
    );
    return m.service_tags_saved();
  }),
  praise: formAction({ form: 'praise' }, async ({ ctx, params, values }) => {
    const passed = await passOnPraise(ctx, idOf(params.id), idIn(values, 'accountId'));
    return passed ? m.service_praise_passed() : m.service_praise_before();
  }),
  element: formAction({ form: 'element' }, async ({ ctx, params, values }) => {
    await setElement(ctx, idOf(params.id), values.element ? choiceIn(values, 'element', IKM_ELEMENTS) : null);
    return m.service_element_saved();
  }),
  join: formAction({ form: 'join' }, async ({ ctx, params, values }) => {
    const number = values.number ?? '';
    if (values.how !== 'merge') {
      await linkTickets(ctx, idOf(params.id), number);
      return m.service_linked();
    }
    await mergeTickets(ctx, idOf(params.id), number);
    return m.service_merged({ number });
  }),
  unlink: formAction({ form: 'unlink' }, async ({ ctx, params, values }) => {
    await unlinkTickets(ctx, idOf(params.id), values.number ?? '');
    return m.service_unlinked();
  }),
  split: formAction({ form: 'split' }, async ({ ctx, params, values }) => {
    const kind = choiceIn(values, 'kind', TICKET_KINDS);
    const { number } = await splitTicket(ctx, idOf(params.id), { messageId: idIn(values, 'messageId'), kind });
    return m.service_split_done({ number });
  }),
  kind: formAction({ form: 'kind' }, async ({ ctx, params, values }) => {
    await changeKind(ctx, idOf(params.id), choiceIn(values, 'kind', TICKET_KINDS));
    return m.service_kind_changed();
  }),
  move: formAction({ form: 'move' }, async ({ ctx, params, values }) => {
    await moveToLibrary(ctx, idOf(params.id), idIn(values, 'libraryId'));
    // who answers here may not be one who answers there
    return done(m.service_moved(), LIST);
  }),
  change: formAction({ form: 'change' }, async ({ ctx, params, values }) => {
    const { changeText = '', changePublic } = values;
    await tellChange(ctx, idOf(params.id), {
      ...{ changeText, changePublic: changePublic === '1', version: versionIn(values) },
    });
    return m.service_change_told();
  }),
  rough: formAction({ form: 'rough' }, async ({ ctx, params, values }) => {
    const rough = values.rough === '1';
    await setRough(ctx, idOf(params.id), { messageId: idIn(values, 'messageId'), rough, title: values.title ?? '' });
    return rough ? m.service_rough_folded() : m.service_rough_undone();
  }),
  withdraw: formAction({ form: 'withdraw' }, async ({ ctx, params }) => {
    await withdrawChange(ctx, idOf(params.id));
    return m.service_change_withdrawn();
  }),
  draft: formAction({ form: 'draft' }, async ({ ctx, params }) =>
    done(m.service_to_answers_done(), `/staf/layanan/tanya-jawab/${await draftAnswer(ctx, idOf(params.id))}`),
  ),
  told: formAction({ form: 'told' }, async ({ ctx, params, values }) => {
    await noteSenderCalled(ctx, idOf(params.id), idIn(values));
    return m.service_told();
  }),
};
