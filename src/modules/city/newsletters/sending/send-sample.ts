import { recordAudit } from '#modules/ground/audit';
import { getOwnAccount } from '#modules/ground/identity';
import type { Ctx, Locale } from '#platform/context';
import { countAttempt } from '#platform/requests/rate-limit';
import { MailError, type Mailer } from '#platform/sending/mail';
import { newsletterErrors } from '../errors.ts';
import { letterEntity, readableLetter } from '../held-letter.ts';
import { mailOf, wordsOf } from '../rendering/render-letter.ts';
import { letterText } from '../rendering/letter-text.ts';
import { PREFERENCES, UNSUBSCRIBE } from '../rules/letter-text.ts';

/** So many samples an hour for one account. */
const SAMPLES = { limit: 10, windowSeconds: 3600 };

/**
 * Sends a letter as it stands to whoever asks, at the address of the own account; in a sample the ways out lead to the page where letters are
 * chosen. Needs `news.send` at its library. Throws `newsletters.not_found`, `no_mail`, `no_address`, `sample_refused`,
 * `platform.too_many_requests`. @returns where it went
 */
export async function sendSample(
  ctx: Ctx,
  mailer: Mailer,
  id: number,
  { origin, locale }: { origin: string; locale: Locale },
): Promise<string> {
  const letter = await readableLetter(ctx, id);
  if (!mailer.available) throw newsletterErrors.noMail();
  const account = await getOwnAccount(ctx);
  const { email } = account;
  if (!email) throw newsletterErrors.noAddress();
  await countAttempt(ctx, `letter-sample:${account.id}`, SAMPLES);
  const { subject, html, text } = await mailOf(await letterText(ctx, await wordsOf(ctx, letter), { origin, locale }));
  const out = `${origin}/langganan`;
  const filled = (words: string): string => words.replaceAll(UNSUBSCRIBE, out).replaceAll(PREFERENCES, out);
  const mark = locale === 'en' ? 'Sample' : 'Contoh';
  try {
    await mailer.send({
      ...{ to: email, subject: `[${mark}] ${subject}`, html: filled(html), text: filled(text) },
      automatic: true,
    });
  } catch (error) {
    if (error instanceof MailError) throw newsletterErrors.sampleRefused({ detail: error.message.slice(0, 200) });
    throw error;
  }
  await ctx.db
    .transaction()
    .execute(async (trx) =>
      recordAudit(trx, ctx, { action: 'newsletter.sample_sent', ...letterEntity(letter), after: { language: locale } }),
    );
  return email;
}
