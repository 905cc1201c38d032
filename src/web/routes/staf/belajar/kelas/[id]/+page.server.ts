import {
  addFromList,
  addPupils,
  addTeacher,
  chooseBox,
  endClass,
  handOverClass,
  noteAllConsents,
  noteConsent,
  removeTeacher,
  reopenClass,
  resetPupilPin,
  rewordMessage,
  saveClass,
  takeBackMessage,
  takeOutPupil,
  withdrawClassBox,
  withdrawConsent,
  writeMessage,
} from '#modules/learning/classes';
import { PICTURES } from '#modules/learning/classes/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { classExtras } from '#web/features/classes/class-extras.server.ts';
import { headOf } from '#web/features/classes/class-form.server.ts';
import { classView, pinViews } from '#web/features/classes/class-view.server.ts';
import { messagesView } from '#web/features/classes/messages-view.server.ts';
import { wayOptions } from '#web/features/classes/meeting-form.server.ts';
import { classResults } from '#web/features/courses/parts/class-results.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idAsked, idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.teach' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url, setHeaders }) => {
  // names of children, and now and then their PINs, stay in no cache
  setHeaders({ 'cache-control': 'private, no-store' });
  return {
    view: await classView(ctx, idOf(params.id), idAsked(url.searchParams.get('murid'))),
    extras: await classExtras(ctx, idOf(params.id)),
    messages: await messagesView(ctx, idOf(params.id)),
    ways: wayOptions(),
    results: await classResults(ctx, idOf(params.id)),
    most: PICTURES,
    door: siteOrigin(services, url) + localizeHref('/kelas/masuk'),
  };
};

/** Back to a pupil who was changed, still open. */
const openAt = (id: number): string => `?murid=${id}#murid-${id}`;

export const actions: Actions = {
  save: formAction({ form: 'save', anywhere: true }, async ({ ctx, params, values }) => {
    await saveClass(ctx, idOf(params.id), { ...headOf(values), version: versionIn(values) });
    return m.teach_saved();
  }),
  add: formAction({ form: 'add', anywhere: true }, async ({ ctx, params, values }) => {
    const pins = await addPupils(ctx, idOf(params.id), { names: values.names ?? '' });
    return { pins: pinViews(pins) };
  }),
  fromList: formAction({ form: 'list', anywhere: true }, async ({ ctx, params, values }) => {
    const pins = await addFromList(ctx, idOf(params.id), { className: values.className ?? '' });
    return pins.length === 0 ? m.classes_list_nobody_new() : { pins: pinViews(pins) };
  }),
  writeMessage: formAction({ form: 'message', anywhere: true }, async ({ ctx, params, values }) => {
    await writeMessage(ctx, idOf(params.id), { words: values.words ?? '', pupilId: idOrNull(values, 'pupilId') });
    return done(m.classes_message_said(), '#pesan');
  }),
  rewordMessage: formAction({ form: 'reword', anywhere: true }, async ({ ctx, values }) => {
    const id = idIn(values);
    await rewordMessage(ctx, id, { words: values.words ?? '', version: versionIn(values) });
    return done(m.classes_message_corrected(), `#pesan-${id}`);
  }),
  takeBackMessage: formAction({ form: 'act', anywhere: true }, async ({ ctx, values }) => {
    await takeBackMessage(ctx, idIn(values), versionIn(values));
    return done(m.classes_message_taken_back(), '#pesan');
  }),
  box: formAction({ form: 'box', anywhere: true }, async ({ ctx, params, values }) => {
    await chooseBox(ctx, idOf(params.id), { bulkLoanId: idOrNull(values, 'bulkLoanId') });
    return done(m.classes_box_saved(), '#kotak');
  }),
  withdrawBox: formAction({ form: 'act', anywhere: true }, async ({ ctx, params }) => {
    await withdrawClassBox(ctx, idOf(params.id));
    return done(m.classes_box_withdrawn_said(), '#kotak');
  }),
  pin: formAction({ form: 'act', anywhere: true }, async ({ ctx, values }) => ({
    pins: pinViews([await resetPupilPin(ctx, idIn(values))]),
  })),
  consent: formAction({ form: 'act', anywhere: true }, async ({ ctx, values }) => {
    const id = idIn(values);
    await noteConsent(ctx, id, versionIn(values));
    return done(m.teach_consent_noted(), openAt(id));
  }),
  withdraw: formAction({ form: 'act', anywhere: true }, async ({ ctx, values }) => {
    const id = idIn(values);
    await withdrawConsent(ctx, id, versionIn(values));
    return done(m.teach_consent_withdrawn(), openAt(id));
  }),
  consentAll: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    const count = await noteAllConsents(ctx, idOf(params.id), versionIn(values));
    return done(m.teach_consents_noted({ count }), '#daftar');
  }),
  takeOut: formAction({ form: 'act', anywhere: true }, async ({ ctx, values }) => {
    await takeOutPupil(ctx, idIn(values), versionIn(values));
    return done(m.teach_taken_out(), '#daftar');
  }),
  addTeacher: formAction({ form: 'teacher', anywhere: true }, async ({ ctx, params, values }) => {
    await addTeacher(ctx, idOf(params.id), { accountId: idIn(values, 'accountId') });
    return done(m.teach_teacher_added(), '#guru');
  }),
  removeTeacher: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    const accountId = idIn(values, 'accountId');
    await removeTeacher(ctx, idOf(params.id), accountId);
    const isOwn = ctx.actor.kind === 'account' && ctx.actor.id === accountId;
    return done(m.teach_teacher_removed(), isOwn ? '/staf/belajar/kelas' : '#guru');
  }),
  handOver: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await handOverClass(ctx, idOf(params.id), { accountId: idIn(values, 'accountId') });
    return done(m.teach_handed_over(), '/staf/belajar/kelas');
  }),
  end: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await endClass(ctx, idOf(params.id), versionIn(values));
    return m.teach_ended_said();
  }),
  reopen: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await reopenClass(ctx, idOf(params.id), versionIn(values));
    return m.teach_reopened();
  }),
};
