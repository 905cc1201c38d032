import { addKiosk, listKiosks, renewKioskCode, revokeKiosk, spacedCode } from '#modules/lending/self-service';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskAsked } from '#web/features/circulation/parts/desk-library.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'libraries.manage' };

const NEEDS = ['libraries.manage'] as const;

export const load: PageServerLoad = async (event) => {
  const { ctx, library, libraries } = await deskAsked(event, NEEDS);
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
  add: formAction(async ({ event, values: { name = '' } }) => {
    const { ctx, library } = await deskAsked(event, NEEDS);
    const { code } = await addKiosk(ctx, { libraryId: library.id, name });
    return { code: spacedCode(code), name };
  }),
  renew: formAction({ keeps: false }, async ({ event, values }) => {
    const { ctx } = await deskAsked(event, NEEDS);
    const { code } = await renewKioskCode(ctx, idIn(values));
    return { code: spacedCode(code), name: values.name ?? '' };
  }),
  revoke: formAction({ keeps: false }, async ({ event, values }) => {
    const { ctx, library } = await deskAsked(event, NEEDS);
    await revokeKiosk(ctx, idIn(values));
    return done(m.self_kiosk_revoked(), `?perpustakaan=${encodeURIComponent(library.code)}`);
  }),
};
