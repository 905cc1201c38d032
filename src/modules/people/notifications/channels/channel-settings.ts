import { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';
import { lockChannel, replaceKeys, replaceSecrets, selectChannels } from '../data/channels.queries.ts';
import type { Channel } from '../client.ts';

const text = (max: number) => z.string().trim().max(max);
const webAddress = text(300)
  .transform((value) => value.replace(/\/+$/, ''))
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'url');

/** Push services of the browsers in use. A subscription that points elsewhere is refused: we would call any address for it. */
const PUSH_HOSTS = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  '*.notify.windows.com',
  '*.push.apple.com',
];

const templateName = text(100)
  .regex(/^[a-z0-9_]*$/, 'template_name')
  .default('');

/** Whether what people write there becomes tickets. */
const takesIn = z.enum(['yes', 'no']).default('yes');

export const channelConfigs = {
  email: z.object({}),
  push: z.object({
    publicKey: text(200).default(''),
    hosts: z.array(text(100)).default(PUSH_HOSTS),
  }),
  whatsapp: z.object({
    baseUrl: webAddress.default('https://graph.facebook.com/v23.0'),
    phoneNumberId: text(40).regex(/^\d*$/, 'digits').default(''),
    /** An approved template with one variable; empty: plain text, which reaches only who wrote to us in the last 24 hours. */
    templateName,
    /** The same for letters, which WhatsApp approves and charges as marketing; empty: no letter goes by it. */
    letterTemplateName: templateName,
    /** What one letter costs, in whole rupiah; empty: nobody has said. */
    letterPrice: text(6).regex(/^\d*$/, 'digits').default(''),
    templateLanguage: text(10)
      .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'language_code')
      .default('id'),
    takesIn,
  }),
  telegram: z.object({
    apiRoot: webAddress.default('https://api.telegram.org'),
    botUsername: text(40)
      .transform((value) => value.replace(/^@/, ''))
      .pipe(z.string().regex(/^\w*$/, 'invalid'))
      .default(''),
    /** Up to which update of the bot we have read. */
    offset: z.number().int().default(0),
    takesIn,
  }),
};
export const channelSecrets = {
  email: z.object({}),
  push: z.object({ privateKey: text(200).default('') }),
  whatsapp: z.object({
    token: text(1000).default(''),
    appSecret: text(200).default(''),
    verifyToken: text(200).default(''),
  }),
  telegram: z.object({ botToken: text(200).default('') }),
};

export type ChannelConfig<C extends Channel> = z.output<(typeof channelConfigs)[C]>;
export type ChannelSecrets<C extends Channel> = z.output<(typeof channelSecrets)[C]>;
export type ChannelSettings = {
  [C in Channel]: { enabled: boolean; config: ChannelConfig<C>; secrets: ChannelSecrets<C>; version: number };
};

const storedSecrets = z.record(z.string(), z.string());
/** Whether a stored secret is there, without opening it. */
export const isSecretSet = (stored: unknown, name: string): boolean =>
  (storedSecrets.safeParse(stored).data?.[name] ?? '') !== '';
const aboutSecret = (channel: Channel, name: string): string => `channel:${channel}.${name}`;

/** A secret as it is stored: only this installation can read it. */
export function sealSecret(secrets: Secrets, channel: Channel, name: string, plain: string): string {
  const { keyId, bytes } = secrets.seal('notices', aboutSecret(channel, name), plain);
  return `${keyId}.${bytes.toString('base64url')}`;
}

/** What cannot be opened (a backup brought to another installation) is as good as not set. */
function openSecrets(secrets: Secrets, channel: Channel, stored: unknown): Record<string, string> {
  const opened: Record<string, string> = {};
  for (const [name, sealed] of Object.entries(storedSecrets.parse(stored))) {
    const [keyId = '', bytes = ''] = sealed.split('.');
    try {
      opened[name] = secrets.open('notices', aboutSecret(channel, name), {
        keyId,
        bytes: Buffer.from(bytes, 'base64url'),
      });
    } catch {
      opened[name] = '';
    }
  }
  return opened;
}

/** How every carrier is reached, with its secrets: never for a page or an answer. */
export async function readChannels(db: Db | Tx, secrets: Secrets): Promise<ChannelSettings> {
  const rows = await selectChannels(db);
  const one = (channel: Channel) => {
    const row = rows.find((found) => found.channel === channel) ?? {
      enabled: false,
      config: {},
      secrets: {},
      version: 0,
    };
    return { ...row, secrets: openSecrets(secrets, channel, row.secrets) };
  };
  const email = one('email');
  const push = one('push');
  const whatsapp = one('whatsapp');
  const telegram = one('telegram');
  return {
    email: {
      ...email,
      config: channelConfigs.email.parse(email.config),
      secrets: channelSecrets.email.parse(email.secrets),
    },
    push: { ...push, config: channelConfigs.push.parse(push.config), secrets: channelSecrets.push.parse(push.secrets) },
    whatsapp: {
      ...whatsapp,
      config: channelConfigs.whatsapp.parse(whatsapp.config),
      secrets: channelSecrets.whatsapp.parse(whatsapp.secrets),
    },
    telegram: {
      ...telegram,
      config: channelConfigs.telegram.parse(telegram.config),
      secrets: channelSecrets.telegram.parse(telegram.secrets),
    },
  };
}

/** Which channels can send now: switched on and complete. */
export function openChannels(settings: ChannelSettings, mailServer: boolean): Record<Channel, boolean> {
  const { email, push, whatsapp, telegram } = settings;
  return {
    email: email.enabled && mailServer,
    push: push.enabled && push.config.publicKey !== '' && push.secrets.privateKey !== '',
    whatsapp: whatsapp.enabled && whatsapp.config.phoneNumberId !== '' && whatsapp.secrets.token !== '',
    telegram: telegram.enabled && telegram.config.botUsername !== '' && telegram.secrets.botToken !== '',
  };
}

/** How letters go by WhatsApp. */
export interface WhatsappLetters {
  /** Connected, with an approved template for letters. */
  isReady: boolean;
  /** What one costs, in whole rupiah; null: nobody has said. */
  price: number | null;
}

/** Whether letters can go by WhatsApp, and what one costs. Inside the house only: no permission is checked. */
export async function whatsappLetters(db: Db | Tx): Promise<WhatsappLetters> {
  const row = (await selectChannels(db)).find(({ channel }) => channel === 'whatsapp');
  const { phoneNumberId, letterTemplateName, letterPrice } = channelConfigs.whatsapp.parse(row?.config ?? {});
  return {
    isReady:
      row?.enabled === true && phoneNumberId !== '' && letterTemplateName !== '' && isSecretSet(row.secrets, 'token'),
    price: letterPrice === '' ? null : Number(letterPrice),
  };
}

/** Makes, once for ever, the keys of web push (VAPID), which nobody types. */
export async function prepareChannels(db: Db, secrets: Secrets): Promise<void> {
  const { push } = await readChannels(db, secrets);
  if (push.secrets.privateKey !== '') return;
  const { default: webpush } = await import('web-push');
  const { publicKey, privateKey } = webpush.generateVAPIDKeys();
  await replaceKeys(db, push.config.publicKey, {
    publicKey,
    privateKey: sealSecret(secrets, 'push', 'privateKey', privateKey),
  });
}

/** Secrets of channels that an older key of this installation sealed. */
const sealedByOlder = (secrets: Secrets, stored: unknown): [name: string, sealed: string][] => {
  const older = secrets.keyIds.filter((keyId) => keyId !== secrets.keyId);
  return Object.entries(storedSecrets.parse(stored)).filter(([, sealed]) => older.includes(sealed.split('.')[0] ?? ''));
};

/** How many secrets of channels an older key sealed. */
export const countSealedChannels = async (db: Db, secrets: Secrets): Promise<number> =>
  (await selectChannels(db)).flatMap((row) => sealedByOlder(secrets, row.secrets)).length;

/** Seals them anew; may be stopped and run again. What its key does not open is as good as not set, and goes. @returns how many */
export async function resealChannels(ctx: Pick<Ctx, 'db'>, secrets: Secrets): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => {
    let done = 0;
    for (const { channel } of await selectChannels(trx)) {
      const row = await lockChannel(trx, channel);
      const older = sealedByOlder(secrets, row.secrets);
      if (older.length === 0) continue;
      const opened = openSecrets(secrets, channel, row.secrets);
      const anew = older.map(([name]): [string, string] => [
        name,
        sealSecret(secrets, channel, name, opened[name] ?? ''),
      ]);
      await replaceSecrets(trx, channel, Object.fromEntries(anew));
      done += older.length;
    }
    return done;
  });
}
