import { z } from 'zod';
import type { ChannelSettings } from '../channels/channel-settings.ts';
import type { Outgoing, SendOutcome } from './carrier.ts';
import { post } from './http.ts';

const accepted = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });
const refusal = z.object({ error: z.object({ code: z.number(), message: z.string() }) });

// Error codes of the Cloud API: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
const TRY_LATER = new Set([1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004]);
const ACCOUNT = new Set([0, 3, 10, 190, 131005, 131031, 131042, 131045, 133010]);
const WINDOW_CLOSED = 131047;
const NO_SUCH_ADDRESS = new Set([131026, 131030, 131021]);

/** The parameters of a template may hold no line ends, tabs, or many spaces. */
const onOneLine = (text: string): string =>
  text
    .replace(/^- /gm, '• ')
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' · ')
    .replace(/\s{2,}/g, ' ')
    .slice(0, 1024);

/**
 * Sends by the WhatsApp Cloud API.
 * @param to in international form, `+628…`
 * @param named hosts that may be reached though they are not public
 */
export async function sendWhatsapp(
  { config, secrets }: ChannelSettings['whatsapp'],
  to: string,
  message: Outgoing,
  named: readonly string[],
): Promise<SendOutcome> {
  const name = message.isLetter ? config.letterTemplateName : config.templateName;
  // outside a conversation WhatsApp takes letters by an approved template alone
  if (message.isLetter && name === '') return { state: 'failed', code: 'not_configured', detail: '' };
  const content =
    name === ''
      ? { type: 'text', text: { preview_url: false, body: message.body.slice(0, 4096) } }
      : {
          type: 'template',
          template: {
            name,
            language: { code: config.templateLanguage },
            components: [{ type: 'body', parameters: [{ type: 'text', text: onOneLine(message.body) }] }],
          },
        };
  const request = {
    headers: { authorization: `Bearer ${secrets.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: to.replace(/\D/g, ''),
      ...content,
      // comes back with every later word about this message
      biz_opaque_callback_data: message.key,
    }),
  };
  const answer = await post(`${config.baseUrl}/${config.phoneNumberId}/messages`, request, named);
  if ('state' in answer) return answer;
  const body = parseJson(answer.text);
  if (answer.status >= 200 && answer.status < 300) {
    const read = accepted.safeParse(body);
    return { state: 'sent', providerId: read.data?.messages[0]?.id ?? null, detail: null };
  }
  const read = refusal.safeParse(body);
  if (!read.success) {
    const detail = `HTTP ${answer.status}`;
    if (answer.status === 429 || answer.status === 503)
      return { state: 'retry', code: 'busy', detail, afterSeconds: answer.retryAfterSeconds };
    return answer.status >= 500
      ? { state: 'unknown', code: 'no_answer', detail }
      : { state: 'failed', code: 'refused', detail };
  }
  const { code } = read.data.error;
  const detail = `${code}: ${read.data.error.message}`.slice(0, 500);
  if (ACCOUNT.has(code)) return { state: 'retry', code: 'not_configured', detail, afterSeconds: 900 };
  if (TRY_LATER.has(code)) return { state: 'retry', code: 'busy', detail, afterSeconds: answer.retryAfterSeconds };
  if (code === WINDOW_CLOSED) return { state: 'failed', code: 'window_closed', detail };
  if (NO_SUCH_ADDRESS.has(code)) return { state: 'failed', code: 'address_unknown', detail };
  return { state: 'failed', code: 'refused', detail };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
