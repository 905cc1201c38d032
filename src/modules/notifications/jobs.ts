import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { prepareChannels } from './channel-settings.ts';
import { planDeliveries } from './plan-deliveries.ts';
import { remindMemberships } from './remind-memberships.ts';
import { sendDeliveries } from './send-deliveries.ts';
import { SEND_QUEUE } from './send-soon.ts';

const MEMBERSHIP_QUEUE = 'notifications.memberships';

/** Every minute: what there is to tell becomes deliveries, and those that are due go out. Every hour: cards that will expire. */
export const notificationJobs: JobModule = async (services) => {
  await prepareChannels(services.db, services.secrets);
  await services.jobs.work(SEND_QUEUE, async (data, signal) => {
    await planDeliveries(services, { atOnce: 'atOnce' in data });
    await sendDeliveries(services, signal);
  });
  await services.jobs.schedule(SEND_QUEUE, '* * * * *');
  await services.jobs.work(MEMBERSHIP_QUEUE, async () => {
    await remindMemberships(systemCtx(services.db, services.clock, MEMBERSHIP_QUEUE));
  });
  await services.jobs.schedule(MEMBERSHIP_QUEUE, '4 * * * *');
};
