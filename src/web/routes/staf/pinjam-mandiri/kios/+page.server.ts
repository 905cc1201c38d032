import { redirect } from '@sveltejs/kit';
import { addKiosk, listKiosks, renewKioskCode, revokeKiosk, spacedCode } from '#modules/lending/self-service';
import type { PageAccess } from '#platform/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk, type Desk } from '#web/features/circulation/desk/desk-library.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

async function deskOf({ locals, cookies, url }: Pick<RequestEvent, 'locals' | 'cookies' | 'url'>): Promise<Desk> {
  const desk = await findDesk(locals.ctx, cookies, ['libraries.manage']);
  const code = url.searchParams.get('perpustakaan');
  return { ...desk, library: desk.libraries.find((one) => one.code === code) ?? desk.library };
}

export const load: PageServerLoad = async (event) => {
  const { ctx, library, libraries } = await deskOf(event);
  const kiosks = await listKiosks(ctx, library.id);
  return {
    library: { code: library.code, name: library.name },
    libraries: libraries.map((one) => ({ value: one.code, label: one.name })),
    kiosks: kiosks.map(({ id, name, enrolledAt }) => ({
      id,
      name,
      enrolled: enrolledAt && formatInstant(enrolledAt, library.timeZone, ctx.locale),
    })),
    address: siteOrigin(event.locals.services, event.url) + localizeHref('/kios'),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const { ctx, library } = await deskOf(event);
    const values = formValues(await event.request.formData());
    try {
      const { code } = await addKiosk(ctx, { libraryId: library.id, name: values.name ?? '' });
      return { code: spacedCode(code), name: values.name ?? '' };
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
  },
  renew: async (event) => {
    const { ctx } = await deskOf(event);
    const values = formValues(await event.request.formData());
    try {
      const { code } = await renewKioskCode(ctx, idIn(values));
      return { code: spacedCode(code), name: values.name ?? '' };
    } catch (error) {
      return refuseForm(error, ctx, {});
    }
  },
  revoke: async (event) => {
    const { ctx, library } = await deskOf(event);
    const values = formValues(await event.request.formData());
    try {
      await revokeKiosk(ctx, idIn(values));
    } catch (error) {
      return refuseForm(error, ctx, {});
    }
    setFlash(event.cookies, 'ok', m.self_kiosk_revoked());
    return redirect(303, localizeHref(`/staf/pinjam-mandiri/kios?perpustakaan=${encodeURIComponent(library.code)}`));
  },
};
