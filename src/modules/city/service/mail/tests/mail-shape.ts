import type { ReadMail } from '../rules/read-mail.ts';

/** A mail as programs and people send them, and what is read of it. */
export interface MailShape {
  name: string;
  raw: string | Buffer;
  kind?: ReadMail['kind'];
  text?: string;
  /** The same where a mail server changed what no mail may hold before it kept it. */
  kept?: string;
  subject?: string;
  contact?: string;
  from?: string;
  files?: readonly string[];
  /** So many of its files are not taken. */
  left?: number;
  numbers?: readonly string[];
  language?: 'id' | 'en';
}
