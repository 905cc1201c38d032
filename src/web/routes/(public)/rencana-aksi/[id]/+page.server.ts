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
} from '#modules/community/ideas';
import { EVIDENCE_MEGABYTES, nextStatuses, OBSTACLES, PLAN_STATUSES } from '#modules/community/ideas/client';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
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
import { idIn, versionIn, fileOrNull } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

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

export const actions: Actions = {
  change: formAction({ form: 'change' }, async ({ ctx, params, cookies, values }) => {
    await changePlan(ctx, idOf(params.id), { ...termsOf(values), version: versionIn(values) }, handOf(cookies));
    return m.plans_saved();
  }),
  move: formAction({ form: 'move' }, async ({ ctx, params, cookies, values }) => {
    const status = PLAN_STATUSES.find((one) => one === values.status) ?? 'proposed';
    const obstacle = OBSTACLES.find((one) => one === values.obstacle) ?? null;
    const moved = { status, reason: values.reason ?? '', obstacle, goesDown: values.goesDown === 'ya' };
    await movePlan(ctx, idOf(params.id), moved, handOf(cookies));
    return m.plans_moved({ state: statusWords(status) });
  }),
  step: formAction({ form: 'step' }, async ({ ctx, params, cookies, values: { text = '', dueOn = '' } }) => {
    await addMilestone(ctx, idOf(params.id), { text, dueOn }, handOf(cookies));
    return m.plans_step_added();
  }),
  tick: formAction({ form: 'step' }, async ({ ctx, params, cookies, values }) => {
    const step = { id: idIn(values), done: values.done === 'ya' };
    await tickMilestone(ctx, idOf(params.id), step, handOf(cookies));
    return m.plans_saved();
  }),
  removeStep: formAction({ form: 'step' }, async ({ ctx, params, cookies, values }) => {
    await removeMilestone(ctx, idOf(params.id), idIn(values), handOf(cookies));
    return m.plans_step_removed();
  }),
  file: formAction({ form: 'file', upload: 'file' }, async ({ ctx, services, params, cookies, values, data }) => {
    const file = fileOrNull(data, 'file') ?? new Blob([]);
    const evidence = { planId: idOf(params.id), title: values.title ?? '', file };
    await addFile(ctx, services.storage, evidence, handOf(cookies));
    return m.plans_evidence_added();
  }),
  link: formAction({ form: 'link' }, async ({ ctx, params, cookies, values: { title = '', url = '' } }) => {
    await addLink(ctx, { planId: idOf(params.id), title, url }, handOf(cookies));
    return m.plans_evidence_added();
  }),
  removeEvidence: formAction({ form: 'file' }, async ({ ctx, services, cookies, values }) => {
    await removeEvidence(ctx, services.storage, idIn(values), handOf(cookies));
    return m.plans_evidence_removed();
  }),
};
