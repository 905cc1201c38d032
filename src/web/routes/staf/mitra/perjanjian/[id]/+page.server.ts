import {
  acknowledgeAlarm,
  addDuty,
  assignDuty,
  deleteAgreementDraft,
  dutyKeepers,
  endAgreement,
  finishDuty,
  getAgreement,
  removeAgreementFile,
  removeDuty,
  renewAgreement,
  reopenDuty,
  resumeAgreement,
  sendAgreement,
  signAgreement,
  takeBackAgreement,
} from '#modules/city/partners';
import { AGREEMENT_MEGABYTES, DUTY_SIDES, type Duty } from '#modules/city/partners/client';
import { getLibrary, zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { addDays, daysBetween, formatDate, localDate } from '#shared/dates';
import { peopleChoices } from '#web/features/partners/agreement-form.server.ts';
import { agreementHref, agreementView, dutySides, sideName } from '#web/features/partners/agreement-words.server.ts';
import { dayOrNull } from '#web/features/partners/partner-form.server.ts';
import { nameOf, partnerHref } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, fileIn, idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const PATH = '/staf/mitra/perjanjian';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const agreement = await getAgreement(ctx, idOf(params.id));
  const { id, libraryId, partnerId, state, follows, followedBy, fromOn, untilOn } = agreement;
  const today = localDate(ctx.clock.now(), await zoneOf({ db: ctx.db, libraryId }));
  const day = (date: string): string => formatDate(date, ctx.locale);
  const library = await getLibrary(ctx, libraryId);
  const duty = (one: Duty) => ({
    ...{ id: one.id, version: one.version, side: one.side, text: one.text },
    ...{ accountId: one.accountId, personId: one.personId, isDone: one.doneOn !== null },
    isLate: state === 'signed' && one.doneOn === null && one.dueOn !== null && one.dueOn < today,
    note: [
      one.dueOn && m.agreements_duty_due({ day: day(one.dueOn) }),
      one.inCharge !== null && m.agreements_duty_keeper({ name: nameOf(one.inCharge) }),
      one.doneOn && m.agreements_duty_done({ day: day(one.doneOn), name: one.doneBy }),
    ]
      .filter(Boolean)
      .join(' · '),
  });
  return {
    line: agreementView(agreement, { today, locale: ctx.locale }),
    ...{ id, state, today, version: agreement.version, scope: agreement.scope, hasFile: agreement.hasFile },
    library: library.name,
    partnerHref: partnerHref(partnerId),
    steps: [
      agreement.sentOn && m.agreements_sent_on({ day: day(agreement.sentOn) }),
      agreement.signedOn && m.agreements_signed_on({ day: day(agreement.signedOn) }),
      agreement.endedOn && m.agreements_ended_on({ day: day(agreement.endedOn), reason: agreement.endReason }),
    ].filter((step) => typeof step === 'string'),
    follows: follows && { title: follows.title, href: agreementHref(follows.id) },
    followedBy: followedBy && { title: followedBy.title, href: agreementHref(followedBy.id) },
    sides: DUTY_SIDES.map((side) => ({
      side,
      name: sideName(side),
      duties: agreement.duties.filter((one) => one.side === side).map(duty),
    })),
    sideOptions: dutySides(),
    keepers: (await dutyKeepers(ctx, libraryId)).map((one) => ({ value: one.id, label: one.name })),
    people: await peopleChoices(ctx, partnerId),
    megabytes: AGREEMENT_MEGABYTES,
    // the next one begins when this one is over, and is as long
    renewal: { fromOn: addDays(untilOn, 1), untilOn: addDays(untilOn, 1 + daysBetween(fromOn, untilOn)) },
    editHref: localizeHref(`${PATH}/${id}/ubah`),
    pdfs: (['id', 'en'] as const).map((language) => ({
      label: language === 'id' ? m.agreements_pdf_id() : m.agreements_pdf_en(),
      href: `${localizeHref(`${PATH}/${id}/pdf`)}?bahasa=${language}`,
    })),
    fileHref: localizeHref(`${PATH}/${id}/berkas`),
  };
};

export const actions: Actions = {
  send: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await sendAgreement(ctx, idOf(params.id), versionIn(values));
    return m.agreements_send_done();
  }),
  takeBack: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await takeBackAgreement(ctx, idOf(params.id), versionIn(values));
    return m.agreements_taken_back();
  }),
  sign: formAction({ form: 'sign', upload: 'file' }, async ({ ctx, services, params, values, data }) => {
    await signAgreement(ctx, services.storage, idOf(params.id), {
      ...{ version: versionIn(values), signedOn: values.signedOn ?? '', file: fileIn(data, 'file') },
    });
    return m.agreements_sign_done();
  }),
  dropFile: formAction({ form: 'act' }, async ({ ctx, services, params, values }) => {
    await removeAgreementFile(ctx, services.storage, idOf(params.id), versionIn(values));
    return m.agreements_file_removed();
  }),
  end: formAction({ form: 'end' }, async ({ ctx, params, values }) => {
    await endAgreement(ctx, idOf(params.id), { version: versionIn(values), reason: values.reason ?? '' });
    return m.agreements_end_done();
  }),
  resume: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await resumeAgreement(ctx, idOf(params.id), versionIn(values));
    return m.agreements_resumed();
  }),
  acknowledge: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await acknowledgeAlarm(ctx, idOf(params.id), versionIn(values));
    return m.agreements_alarm_done();
  }),
  renew: formAction({ form: 'renew' }, async ({ ctx, params, values }) => {
    const nextId = await renewAgreement(ctx, idOf(params.id), {
      ...{ version: versionIn(values), fromOn: values.fromOn ?? '', untilOn: values.untilOn ?? '' },
    });
    return done(m.agreements_renewed(), `${PATH}/${nextId}`);
  }),
  remove: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await deleteAgreementDraft(ctx, idOf(params.id), versionIn(values));
    return done(m.agreements_deleted(), `${PATH}?tampil=disusun`);
  }),
  duty: formAction({ form: 'duty' }, async ({ ctx, params, values }) => {
    const side = choiceIn(values, 'side', DUTY_SIDES);
    await addDuty(ctx, idOf(params.id), {
      ...{ side, text: values.text ?? '', dueOn: dayOrNull(values, 'dueOn') },
      // of the two choices that of its side counts
      accountId: side === 'ours' ? idOrNull(values, 'accountId') : null,
      personId: side === 'theirs' ? idOrNull(values, 'personId') : null,
    });
    return done(m.agreements_duty_added(), '#kewajiban');
  }),
  dropDuty: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await removeDuty(ctx, idIn(values));
    return done(m.agreements_duty_removed(), '#kewajiban');
  }),
  assign: formAction({ form: 'assign' }, async ({ ctx, values }) => {
    await assignDuty(ctx, idIn(values), {
      version: versionIn(values),
      accountId: idOrNull(values, 'accountId'),
      personId: idOrNull(values, 'personId'),
    });
    return done(m.agreements_duty_assigned(), '#kewajiban');
  }),
  finish: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await finishDuty(ctx, idIn(values), versionIn(values));
    return done(m.agreements_duty_finished(), '#kewajiban');
  }),
  reopen: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await reopenDuty(ctx, idIn(values), versionIn(values));
    return done(m.agreements_duty_reopened(), '#kewajiban');
  }),
};
