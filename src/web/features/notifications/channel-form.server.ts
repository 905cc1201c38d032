import type { ChannelInput, ChannelView } from '#modules/people/notifications';
import { channels, type Channel } from '#modules/people/notifications/client';
import { m } from '#i18n/messages';
import { channelName } from './parts/notice-words.ts';

interface ChannelField {
  name: string;
  label: string;
  hint: string | null;
  value: string;
  /** A secret is typed and never shown. */
  secret: boolean;
  rows: number;
  /** So many letters are kept. */
  max: number;
}

/** Settings of channels that may be longer than 200 letters, or are shorter. */
const LONGEST: Readonly<Record<string, number>> = {
  hosts: 5000,
  phoneNumberId: 40,
  templateName: 100,
  letterTemplateName: 100,
  letterPrice: 6,
  templateLanguage: 10,
  baseUrl: 300,
  token: 1000,
  botUsername: 40,
  apiRoot: 300,
};
const longestOf = (name: string): number => LONGEST[name] ?? 200;

const words: Record<Channel, { config: [string, () => string, (() => string)?][]; secrets: [string, () => string][] }> =
  {
    email: { config: [], secrets: [] },
    push: { config: [['hosts', m.notice_push_hosts, m.notice_push_hosts_hint]], secrets: [] },
    whatsapp: {
      config: [
        ['phoneNumberId', m.notice_wa_number_id, m.notice_wa_number_id_hint],
        ['templateName', m.notice_wa_template, m.notice_wa_template_hint],
        ['letterTemplateName', m.notice_wa_letter_template, m.notice_wa_letter_template_hint],
        ['letterPrice', m.notice_wa_letter_price, m.notice_wa_letter_price_hint],
        ['templateLanguage', m.notice_wa_template_language],
        ['baseUrl', m.notice_wa_base_url],
      ],
      secrets: [
        ['token', m.notice_wa_token],
        ['appSecret', m.notice_wa_app_secret],
        ['verifyToken', m.notice_wa_verify_token],
      ],
    },
    telegram: {
      config: [
        ['botUsername', m.notice_tg_bot, m.notice_tg_bot_hint],
        ['apiRoot', m.notice_tg_api],
      ],
      secrets: [['botToken', m.notice_tg_token]],
    },
  };

const trialTo: Record<Channel, () => string> = {
  email: m.notice_channel_try_to_email,
  push: m.notice_channel_try_to_member,
  whatsapp: m.notice_channel_try_to_phone,
  telegram: m.notice_channel_try_to_member,
};

/** A channel as its form shows it. */
export function showChannel({ channel, enabled, open, config, secrets }: ChannelView) {
  const { config: texts, secrets: hidden } = words[channel];
  const textOf = (value: unknown): string =>
    Array.isArray(value) ? value.join('\n') : typeof value === 'string' ? value : '';
  const fields: ChannelField[] = [
    ...texts.map(([name, label, hint]) => ({
      name,
      label: label(),
      hint: hint?.() ?? null,
      value: textOf(config[name]),
      secret: false,
      rows: Array.isArray(config[name]) ? 5 : 1,
      max: longestOf(name),
    })),
    ...hidden.map(([name, label]) => ({
      name,
      label: label(),
      hint: secrets[name] ? m.notice_secret_set() : m.notice_secret_unset(),
      value: '',
      secret: true,
      rows: 1,
      max: longestOf(name),
    })),
  ];
  const hint = takesInHints[channel];
  const name = channelName(channel);
  const takesIn = hint && {
    on: config.takesIn === 'yes',
    label: m.notice_channel_takes_in({ channel: name }),
    hint: hint(),
  };
  return { channel, name, enabled, open, takesIn, fields, trialTo: trialTo[channel]() };
}

/** Of channels in which people can write to us. */
const takesInHints: Partial<Record<Channel, () => string>> = {
  whatsapp: m.notice_wa_takes_in_hint,
  telegram: m.notice_tg_takes_in_hint,
};

export const channelOf = (name: string | undefined): Channel | undefined => channels.find((known) => known === name);

/** What the form of a channel says. */
export function channelInputOf(channel: Channel, values: Record<string, string>): ChannelInput {
  const { config, secrets } = words[channel];
  const lines = (text: string): string[] =>
    text
      .split(/\s+/)
      .map((line) => line.trim())
      .filter(Boolean);
  return {
    enabled: values.enabled === 'on',
    config: {
      ...Object.fromEntries(
        config.map(([name]) => [name, name === 'hosts' ? lines(values[name] ?? '') : (values[name] ?? '')]),
      ),
      ...(takesInHints[channel] && { takesIn: values.takesIn === 'on' ? 'yes' : 'no' }),
    },
    secrets: Object.fromEntries(secrets.map(([name]) => [name, values[name] ?? ''])),
  };
}
