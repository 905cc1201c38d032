import { doorCode, renewDoorCode, saveVisitRule, visitRuleOf } from '#modules/premises/visits';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { qrSvg } from '#platform/papers/qr';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskAsked } from '#web/features/circulation/parts/desk-library.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'visits.record' };

const NEEDS = ['visits.record'] as const;

export const load: PageServerLoad = async (event) => {
  const { ctx, library, libraries } = await deskAsked(event, NEEDS);
  const code = await doorCode(ctx, event.locals.services.secrets, library.id);
  const address = siteOrigin(event.locals.services, event.url) + localizeHref(`/hadir/${encodeURIComponent(code)}`);
  return {
    library: { code: library.code, name: library.name },
    libraries: libraries.map((one) => ({ value: one.code, label: one.name })),
    rule: await visitRuleOf(ctx.db, library.id),
    mayChange: can(ctx.actor, 'libraries.manage', library.id),
    qr: `data:image/svg+xml,${encodeURIComponent(qrSvg(address))}`,
    address,
    doorHref: localizeHref(`/buku-tamu?perpustakaan=${encodeURIComponent(library.code)}`),
    here: `perpustakaan=${encodeURIComponent(library.code)}`,
  };
};

const back = ({ code }: { code: string }): string => `?perpustakaan=${encodeURIComponent(code)}`;

export const actions: Actions = {
  rule: formAction(async ({ event, values }) => {
    const { ctx, library } = await deskAsked(event, NEEDS);
    await saveVisitRule(ctx, library.id, {
      repeatMinutes: wholeIn(values, 'repeatMinutes') ?? 0,
      recordsLeaving: values.recordsLeaving === 'on',
    });
    return done(m.visits_rule_saved(), back(library));
  }),
  renew: formAction({ keeps: false }, async ({ event }) => {
    const { ctx, library } = await deskAsked(event, NEEDS);
    await renewDoorCode(ctx, library.id);
    return done(m.visits_code_renewed(), back(library));
  }),
};
