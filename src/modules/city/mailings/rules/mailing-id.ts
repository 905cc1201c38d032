import { timingSafeEqual } from 'node:crypto';

/** Which mail a message id is of. */
export interface MailingId {
  mailingId: number;
  deliveryId: number;
}

/** What is signed of it. */
export const signedPart = ({ mailingId, deliveryId }: MailingId): string => `${mailingId}.${deliveryId}`;

/** Eight letters of a signature: enough that nobody guesses one, in an id that people may have to read out. */
export const markOf = (mac: Uint8Array): string =>
  [...mac.subarray(0, 8)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');

/** The message id of a mail, without brackets. @param mark the signature of {@link signedPart} */
export const mailingId = (about: MailingId, mark: string, host: string): string =>
  `surat.${signedPart(about)}.${mark}@${host}`;

const SHAPE = /^<?surat\.(\d{1,15})\.(\d{1,15})\.([a-z2-7]{8})@[^\s<>@]+>?$/;

/** @param macsOf the signatures of {@link signedPart} under every key there ever was @returns null for one that is not ours */
export function readId(text: string, macsOf: (signed: string) => readonly Uint8Array[]): MailingId | null {
  const found = SHAPE.exec(text.trim());
  if (!found) return null;
  const [, mailing, delivery, said = ''] = found;
  const about = { mailingId: Number(mailing), deliveryId: Number(delivery) };
  const given = Buffer.from(said);
  return macsOf(signedPart(about)).some((mac) => timingSafeEqual(Buffer.from(markOf(mac)), given)) ? about : null;
}

/** The right side of message ids: the host of the sender's address (`Perpustakaan <a@b.id>` or `a@b.id`). */
export const hostOf = (mailFrom: string): string =>
  /@([^\s<>@]+)>?\s*$/.exec(mailFrom)?.[1]?.toLowerCase() ?? 'localhost';
