import { redirect } from '@sveltejs/kit';
import { saveSelfServiceRule, selfServiceRuleOf } from '#modules/lending/self-service';
import { presenceKinds } from '#modules/lending/self-service/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/access';
import { findDesk, type Desk } from '#web/features/circulation/desk/desk-library.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

async function deskOf({ locals, cookies, url }: Pick<RequestEvent, 'locals' | 'cookies' | 'url'>): Promise<Desk> {
  const desk = await findDesk(locals.ctx, cookies, ['libraries.manage']);
  const code = url.searchParams.get('perpustakaan');
  return { ...desk, library: desk.libraries.find((one) => one.code === code) ?? desk.library };
}

export const load: PageServerLoad = async (event) => {
  const { ctx, library, libraries } = await deskOf(event);
  const { networks, ...rule } = await selfServiceRuleOf(ctx.db, library.id);
  return {
    library: { code: library.code, name: library.name },
    libraries: libraries.map((one) => ({ value: one.code, label: one.name })),
    rule: { ...rule, networks: networks.join('\n') },
    ip: event.getClientAddress(),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { ctx, library } = await deskOf(event);
    const values = formValues(await event.request.formData());
    const networks = (values.networks ?? '').split(/[\s,;]+/).filter((one) => one !== '');
    try {
      await saveSelfServiceRule(ctx, library.id, {
        phone: values.phone === 'on',
        presence: presenceKinds.find((kind) => kind === values.presence) ?? 'code',
        networks,
        returnBox: values.returnBox === 'on',
        dropPresence: values.dropPresence === 'on',
        kioskPin: values.kioskPin === 'on',
        kioskSeconds: wholeIn(values, 'kioskSeconds') ?? 0,
      });
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    setFlash(event.cookies, 'ok', m.self_rule_saved());
    return redirect(303, localizeHref(`/staf/pinjam-mandiri/aturan?perpustakaan=${encodeURIComponent(library.code)}`));
  },
};
