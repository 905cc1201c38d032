import type { MailShape } from './mail-shape.ts';
import { files, programs, senders } from './sent-mails.ts';
import { answers, texts } from './worded-mails.ts';

/** Every shape of a mail that is tried, with what is to be read of it. */
export const shapes: readonly MailShape[] = [...answers, ...texts, ...senders, ...files, ...programs];
