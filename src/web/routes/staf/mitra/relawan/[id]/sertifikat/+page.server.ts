import { countPaperHours, declinePaper, issuePaper, listPapers, takeBackPaper } from '#modules/city/volunteers';
import { LEAST_CERTIFICATE_MINUTES, type PaperHours } from '#modules/city/volunteers/client';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { paperLine, periodWords } from '#web/features/volunteers/paper-words.server.ts';
import { hoursWords } from '#web/features/volunteers/volunteer-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

const shown = ({ minutes, byRuleMinutes, work }: PaperHours) => ({
  all: hoursWords(minutes),
  byRule: byRuleMinutes > 0 ? m.volunteer_papers_by_rule({ hours: hoursWords(byRuleMinutes) }) : null,
  isEnough: minutes >= LEAST_CERTIFICATE_MINUTES,
  work: work.map((part) => ({ ...part, hours: hoursWords(part.minutes) })),
});

/** What was done in the days that staff ask about; words where they are none. */
async function counted(ctx: Ctx, id: number, asked: { fromOn: string; untilOn: string }) {
  try {
    const { hours } = await countPaperHours(ctx, id, asked);
    return { ...asked, period: periodWords(asked, ctx.locale), hours: shown(hours), refused: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return { ...asked, period: '', hours: null, refused: explainError(error, ctx.locale) };
  }
}

/** Certificates of a volunteer; the days that staff count stand in the address. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const id = idOf(params.id);
  const { volunteer, papers, wish, asked } = await listPapers(ctx, id);
  const base = `/staf/mitra/relawan/${id}`;
  const [fromOn, untilOn] = [url.searchParams.get('dari') ?? '', url.searchParams.get('sampai') ?? ''];
  return {
    ...{ name: volunteer.name || m.volunteers_nameless(), backHref: localizeHref(base) },
    ...{ isActive: volunteer.state === 'active', least: LEAST_CERTIFICATE_MINUTES / 60 },
    papers: papers.map((paper) => ({
      ...paperLine(paper, ctx.locale),
      href: localizeHref(`${base}/sertifikat/${paper.code}`),
    })),
    wish: wish &&
      asked && {
        ...{ fromOn: wish.fromOn, untilOn: wish.untilOn, hours: shown(asked) },
        words: m.volunteer_papers_asked_period({ period: periodWords(wish, ctx.locale) }),
      },
    counted: fromOn === '' ? null : await counted(ctx, id, { fromOn, untilOn }),
  };
};

export const actions: Actions = {
  issue: formAction({ form: 'issue' }, async ({ ctx, params, values }) => {
    await issuePaper(ctx, idOf(params.id), { fromOn: values.fromOn ?? '', untilOn: values.untilOn ?? '' });
    return m.volunteer_papers_issued();
  }),
  decline: formAction({ form: 'decline' }, async ({ ctx, params, values }) => {
    await declinePaper(ctx, idOf(params.id), { words: values.words ?? '' });
    return m.volunteer_papers_declined();
  }),
  revoke: formAction({ form: 'revoke' }, async ({ ctx, params, values: { code = '', reason = '' } }) => {
    await takeBackPaper(ctx, idOf(params.id), { code, reason });
    return m.certificate_revoked_said();
  }),
};
