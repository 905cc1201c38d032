import { redirect } from '@sveltejs/kit';
import {
  acceptPartner,
  addNote,
  addPerson,
  addRelation,
  addWish,
  answerWish,
  archivePartner,
  countMails,
  erasePartner,
  listPartners,
  removeNote,
  removeRelation,
  removeWish,
  restorePartner,
  settleNote,
} from '#modules/city/partners';
import { NOTE_KINDS, RELATION_KINDS, WISH_KINDS, WISH_SIDES } from '#modules/city/partners/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { partnerContributions } from '#web/features/partners/contributions/contribution-rows.server.ts';
import { standingPiece } from '#web/features/partners/map/map-view.server.ts';
import { lastPromises } from '#web/features/partners/meetings/meeting-view.server.ts';
import { bornOf } from '#web/features/ledgers/parts/born.server.ts';
import { dayOrNull } from '#web/features/partners/partner-form.server.ts';
import { partnerView } from '#web/features/partners/partner-view.server.ts';
import {
  nameOf,
  noteOptions,
  partnerHref,
  relationOptions,
  sideOptions,
  wishOptions,
} from '#web/features/partners/partner-words.server.ts';
import { partnerVolunteers } from '#web/features/volunteers/parts/partner-volunteers.server.ts';
import { tieViews } from '#web/features/partners/together/ties-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** From how many partners a relation is chosen. */
const MOST_CHOICES = 500;

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const id = idOf(params.id);
  const view = await partnerView(ctx, id);
  // what was merged leads to what it became
  if (view.id !== id) redirect(303, partnerHref(view.id));
  const { data } = await listPartners(ctx, { state: 'active', limit: MOST_CHOICES });
  return {
    view,
    contributions: await partnerContributions(ctx, id),
    standing: await standingPiece(ctx, id),
    last: await lastPromises(ctx, id),
    volunteers: await partnerVolunteers(ctx, id),
    born: await bornOf(ctx, id),
    ties: await tieViews(ctx, id),
    others: data.filter((one) => one.id !== id).map((one) => ({ value: one.id, label: nameOf(one.name) })),
    notes: noteOptions(),
    relations: relationOptions(),
    sides: sideOptions(),
    wishes: wishOptions(),
    mails: { count: await countMails(ctx, id), href: localizeHref(`/staf/mitra/${id}/surel`) },
  };
};

export const actions: Actions = {
  accept: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await acceptPartner(ctx, idOf(params.id), versionIn(values));
    return m.partners_accepted();
  }),
  archive: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await archivePartner(ctx, idOf(params.id), versionIn(values));
    return m.partners_archive_done();
  }),
  restore: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await restorePartner(ctx, idOf(params.id), versionIn(values));
    return m.partners_restored();
  }),
  erase: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await erasePartner(ctx, idOf(params.id), versionIn(values));
    return done(m.partners_erased(), '/staf/mitra?tampil=arsip');
  }),
  person: formAction({ form: 'person' }, async ({ ctx, params, values }) => {
    await addPerson(ctx, idOf(params.id), {
      ...{ name: values.name ?? '', phone: values.phone ?? '', email: values.email?.trim() ?? '' },
      ...{ consentOn: dayOrNull(values, 'consentOn'), consentHow: values.consentHow ?? '' },
      ...{ role: values.role ?? '', fromOn: dayOrNull(values, 'fromOn') },
    });
    return done(m.partners_person_added(), '#orang');
  }),
  relation: formAction({ form: 'relation' }, async ({ ctx, params, values }) => {
    await addRelation(ctx, idOf(params.id), {
      toId: idIn(values, 'toId'),
      kind: choiceIn(values, 'kind', RELATION_KINDS),
    });
    return done(m.partners_relation_added(), '#hubungan');
  }),
  dropRelation: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await removeRelation(ctx, idIn(values));
    return done(m.partners_relation_removed(), '#hubungan');
  }),
  wish: formAction({ form: 'wish' }, async ({ ctx, params, values }) => {
    await addWish(ctx, idOf(params.id), {
      side: choiceIn(values, 'side', WISH_SIDES),
      kind: choiceIn(values, 'kind', WISH_KINDS),
      text: values.text ?? '',
      untilOn: dayOrNull(values, 'untilOn'),
    });
    return done(m.partners_wish_added(), '#perlu');
  }),
  answer: formAction({ form: 'answer' }, async ({ ctx, values }) => {
    await answerWish(ctx, idIn(values), { version: versionIn(values), answer: values.answer ?? '' });
    return done(m.partners_wish_answer_done(), '#perlu');
  }),
  dropWish: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await removeWish(ctx, idIn(values));
    return done(m.partners_wish_removed(), '#perlu');
  }),
  note: formAction({ form: 'note' }, async ({ ctx, params, values }) => {
    await addNote(ctx, idOf(params.id), {
      kind: choiceIn(values, 'kind', NOTE_KINDS),
      onDay: values.onDay ?? '',
      text: values.text ?? '',
      nextStep: values.nextStep ?? '',
      nextOn: dayOrNull(values, 'nextOn'),
    });
    return done(m.partners_note_added(), '#catatan');
  }),
  settle: formAction({ form: 'settle' }, async ({ ctx, values }) => {
    const isDone = values.done === 'ya';
    await settleNote(ctx, idIn(values), isDone);
    return done(isDone ? m.partners_next_did() : m.partners_next_undid(), '#catatan');
  }),
  dropNote: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await removeNote(ctx, idIn(values));
    return done(m.partners_note_removed(), '#catatan');
  }),
};
