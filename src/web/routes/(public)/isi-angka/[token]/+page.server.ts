import { answerRequest, viewRequest, type RequestLink } from '#modules/insights/methods';
import { networkZone } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { secret: 'the link by which somebody was asked for one figure' };

const linkOf = ({ params, getClientAddress }: Pick<RequestEvent, 'params' | 'getClientAddress'>): RequestLink => ({
  token: params.token,
  ip: getClientAddress(),
});

/** What whoever has the link is asked; after the answer the link is over, and only thanks are said. */
export const load: PageServerLoad = async (event) => {
  const { ctx } = event.locals;
  event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  if (event.url.searchParams.has('terima-kasih')) return { asked: null };
  const { input, request, library } = await viewRequest(ctx, linkOf(event));
  const { locale } = ctx;
  return {
    asked: {
      lead: m.methods_answer_lead({ name: request.askedBy }),
      of: m.methods_answer_of({
        input: input.name[locale],
        library: library ?? m.methods_network(),
        year: String(request.year),
      }),
      unit: input.unit[locale],
      note: input.note[locale],
      name: request.askedOf,
      until: m.methods_answer_until({
        day: formatDate(localDate(request.expiresAt, await networkZone(ctx.db)), locale),
      }),
    },
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, event, values }) => {
    const { value = '', source = '', name = '' } = values;
    await answerRequest(ctx, linkOf(event), { value, source, name });
    return done(null, '?terima-kasih');
  }),
};
