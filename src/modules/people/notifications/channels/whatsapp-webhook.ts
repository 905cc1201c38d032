import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { platformErrors } from '#platform/errors';
import type { Services } from '#platform/services';
import { readChannels } from './channel-settings.ts';
import { noteLaterFailure, noteProgress } from '../data/deliveries.queries.ts';
import { hearWhatsappMessages } from '../heard/hear-whatsapp.ts';

type Needs = Pick<Services, 'db' | 'clock' | 'secrets'>;

const status = z.object({
  id: z.string(),
  status: z.string(),
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.object({ code: z.number(), title: z.string().default('') })).optional(),
});
const called = z.object({
  entry: z.array(
    z.object({ changes: z.array(z.object({ value: z.object({ statuses: z.array(status).default([]) }) })) }),
  ),
});

/** Meta asks whether we expect its calls. @returns the challenge to answer with. Throws `platform.forbidden`. */
export async function answerChallenge(
  { db, secrets }: Needs,
  query: { mode?: string | undefined; token?: string | undefined; challenge?: string | undefined },
): Promise<string> {
  const { verifyToken } = (await readChannels(db, secrets)).whatsapp.secrets;
  if (query.mode !== 'subscribe' || verifyToken === '' || query.token !== verifyToken) throw platformErrors.forbidden();
  return query.challenge ?? '';
}

/**
 * What became of messages, as Meta tells later: delivered, read or failed. This also settles messages of which we did not know
 * whether they had gone out. And what people wrote to our number, which is kept until it becomes a ticket. Throws `platform.forbidden` for a body that Meta did not sign.
 */
export async function hearWhatsapp({ db, clock, secrets }: Needs, body: string, signature: string): Promise<void> {
  const { whatsapp } = await readChannels(db, secrets);
  const { appSecret } = whatsapp.secrets;
  const right = Buffer.from(`sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`);
  const given = Buffer.from(signature);
  if (appSecret === '' || right.length !== given.length || !timingSafeEqual(right, given))
    throw platformErrors.forbidden();
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return;
  }
  await hearWhatsappMessages({ db, clock, secrets }, whatsapp, json);
  const read = called.safeParse(json);
  if (!read.success) return;
  const at = clock.now();
  for (const one of read.data.entry.flatMap(({ changes }) => changes).flatMap(({ value }) => value.statuses)) {
    const key = z.uuid().safeParse(one.biz_opaque_callback_data);
    const about = { providerId: one.id, messageKey: key.data ?? null };
    if (one.status === 'failed') {
      const [error] = one.errors ?? [];
      const detail = error ? `${error.code}: ${error.title}`.slice(0, 500) : '';
      await noteLaterFailure(db, about, { outcome: error?.code === 131047 ? 'window_closed' : 'refused', detail, at });
    } else if (['sent', 'delivered', 'read'].includes(one.status)) {
      const receipt = one.status === 'delivered' || one.status === 'read' ? one.status : null;
      await noteProgress(db, about, { receipt, at });
    }
  }
}
