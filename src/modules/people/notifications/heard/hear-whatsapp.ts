import { mainLibrary } from '#modules/ground/libraries';
import { systemCtx, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Services } from '#platform/services';
import type { ChannelSettings } from '../channels/channel-settings.ts';
import { tellGuest } from '../guests/tell-guest.ts';
import { chatHint, type ChatHint } from '../notices.ts';
import type { Said } from '../rules/said-in-chat.ts';
import { whatsappSaid } from '../rules/whatsapp-said.ts';
import { hear, mayHint } from './hear.ts';

const HOUR_MS = 3_600_000;

/**
 * Keeps what people wrote to our number until it is taken, before Meta's call is answered: what fails is called again. Whoever sends what we cannot
 * read, or too much, is told so once an hour.
 * @param body as Meta signed it
 */
export async function hearWhatsappMessages(
  { db, clock, secrets }: Pick<Services, 'db' | 'clock' | 'secrets'>,
  { enabled, config }: ChannelSettings['whatsapp'],
  body: unknown,
): Promise<void> {
  if (!enabled || config.takesIn === 'no' || config.phoneNumberId === '') return;
  const ctx = systemCtx(db, clock, 'notifications.whatsapp');
  for (const said of whatsappSaid(body, config.phoneNumberId)) {
    await db.transaction().execute(async (trx) => hearOne(trx, ctx, secrets, said));
  }
}

async function hearOne(trx: Tx, ctx: Ctx, secrets: Services['secrets'], said: Said): Promise<void> {
  const { key, name, words, hasFile } = said;
  const sender = `whatsapp ${said.sender}`;
  if (said.says === 'file') return hint(trx, ctx, secrets, said, 'words_only');
  const message = { channel: 'whatsapp' as const, memberId: null, phone: said.sender, name, words, hasFile };
  const heard = await hear(trx, ctx, secrets, { ...message, key, sender });
  if (heard === 'too_many') await hint(trx, ctx, secrets, said, 'too_many');
}

async function hint(trx: Tx, ctx: Ctx, secrets: Services['secrets'], said: Said, why: ChatHint): Promise<void> {
  const library = await mainLibrary({ db: trx });
  if (!library || !(await mayHint(trx, ctx, secrets, { sender: `whatsapp ${said.sender}`, why }))) return;
  await tellGuest(trx, ctx, chatHint, {
    params: { why },
    libraryId: library.id,
    // the same call again is no second hint
    key: `chat-hint:${secrets.mac('heard-message', `hint ${said.key}`).toString('base64url')}`,
    about: 'chat-hint',
    ...{ to: said.sender, name: said.name === '' ? said.sender : said.name, language: said.language },
    path: '/bantuan',
    // later it would be about something that nobody remembers
    expiresAt: new Date(ctx.clock.now().getTime() + HOUR_MS),
  });
}
