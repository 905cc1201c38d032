import { draftFromTicket } from '#modules/city/answers';
import {
  answerRemark,
  getRemark,
  hideRemark,
  holdReview,
  listRemarks,
  listReviews,
  restoreRemark,
} from '#modules/city/promises';
import type { RemarkState } from '#modules/city/promises/client';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { formatDate, localDate } from '#shared/dates';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'standards.manage', network: true },
  actions: { toAnswers: { may: 'answers.edit' } },
};

const PATH = '/staf/layanan/maklumat/masukan';
const TABS: Readonly<Record<string, RemarkState>> = { menunggu: 'new', dijawab: 'answered', tersembunyi: 'hidden' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('tampil') ?? '';
  const shown = Object.hasOwn(TABS, asked) ? asked : 'menunggu';
  const zone = await networkZone(ctx.db);
  const day = (date: string) => formatDate(date, ctx.locale);
  const remarks = await listRemarks(ctx, TABS[shown] ?? 'new');
  return {
    shown,
    tabs: Object.entries(TABS).map(([key, state]) => ({ key, state, href: localizeHref(`${PATH}?tampil=${key}`) })),
    remarks: remarks.map(({ id, version, text, answer, state, proven, standardName, createdAt }) => ({
      ...{ id, version, text, answer, state, proven },
      about: [standardName ?? m.promises_remark_all(), day(localDate(createdAt, zone))].join(' · '),
    })),
    mayDraft: canAnywhere(ctx.actor, 'answers.edit'),
    reviews: (await listReviews(ctx)).map((one) => ({ ...one, day: day(one.heldOn) })),
    today: localDate(ctx.clock.now(), zone),
  };
};

export const actions: Actions = {
  answer: formAction({ form: 'answer' }, async ({ ctx, values }) => {
    await answerRemark(ctx, idIn(values), { answer: values.answer ?? '', version: versionIn(values) });
    return m.promises_answered();
  }),
  hide: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await hideRemark(ctx, idIn(values), versionIn(values));
    return m.promises_hidden();
  }),
  restore: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await restoreRemark(ctx, idIn(values), versionIn(values));
    return m.promises_shown();
  }),
  toAnswers: formAction({ form: 'act' }, async ({ ctx, values }) => {
    const { text, answer } = await getRemark(ctx, idIn(values));
    const asked = { question: text, answer, sources: [], libraryId: null, theme: 'together' as const };
    const id = await draftFromTicket(ctx, asked);
    return done(m.promises_to_answers_done(), `/staf/layanan/tanya-jawab/${id}`);
  }),
  review: formAction({ form: 'review' }, async ({ ctx, values }) => {
    await holdReview(ctx, { heldOn: values.heldOn ?? '', summary: values.summary ?? '' });
    return m.promises_review_saved();
  }),
};
