import type { Api, GrammyError, HttpError } from 'grammy';
import { NotPublic, outgoingAgent } from '#platform/sending/outgoing';
import type { ChannelSettings } from '../channels/channel-settings.ts';
import type { Outgoing, SendOutcome } from './carrier.ts';

/**
 * The library for the Bot API is loaded when a library first uses the channel: it takes 20 MB. Throws `NotPublic`.
 * @param named hosts that may be reached though they are not public
 */
export async function telegramApi(
  { config, secrets }: ChannelSettings['telegram'],
  named: readonly string[],
): Promise<Api> {
  const grammy = await import('grammy');
  return new grammy.Api(secrets.botToken, {
    apiRoot: config.apiRoot,
    timeoutSeconds: 20,
    sensitiveLogs: false,
    baseFetchConfig: { agent: outgoingAgent(new URL(config.apiRoot), named), redirect: 'error' },
  });
}

/** Sends by the Bot API to a linked chat. */
export async function sendTelegram(
  settings: ChannelSettings['telegram'],
  chatId: string,
  message: Outgoing,
  named: readonly string[],
): Promise<SendOutcome> {
  const grammy = await import('grammy');
  try {
    const api = await telegramApi(settings, named);
    const sent = await api.sendMessage(chatId, message.body.slice(0, 4096), {
      link_preview_options: { is_disabled: true },
    });
    return { state: 'sent', providerId: String(sent.message_id), detail: null };
  } catch (error) {
    if (error instanceof grammy.GrammyError) return refusalOf(error);
    if (error instanceof grammy.HttpError) return brokenLine(error);
    if (error instanceof NotPublic) return { state: 'retry', code: 'not_reached', detail: error.code };
    throw error;
  }
}

function refusalOf({ error_code: code, description, parameters }: GrammyError): SendOutcome {
  const detail = `${code}: ${description}`.slice(0, 500);
  if (code === 429) return { state: 'retry', code: 'busy', detail, afterSeconds: parameters.retry_after ?? 60 };
  if (code === 401 || code === 404) return { state: 'retry', code: 'not_configured', detail, afterSeconds: 900 };
  if (code === 403) return { state: 'failed', code: 'no_consent', detail };
  if (code === 400 && /chat not found/i.test(description)) return { state: 'failed', code: 'address_unknown', detail };
  return code >= 500 ? { state: 'retry', code: 'busy', detail } : { state: 'failed', code: 'refused', detail };
}

function brokenLine({ error }: HttpError): SendOutcome {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  // the token is part of the address, so the error's own words are not kept
  return /^(EADDRNOTPUBLIC|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code)
    ? { state: 'retry', code: 'not_reached', detail: code }
    : { state: 'unknown', code: 'no_answer', detail: code };
}
