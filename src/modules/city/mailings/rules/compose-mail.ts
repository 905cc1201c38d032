import { PREFERENCES, UNSUBSCRIBE } from './terms.ts';

/** A mail as everybody gets it, with {@link UNSUBSCRIBE} and {@link PREFERENCES} where the addresses of the reader go. */
export interface MailText {
  subject: string;
  html: string;
  text: string;
}
/** Where one reader switches letters off, and chooses among them. */
export interface WaysOut {
  unsubscribeUrl: string;
  preferencesUrl: string;
}

const inHtml = (url: string): string =>
  url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const fill = (words: string, unsubscribe: string, preferences: string): string =>
  words.replaceAll(UNSUBSCRIBE, () => unsubscribe).replaceAll(PREFERENCES, () => preferences);

/** The mail of one reader. */
export const composeMail = (
  { subject, html, text }: MailText,
  { unsubscribeUrl, preferencesUrl }: WaysOut,
): MailText => ({
  subject,
  html: fill(html, inHtml(unsubscribeUrl), inHtml(preferencesUrl)),
  text: fill(text, unsubscribeUrl, preferencesUrl),
});
