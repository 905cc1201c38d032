import { channels, languages } from '#modules/people/notifications/client';
import type { Ctx } from '#platform/context';
import { channelName } from './parts/notice-words.ts';
import { chosenScope } from './scope-choice.server.ts';
import { m } from '#i18n/messages';

/** Which texts are shown: of a channel, in a language, for a scope; with the words of the choices and the address that names them. */
export async function chosenTexts(ctx: Ctx, params: URLSearchParams) {
  const chosen = await chosenScope(ctx, params);
  const channel = channels.find((known) => known === params.get('jalur')) ?? 'email';
  const language = languages.find((known) => known === params.get('bahasa')) ?? 'id';
  return {
    ...chosen,
    about: { channel, language, ...chosen.scope },
    query: new URLSearchParams([['jalur', channel], ['bahasa', language], ...chosen.codes]).toString(),
    channels: channels.map((value) => ({ value, label: channelName(value) })),
    languages: [
      { value: 'id', label: m.notice_language_id() },
      { value: 'en', label: m.notice_language_en() },
    ],
  };
}
