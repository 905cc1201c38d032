import {
  DINA,
  LIBRARY,
  attached,
  base64,
  bounceOf,
  lines,
  part,
  parted,
  rawMail,
} from '../../../../../../tests/support/raw-mail.ts';
import type { ReadMail } from '../rules/read-mail.ts';
import type { MailShape } from './mail-shape.ts';

export const senders: readonly MailShape[] = [
  { name: 'no From', raw: rawMail('Halo', { From: null }), contact: '' },
  { name: 'a From without an address', raw: rawMail('Halo', { From: 'Dina' }), contact: '' },
  {
    name: 'an address with letters that nobody sees',
    raw: rawMail('Halo', { From: 'Dina <di\u200Bna@example.org>' }),
    contact: '',
  },
  {
    name: 'two authors and who sent it',
    raw: rawMail('Halo', { From: 'a@example.org, b@example.org', Sender: 'b@example.org' }),
    contact: 'b@example.org',
  },
  { name: 'two authors', raw: rawMail('Halo', { From: 'a@example.org, b@example.org' }), contact: 'a@example.org' },
  {
    name: 'a group as author',
    raw: rawMail('Halo', { From: 'Warga: a@example.org, b@example.org;' }),
    contact: 'a@example.org',
  },
  { name: 'an empty group', raw: rawMail('Halo', { From: 'undisclosed-recipients:;' }), contact: '' },
  { name: 'Sender alone', raw: rawMail('Halo', { From: null, Sender: 'c@example.org' }), contact: 'c@example.org' },
  {
    name: 'answers are asked elsewhere',
    raw: rawMail('Halo', { 'Reply-To': 'kantor@example.org' }),
    contact: 'kantor@example.org',
    from: 'Dina Ayu',
  },
  {
    name: 'answers are asked at our own address',
    raw: rawMail('Halo', { 'Reply-To': LIBRARY }),
    contact: 'dina@example.org',
  },
  {
    name: 'a name in encoded words',
    raw: rawMail('Halo', { From: '=?utf-8?B?RGluYSDwn5iA?= <dina@example.org>' }),
    from: 'Dina 😀',
  },
  {
    name: 'a name that turns letters round',
    raw: rawMail('Halo', { From: '"\u202Eanid" <dina@example.org>' }),
    from: 'anid',
  },
  { name: 'a capital address', raw: rawMail('Halo', { From: 'DINA@EXAMPLE.ORG' }), contact: 'dina@example.org' },
  {
    name: 'a subject in encoded words, one broken',
    raw: rawMail('Halo', { Subject: '=?utf-8?Q?Jam_buka?= =?utf-8?B?!!?=' }),
    kind: 'person',
  },
  {
    name: 'a subject over several lines',
    raw: rawMail('Halo', { Subject: 'Jam\r\n buka\r\n\tSabtu' }),
    subject: 'Jam buka Sabtu',
  },
  { name: 'a subject of ten thousand letters', raw: rawMail('Halo', { Subject: 'a '.repeat(5000) }), kind: 'person' },
  { name: 'no Message-ID', raw: rawMail('Halo', { 'Message-ID': null }), text: 'Halo' },
  { name: 'a Message-ID that is none', raw: rawMail('Halo', { 'Message-ID': 'abc' }), text: 'Halo' },
  {
    name: 'a date beyond all calendars',
    raw: rawMail('Halo', { Date: 'Fri, 31 Dec 9999 23:59:59 +0000' }),
    text: 'Halo',
  },
  { name: 'a date that is none', raw: rawMail('Halo', { Date: 'kemarin' }), text: 'Halo' },
  {
    name: 'a number within other words',
    raw: rawMail('x', { Subject: 'Soal k-2026-00012, XK-2026-00013' }),
    numbers: ['K-2026-00012'],
  },
  { name: 'headers without end', raw: `From: ${DINA}\r\n${'X-A: b\r\n'.repeat(10_000)}\r\nHalo`, text: 'Halo' },
  {
    name: 'a line of a header without a colon',
    raw: lines(`From: ${DINA}`, 'rusak', 'Subject: Jam', '', 'Halo'),
    text: 'Halo',
  },
  { name: 'lines that end as on Unix', raw: `From: ${DINA}\nSubject: Jam\n\nHalo\n`, text: 'Halo' },
  { name: 'no head at all', raw: 'Halo saja', kind: 'person' },
  { name: 'no head, with an empty line', raw: 'Lampu mati.\n\nTerima kasih.', kind: 'person' },
  { name: 'no head, another with the same end', raw: 'Keran rusak.\n\nTerima kasih.', kind: 'person' },
  { name: 'nothing', raw: '', kind: 'person' },
  {
    name: 'bytes that are no text',
    raw: Buffer.from(Array.from({ length: 5000 }, (_, nth) => (nth * 197) % 256)),
    kind: 'person',
  },
];

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const text = part('text/plain; charset=utf-8', 'Lihat lampiran.');
export const files: readonly MailShape[] = [
  {
    name: 'a picture',
    raw: parted('mixed', [text, attached('image/png', 'rak.png', PNG)]),
    files: ['image/png'],
    text: 'Lihat lampiran.',
  },
  {
    name: 'a picture without text',
    raw: parted('mixed', [attached('image/png', 'rak.png', PNG)]),
    files: ['image/png'],
    text: '',
  },
  {
    name: 'the mail is the picture',
    raw: rawMail(base64(PNG), { 'Content-Type': 'image/png', 'Content-Transfer-Encoding': 'base64' }),
    files: ['image/png'],
    text: '',
  },
  {
    name: 'winmail.dat',
    raw: parted('mixed', [text, attached('application/ms-tnef', 'winmail.dat', 'x\u009f>"')]),
    ...{ files: ['application/ms-tnef'], left: 1, text: 'Lihat lampiran.' },
  },
  {
    name: 'a logo in the text',
    raw: parted('related', [
      part('text/html', '<p>Halo <img src="cid:logo"></p>'),
      part('image/png', base64(PNG), [
        'Content-Transfer-Encoding: base64',
        'Content-ID: <logo>',
        'Content-Disposition: inline',
      ]),
    ]),
    ...{ files: [], text: 'Halo' },
  },
  {
    name: 'HTML beside a file',
    raw: parted('mixed', [part('text/html', '<p>Lihat<br>lampiran.</p>'), attached('image/png', 'rak.png', PNG)]),
    ...{ files: ['image/png'], text: 'Lihat\nlampiran.' },
  },
  { name: 'HTML as the only choice', raw: parted('alternative', [part('text/html', '<p>Halo</p>')]), text: 'Halo' },
  {
    name: 'signed by PGP',
    raw: parted('signed', [text, part('application/pgp-signature', '-----BEGIN PGP SIGNATURE-----')]),
    ...{ files: [], text: 'Lihat lampiran.' },
  },
  {
    name: 'signed by S/MIME',
    raw: parted('signed', [text, attached('application/pkcs7-signature', 'smime.p7s', 'x')]),
    ...{ files: [], text: 'Lihat lampiran.' },
  },
  {
    name: 'sealed by PGP',
    raw: parted('encrypted', [
      part('application/pgp-encrypted', 'Version: 1'),
      part('application/octet-stream', '-----BEGIN PGP MESSAGE-----'),
    ]),
    ...{ files: ['application/octet-stream'], left: 1, text: '' },
  },
  {
    name: 'sealed by S/MIME',
    raw: rawMail(base64('x'.repeat(50)), {
      'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data',
      'Content-Transfer-Encoding': 'base64',
    }),
    ...{ files: ['application/pkcs7-mime'], left: 1, text: '' },
  },
  {
    name: 'an invitation of a calendar',
    raw: parted('alternative', [text, part('text/calendar; method=REQUEST', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR')]),
    ...{ files: [], text: 'Lihat lampiran.' },
  },
  {
    name: 'a part that says it is what it is not',
    raw: parted('mixed', [text, attached('image/png', 'a.png', 'MZ bukan gambar')]),
    ...{ files: ['image/png'], left: 1, text: 'Lihat lampiran.' },
  },
  {
    name: 'a mail within a mail',
    raw: parted('mixed', [text, part('message/rfc822', rawMail('Isi lama'))]),
    kind: 'person',
  },
  {
    name: 'parts that never end',
    raw: rawMail(lines('--batas', text), { 'Content-Type': 'multipart/mixed; boundary="batas"' }),
    text: 'Lihat lampiran.',
  },
  { name: 'parts without a boundary', raw: rawMail('Halo', { 'Content-Type': 'multipart/mixed' }), kind: 'person' },
  { name: 'an empty file', raw: parted('mixed', [text, attached('image/png', 'kosong.png', '')]), files: [] },
  {
    name: 'parts in parts a hundred deep',
    raw: rawMail(
      Array.from(
        { length: 100 },
        (_, nth) => `--b${nth}\r\nContent-Type: multipart/mixed; boundary="b${nth + 1}"\r\n`,
      ).join('\r\n'),
      { 'Content-Type': 'multipart/mixed; boundary="b0"' },
    ),
    kind: 'person',
  },
];

const by = (headers: Record<string, string | null>, kind: ReadMail['kind']): MailShape => ({
  name: `${kind}: ${Object.entries(headers).flat().join(': ')}`,
  raw: rawMail('Saya sedang cuti.', headers),
  kind,
});
export const programs: readonly MailShape[] = [
  by({ 'Auto-Submitted': 'auto-replied' }, 'auto'),
  by({ 'Auto-Submitted': 'auto-generated (vacation)' }, 'auto'),
  by({ 'Auto-Submitted': 'no' }, 'person'),
  by({ Precedence: 'bulk' }, 'auto'),
  by({ Precedence: 'list' }, 'list'),
  by({ Precedence: 'JUNK' }, 'auto'),
  by({ Precedence: 'first-class' }, 'person'),
  by({ 'X-Auto-Response-Suppress': 'All' }, 'auto'),
  by({ 'X-Autoreply': 'yes' }, 'auto'),
  by({ 'List-Id': 'Warga <warga.example.org>' }, 'list'),
  by({ 'List-Id': 'Berita <berita.example.org>', Precedence: 'bulk' }, 'auto'),
  by({ 'List-Unsubscribe': '<mailto:keluar@example.org>' }, 'auto'),
  by({ 'Return-Path': '<>' }, 'auto'),
  by({ 'X-Spam-Flag': 'YES' }, 'auto'),
  by({ Subject: 'Automatic reply: K-2026-00012' }, 'auto'),
  by({ Subject: 'Balasan otomatis: K-2026-00012' }, 'auto'),
  by({ Subject: 'Tidak di tempat', 'In-Reply-To': '<t1.abc@perpus.kota.example>' }, 'auto'),
  by({ Subject: 'Tidak di tempat: petugas loket sejak jam 9' }, 'person'),
  by({ Subject: 'Balasan otomatis WhatsApp perpustakaan salah' }, 'person'),
  by({ Subject: 'Otomatis pintu rusak' }, 'person'),
  by({ From: 'no-reply@toko.example' }, 'auto'),
  by({ From: 'noreply+12@toko.example' }, 'auto'),
  by({ From: 'noreen@example.org' }, 'person'),
  by({ From: `Perpustakaan <${LIBRARY.toUpperCase()}>` }, 'loop'),
  by({ Sender: LIBRARY }, 'loop'),
  by({ From: LIBRARY, 'Reply-To': 'dina@example.org' }, 'loop'),
  by({ 'Message-ID': '<0b54c1f4-6f0c-4f6e-9df1-1c0b3f0d8a11@perpus.kota.example>' }, 'person'),
  by({ From: 'MAILER-DAEMON@mx.example.org', 'Return-Path': '<>' }, 'bounce'),
  by({ 'X-Failed-Recipients': 'dina@example.org' }, 'bounce'),
  { name: 'bounce: a report of a failure', raw: bounceOf('t1.abc@perpus.kota.example'), kind: 'bounce' },
  {
    name: 'auto: a report that it was read',
    raw: parted(
      'report',
      [text, part('message/disposition-notification', 'Disposition: displayed')],
      {},
      '; report-type=disposition-notification',
    ),
    kind: 'auto',
  },
];
