import { redirect } from '@sveltejs/kit';
import { countMeetings, getPartner, listMeetings, planMeeting } from '#modules/city/partners';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import { meetingOf } from '#web/features/partners/meetings/meeting-form.server.ts';
import { peopleOfBothSides } from '#web/features/partners/meetings/meeting-view.server.ts';
import { meetingLineView, meetingsHref } from '#web/features/partners/meetings/meeting-words.server.ts';
import { nameOf, partnerHref } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url: { searchParams } }) => {
  const asked = idOf(params.id);
  const { id, name, libraryId, state } = await getPartner(ctx, asked);
  // what was merged leads to what it became
  if (id !== asked) redirect(303, meetingsHref(id));
  const cursor = searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listMeetings(ctx, { view: 'all', partnerId: id, cursor, limit: PER_PAGE });
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  return {
    name: nameOf(name),
    tabs: {
      partnerHref: partnerHref(id),
      meetingsHref: meetingsHref(id),
      count: (await countMeetings(ctx, id)).all,
    },
    isOpen: state !== 'archived',
    meetings: data.map((line) => meetingLineView(line, { today, locale: ctx.locale })),
    next: next && localizeHref(`/staf/mitra/${id}/pertemuan?${new URLSearchParams({ lanjut: next }).toString()}`),
    previous: cursor === undefined ? null : meetingsHref(id),
    people: await peopleOfBothSides(ctx, { libraryId, partnerId: id }),
    values: { onDay: today },
  };
};

export const actions: Actions = {
  plan: formAction({ form: 'plan' }, async ({ ctx, params, values, data }) => {
    const id = await planMeeting(ctx, idOf(params.id), meetingOf(values, data));
    return done(m.stakeholders_planned(), `/staf/mitra/pertemuan/${id}`);
  }),
};
