import { fail, redirect } from '@sveltejs/kit';
import {
  addFile,
  addLink,
  addMilestone,
  changePlan,
  getPlan,
  movePlan,
  removeEvidence,
  removeMilestone,
  tickMilestone,
  type Hand,
} from '#modules/community/ideas';
import { EVIDENCE_MEGABYTES, nextStatuses, OBSTACLES, PLAN_STATUSES } from '#modules/community/ideas/client';
import type { PageAccess } from '#platform/access';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { handOf } from '#web/features/ideas/hand.server.ts';
import {
  factOptions,
  obstacleOptions,
  planView,
  statusWords,
  termsOf,
  termValues,
} from '#web/features/ideas/plan-words.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { readUpload } from '#web/kit/form/read-upload.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = {
  page: 'public',
  actions: {
    change: { secret: 'a ticket, or the session of a member who takes part' },
    move: { secret: 'a ticket, or the session of a member who takes part' },
    step: { secret: 'a ticket, or the session of a member who takes part' },
    tick: { secret: 'a ticket, or the session of a member who takes part' },
    removeStep: { secret: 'a ticket, or the session of a member who takes part' },
    file: { secret: 'a ticket, or the session of a member who takes part' },
    link: { secret: 'a ticket, or the session of a member who takes part' },
    removeEvidence: { secret: 'a ticket, or the session of a member who takes part' },
  },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params, cookies }) => {
  const { plan, own, leads } = await getPlan(ctx, idOf(params.id), handOf(cookies));
  const today = localDate(ctx.clock.now(), plan.library.timeZone);
  return {
    plan: planView(plan, ctx),
    version: plan.version,
    mayEdit: own || leads,
    own,
    showsOwner: own || leads,
    hasEnded: plan.endedAt !== null,
    isPublic: plan.isPublic,
    values: termValues(plan, ctx.locale),
    facts: factOptions(),
    obstacles: obstacleOptions(),
    next: nextStatuses(plan.status, plan.committedAt !== null).map((value) => ({ value, label: statusWords(value) })),
    megabytes: EVIDENCE_MEGABYTES,
    asked: plan.followUps
      .filter(({ status, opensOn }) => status === null && opensOn <= today && plan.status !== 'stopped')
      .map(({ day }) => ({ day, href: localizeHref(`/rencana-aksi/${plan.id}/tindak-lanjut/${day}`) })),
    allHref: localizeHref('/kegiatan/apa-yang-jadi'),
  };
};

async function act(
  event: RequestEvent,
  form: string,
  work: (hand: Hand, planId: number, values: Record<string, string>, sent: FormData) => Promise<string>,
) {
  const { locals, params, request, cookies } = event;
  const planId = idOf(params.id);
  let values: Record<string, string> = {};
  try {
    const sent = await readUpload(request, 'file');
    values = formValues(sent);
    setFlash(cookies, 'ok', await work(handOf(cookies), planId, values, sent));
  } catch (error) {
    const refusal = refuseForm(error, locals.ctx, values);
    return fail(refusal.status, { ...refusal.data, form });
  }
  return redirect(303, localizeHref(`/rencana-aksi/${planId}`));
}
const stepOf = (values: Record<string, string>): number => idIn(values);

export const actions: Actions = {
  change: async (event) =>
    act(event, 'change', async (hand, id, values) => {
      const version = wholeIn(values, 'version') ?? 0;
      await changePlan(event.locals.ctx, id, { ...termsOf(values), version }, hand);
      return m.plans_saved();
    }),
  move: async (event) =>
    act(event, 'move', async (hand, id, values) => {
      const status = PLAN_STATUSES.find((one) => one === values.status) ?? 'proposed';
      const obstacle = OBSTACLES.find((one) => one === values.obstacle) ?? null;
      await movePlan(
        event.locals.ctx,
        id,
        { status, reason: values.reason ?? '', obstacle, goesDown: values.goesDown === 'ya' },
        hand,
      );
      return m.plans_moved({ state: statusWords(status) });
    }),
  step: async (event) =>
    act(event, 'step', async (hand, id, { text = '', dueOn = '' }) => {
      await addMilestone(event.locals.ctx, id, { text, dueOn }, hand);
      return m.plans_step_added();
    }),
  tick: async (event) =>
    act(event, 'step', async (hand, id, values) => {
      await tickMilestone(event.locals.ctx, id, { id: stepOf(values), done: values.done === 'ya' }, hand);
      return m.plans_saved();
    }),
  removeStep: async (event) =>
    act(event, 'step', async (hand, id, values) => {
      await removeMilestone(event.locals.ctx, id, stepOf(values), hand);
      return m.plans_step_removed();
    }),
  file: async (event) =>
    act(event, 'file', async (hand, planId, { title = '' }, sent) => {
      const file = sent.get('file');
      const blob = file instanceof Blob ? file : new Blob([]);
      await addFile(event.locals.ctx, event.locals.services.storage, { planId, title, file: blob }, hand);
      return m.plans_evidence_added();
    }),
  link: async (event) =>
    act(event, 'link', async (hand, planId, { title = '', url = '' }) => {
      await addLink(event.locals.ctx, { planId, title, url }, hand);
      return m.plans_evidence_added();
    }),
  removeEvidence: async (event) =>
    act(event, 'file', async (hand, _planId, values) => {
      await removeEvidence(event.locals.ctx, event.locals.services.storage, stepOf(values), hand);
      return m.plans_evidence_removed();
    }),
};
