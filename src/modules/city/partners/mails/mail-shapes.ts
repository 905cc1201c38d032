import type { LocalDate } from '#shared/dates';

/** A mail with a partner in a list. */
export interface MailLine {
  id: number;
  /** null = nobody has said yet with whom it was written. */
  partnerId: number | null;
  onDay: LocalDate;
  fromName: string;
  fromAddress: string;
  subject: string;
  filedBy: string;
  filedAt: Date;
  files: number;
  version: number;
}

/** A file that came with a mail: a picture or a PDF, cleaned. */
export interface MailFile {
  id: number;
  mediaType: string;
  sizeBytes: number;
}

export interface PartnerMail extends Omit<MailLine, 'files'> {
  partner: string | null;
  via: 'mail' | 'file';
  /** To whom, as one line. */
  toLine: string;
  body: string;
  /** So many of its files were not kept. */
  filesLeft: number;
  attachments: MailFile[];
}
