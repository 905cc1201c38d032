import type { Db, Tx } from '#platform/database/db';
import { channelConfigs, isSecretSet } from '../channels/channel-settings.ts';
import { selectChannels } from '../data/channels.queries.ts';

/** Whether what people write there is taken in: who is told to write back is heard. Inside the house only. */
export async function chatsHeard(db: Db | Tx): Promise<{ telegram: boolean; whatsapp: boolean }> {
  const rows = await selectChannels(db);
  const rowOf = (channel: 'telegram' | 'whatsapp') => rows.find((row) => row.channel === channel && row.enabled);
  const [telegram, whatsapp] = [rowOf('telegram'), rowOf('whatsapp')];
  const bot = telegram && channelConfigs.telegram.parse(telegram.config);
  const number = whatsapp && channelConfigs.whatsapp.parse(whatsapp.config);
  return {
    telegram: bot?.takesIn === 'yes' && bot.botUsername !== '' && isSecretSet(telegram?.secrets, 'botToken'),
    // Meta's calls are believed by the app secret, and answers go by the token
    whatsapp:
      number?.takesIn === 'yes' &&
      number.phoneNumberId !== '' &&
      ['token', 'appSecret'].every((name) => isSecretSet(whatsapp?.secrets, name)),
  };
}
