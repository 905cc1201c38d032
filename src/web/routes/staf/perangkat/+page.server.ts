import { listConflicts, listDevices, revokeDevice } from '#modules/stock/offline-desk';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
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
  revoke: formAction(async ({ ctx, values }) => {
    const { name } = await revokeDevice(ctx, idIn(values));
    return m.offdesk_revoked_flash({ name });
  }),
};
