import type { JobModule } from '#platform/services';
import { prepareChannels } from './channel-settings.ts';
import { planDeliveries } from './plan-deliveries.ts';
import { sendDeliveries } from './send-deliveries.ts';
import { SEND_QUEUE } from './send-soon.ts';

/** Every minute: what there is to tell becomes deliveries, and those that are due go out. */
export const notificationJobs: JobModule = async (services) => {
  await prepareChannels(services.db);
  await services.jobs.work(SEND_QUEUE, async (data, signal) => {
    await planDeliveries(services, { atOnce: 'atOnce' in data });
    await sendDeliveries(services, signal);
  });
  await services.jobs.schedule(SEND_QUEUE, '* * * * *');
};
