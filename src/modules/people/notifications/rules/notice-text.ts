import type { Channel, Language } from './channels.ts';

/** The text of one kind: `{placeholders}` in the words of the house, the same in every language. */
export interface NoticeText {
  /** Of an e-mail, and the headline of a push message. */
  subject: string;
  /** A line that holds a placeholder of one thing (a title …) is repeated for every thing. */
  body: string;
}

/** What ships with the product in one language. */
export interface ShippedText extends NoticeText {
  /** What staff call the kind. */
  name: string;
  /** Stands for the body in push messages, which are short. */
  push: string;
}

/** What has a text: every kind of notice, and the frame that holds what there is to tell together. */
export interface TextKind {
  /** Its code in the database, in addresses and in the API; it never changes. */
  readonly topic: string;
  /** What its text may hold beside what is known in every text. */
  readonly placeholders: readonly string[];
  /** What the body must hold, or the message says nothing; null = nothing. */
  readonly needed: string | null;
  readonly texts: Readonly<Record<Language, ShippedText>>;
}

/** The text that ships with the product. */
export function shippedText({ texts }: TextKind, channel: Channel, language: Language): NoticeText {
  const { subject, body, push } = texts[language];
  return { subject, body: channel === 'push' ? push : body };
}
