import {
  addCommitment,
  callOffMeeting,
  changeCommitment,
  changeMeeting,
  moveCommitment,
  removeCommitment,
  reopenMeeting,
  tellOutcome,
  writeMinutes,
} from '#modules/city/partners';
import { COMMITMENT_STATES } from '#modules/city/partners/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { commitmentOf, guestsOf, meetingOf } from '#web/features/partners/meetings/meeting-form.server.ts';
import { meetingView } from '#web/features/partners/meetings/meeting-view.server.ts';
import { dayOrNull } from '#web/features/partners/partner-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
  view: await meetingView(ctx, idOf(params.id)),
});

export const actions: Actions = {
  change: formAction({ form: 'change' }, async ({ ctx, params, values, data }) => {
    await changeMeeting(ctx, idOf(params.id), { ...meetingOf(values, data), version: versionIn(values) });
    return m.stakeholders_changed();
  }),
  minutes: formAction({ form: 'minutes' }, async ({ ctx, params, values, data }) => {
    await writeMinutes(ctx, idOf(params.id), {
      ...{ minutes: values.minutes ?? '', ...guestsOf(data), version: versionIn(values) },
    });
    return m.stakeholders_minutes_saved();
  }),
  callOff: formAction({ form: 'callOff' }, async ({ ctx, params, values }) => {
    await callOffMeeting(ctx, idOf(params.id), { version: versionIn(values), reason: values.reason ?? '' });
    return m.stakeholders_call_off_done();
  }),
  reopen: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await reopenMeeting(ctx, idOf(params.id), versionIn(values));
    return m.stakeholders_reopened();
  }),
  promise: formAction({ form: 'promise' }, async ({ ctx, params, values }) => {
    await addCommitment(ctx, idOf(params.id), { ...commitmentOf(values), agreed: values.proposed !== 'ya' });
    return done(m.stakeholders_promise_added(), '#janji');
  }),
  changePromise: formAction({ form: 'changePromise' }, async ({ ctx, values }) => {
    await changeCommitment(ctx, idIn(values), { ...commitmentOf(values), version: versionIn(values) });
    return done(m.stakeholders_promise_changed(), '#janji');
  }),
  move: formAction({ form: 'move' }, async ({ ctx, values }) => {
    const state = choiceIn(values, 'state', COMMITMENT_STATES);
    await moveCommitment(ctx, idIn(values), {
      ...{ state, words: values.words ?? '', version: versionIn(values) },
      // the day is asked of what is done alone
      followOn: state === 'done' ? dayOrNull(values, 'followOn') : null,
    });
    return done(m.stakeholders_went_on(), '#janji');
  }),
  outcome: formAction({ form: 'outcome' }, async ({ ctx, values }) => {
    await tellOutcome(ctx, idIn(values), { version: versionIn(values), outcome: values.outcome ?? '' });
    return done(m.stakeholders_outcome_saved(), '#janji');
  }),
  dropPromise: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await removeCommitment(ctx, idIn(values), versionIn(values));
    return done(m.stakeholders_promise_removed(), '#janji');
  }),
};
