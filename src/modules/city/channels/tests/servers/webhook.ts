import { createHmac } from 'node:crypto';
import { ok, said, startFake, type FakeServer, type Heard } from './fake-server.ts';

const KEY = Buffer.from('a key of a test');
/** The same in the form of the standard. */
const TYPED = `whsec_${KEY.toString('base64')}`;

/** Whether an event is signed as Standard Webhooks have it. */
function isSigned({ headers, body }: Heard): boolean {
  const base = `${said(headers['webhook-id'])}.${said(headers['webhook-timestamp'])}.${body.toString('utf8')}`;
  return headers['webhook-signature'] === `v1,${createHmac('sha256', KEY).update(base).digest('base64')}`;
}

/** A program of somebody's own: it takes what is signed, and answers with a number alone. */
export async function startFakeWebhook(): Promise<FakeServer & { key: string; taken: Record<string, unknown>[] }> {
  const taken: Record<string, unknown>[] = [];
  const fake = await startFake({
    expired: { status: 401, body: '' },
    writes: ({ json }) => json.type !== 'ping',
    answer(heard) {
      if (!isSigned(heard)) return { status: 401, body: '' };
      taken.push(heard.json);
      return { ...ok(''), status: 204 };
    },
  });
  return Object.assign(fake, { key: TYPED, taken });
}
