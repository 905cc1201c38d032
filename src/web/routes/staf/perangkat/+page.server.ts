import { redirect } from '@sveltejs/kit';
import { listConflicts, listDevices, revokeDevice } from '#modules/stock/offline-desk';
import type { PageAccess } from '#platform/access';
import { canAnywhere } from '#platform/authorize';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { page: { may: 'loans.check_in' }, actions: { revoke: { may: 'devices.enrol' } } };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const [devices, conflicts] = await Promise.all([listDevices(ctx), listConflicts(ctx)]);
  return {
    conflicts: conflicts.length,
    mayEnrol: canAnywhere(ctx.actor, 'devices.enrol'),
    devices: devices.map((device) => {
      const when = (at: Date | null): string =>
        at === null ? m.offdesk_never() : formatInstant(at, device.library.timeZone, ctx.locale, 'medium');
      return {
        id: device.id,
        name: device.name,
        library: device.library.name,
        snapshot: when(device.snapshotAt),
        sync: when(device.syncedAt),
        sent: device.sent,
        conflicts: device.conflicts,
        revoked: device.revokedAt && m.offdesk_revoked({ when: when(device.revokedAt), by: device.revokedBy ?? '' }),
        revocable: device.revocable && device.revokedAt === null,
      };
    }),
  };
};

export const actions: Actions = {
  revoke: async ({ locals: { ctx }, request, cookies }) => {
    const values = formValues(await request.formData());
    try {
      const { name } = await revokeDevice(ctx, idIn(values));
      setFlash(cookies, 'ok', m.offdesk_revoked_flash({ name }));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    redirect(303, localizeHref('/staf/perangkat'));
  },
};
