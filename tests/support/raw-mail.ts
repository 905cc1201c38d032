/** Lines as they go over the wire. */
export const lines = (...all: readonly string[]): string => all.join('\r\n');

/** The sender of most mails here. */
export const DINA = 'Dina Ayu <dina@example.org>';
export const LIBRARY = 'perpus@kota.example';

let counted = 0;
/** A plain mail of somebody to the library; a header that is null is left out. */
export function rawMail(text: string, more: Record<string, string | null> = {}): string {
  counted += 1;
  const headers: Record<string, string | null> = {
    From: DINA,
    To: LIBRARY,
    Subject: 'Jam buka',
    Date: 'Mon, 30 Nov 2026 10:15:00 +0700',
    'Message-ID': `<surat-${counted}@example.org>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...more,
  };
  const head = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return lines(...head, '', text.replaceAll(/\r?\n/g, '\r\n'), '');
}

/** One part of a mail. */
export const part = (type: string, body: string, more: readonly string[] = []): string =>
  lines(`Content-Type: ${type}`, ...more, '', body);

/** A mail of several parts. */
export const parted = (
  kind: string,
  parts: readonly string[],
  more: Record<string, string | null> = {},
  params = '',
): string =>
  rawMail(lines(...parts.flatMap((one) => ['--batas', one]), '--batas--'), {
    'Content-Type': `multipart/${kind}; boundary="batas"${params}`,
    ...more,
  });

export const base64 = (bytes: Uint8Array | string): string =>
  (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');

/** A file as mail programs attach one. */
export const attached = (type: string, name: string, bytes: Uint8Array | string): string =>
  part(`${type}; name="${name}"`, base64(bytes), [
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${name}"`,
  ]);

/** The report of a mail server that could not deliver a mail. */
export const bounceOf = (messageId: string, action = 'failed', status = '5.1.1'): string =>
  parted(
    'report',
    [
      part('text/plain', 'Your message could not be delivered.'),
      part(
        'message/delivery-status',
        lines('Reporting-MTA: dns; mx.example.org', '', `Action: ${action}`, `Status: ${status}`),
      ),
      part(
        'message/rfc822',
        lines(`Message-ID: <${messageId}>`, `From: ${LIBRARY}`, 'Subject: K-2026-00001', '', 'Sudah kami terima.'),
      ),
    ],
    { From: 'Mail Delivery System <MAILER-DAEMON@mx.example.org>', 'Return-Path': '<>', Subject: 'Undelivered Mail' },
    '; report-type=delivery-status',
  );
