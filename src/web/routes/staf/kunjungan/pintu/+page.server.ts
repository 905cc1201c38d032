import { redirect } from '@sveltejs/kit';
import { doorCode, renewDoorCode, saveVisitRule, visitRuleOf } from '#modules/premises/visits';
import type { PageAccess } from '#platform/access';
import { can } from '#platform/authorize';
import { qrSvg } from '#platform/qr';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk, rememberDesk, type Desk } from '#web/features/circulation/desk/desk-library.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'visits.record' };

/** Which library's door the address asks for; else that of the desk. */
async function doorOf({ locals, cookies, url }: Pick<RequestEvent, 'locals' | 'cookies' | 'url'>): Promise<Desk> {
  const desk = await findDesk(locals.ctx, cookies, ['visits.record']);
  const code = url.searchParams.get('perpustakaan');
  const library = desk.libraries.find((one) => one.code === code) ?? desk.library;
  return { ...desk, library };
}

export const load: PageServerLoad = async (event) => {
  const { ctx, library, libraries } = await doorOf(event);
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

const back = ({ code }: { code: string }): string =>
  localizeHref(`/staf/kunjungan/pintu?perpustakaan=${encodeURIComponent(code)}`);

export const actions: Actions = {
  rule: async (event) => {
    const { ctx, library } = await doorOf(event);
    const values = formValues(await event.request.formData());
    try {
      await saveVisitRule(ctx, library.id, {
        repeatMinutes: wholeIn(values, 'repeatMinutes') ?? 0,
        recordsLeaving: values.recordsLeaving === 'on',
      });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    rememberDesk(event.cookies, library.id);
    setFlash(event.cookies, 'ok', m.visits_rule_saved());
    return redirect(303, back(library));
  },
  renew: async (event) => {
    const { ctx, library } = await doorOf(event);
    try {
      await renewDoorCode(ctx, library.id);
    } catch (error) {
      return refuseForm(error, ctx, {});
    }
    setFlash(event.cookies, 'ok', m.visits_code_renewed());
    return redirect(303, back(library));
  },
};
