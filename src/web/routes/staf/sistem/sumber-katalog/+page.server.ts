import { canAskZ3950, getSource, listSources, trySource } from '#modules/collection/copying';
import { networkZone } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { kindNamed } from '#web/features/copying/kind-words.ts';
import { troubleInWords } from '#web/features/copying/parts/trouble-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const [sources, zone] = await Promise.all([listSources(ctx), networkZone(ctx.db)]);
  const asksZ = sources.some(({ kind, active }) => kind === 'z3950' && active);
  return {
    /** A catalogue of the list is asked by Z39.50, and the program for that is not on this machine. */
    lacksYaz: asksZ && !(await canAskZ3950(ctx, services)),
    sources: sources.map(({ id, name, kind, address, active, answeredAt }) => ({
      id,
      name,
      address,
      active,
      kind: kindNamed[kind](),
      href: localizeHref(`/staf/sistem/sumber-katalog/${id}`),
      tried:
        answeredAt === null
          ? m.copying_untried()
          : m.copying_answered({ when: formatInstant(answeredAt, zone, ctx.locale, 'medium') }),
    })),
  };
};

export const actions: Actions = {
  try: formAction({ form: 'try', anywhere: true }, async ({ ctx, services, values }) => {
    const id = idIn(values);
    const { name } = await getSource(ctx, id);
    const answer = await trySource(ctx, services, id);
    if ('trouble' in answer) {
      const why = troubleInWords(answer.trouble, answer.said ?? null, ctx.locale);
      return { tried: { good: false, says: m.copying_try_trouble({ name, why }) } };
    }
    const has = 'records' in answer && answer.records.length > 0;
    return { tried: { good: true, says: has ? m.copying_try_found({ name }) : m.copying_try_none({ name }) } };
  }),
};
