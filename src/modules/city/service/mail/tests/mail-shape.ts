import type { ReadMail } from '../rules/read-mail.ts';

/** A mail as programs and people send them, and what is read of it. */
export interface MailShape {
  name: string;
  raw: string | Buffer;
  kind?: ReadMail['kind'];
  text?: string;
  subject?: string;
  contact?: string;
  from?: string;
  files?: readonly string[];
  numbers?: readonly string[];
  language?: 'id' | 'en';
}
