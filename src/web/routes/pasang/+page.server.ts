import { statfs } from 'node:fs/promises';
import { redirect } from '@sveltejs/kit';
import { completeSetup } from '#modules/ground/identity';
import { libraryTypes, type LibraryType } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/access';
import { formatInstant, HOME_ZONE } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { setSessionCookie } from '#web/kit/frame/session.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const GIGABYTE = 1024 ** 3;

export const load: PageServerLoad = async ({ locals }) => {
  const { config, clock, mailer } = locals.services;
  const disk = await statfs(config.dataDir);
  return {
    freeGigabytes: Math.floor((disk.bavail * disk.bsize) / GIGABYTE),
    now: formatInstant(clock.now(), HOME_ZONE, locals.ctx.locale),
    mailReady: mailer.available,
    types: libraryTypes,
  };
};

const asType = (text: string | undefined): LibraryType => libraryTypes.find((type) => type === text) ?? 'pusat';

export const actions: Actions = {
  default: async ({ request, locals, cookies, url, getClientAddress }) => {
    const values = formValues(await request.formData());
    const { password = '', ...shown } = values;
    try {
      const session = await completeSetup(locals.ctx, {
        code: values.setupCode ?? '',
        networkName: values.networkName ?? '',
        library: {
          name: values['library.name'] ?? '',
          code: values['library.code'] ?? '',
          type: asType(values['library.type']),
          address: values['library.address'] ?? null,
          timeZone: values['library.timeZone'] ?? HOME_ZONE,
        },
        administrator: {
          fullName: values.fullName ?? '',
          username: values.username ?? '',
          email: values.email ?? null,
          password,
          locale: locals.ctx.locale,
        },
        ip: getClientAddress(),
        userAgent: request.headers.get('user-agent'),
      });
      setSessionCookie(cookies, url, session, locals.ctx.clock);
    } catch (error) {
      return refuseForm(error, locals.ctx, shown);
    }
    setFlash(cookies, 'ok', m.identity_setup_done());
    redirect(303, localizeHref('/staf'));
  },
};
