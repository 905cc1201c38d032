import { DINA, LIBRARY, attached, base64, bounceOf, lines, part, parted, rawMail } from './raw-mail.ts';
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

const ANSWER = { 'In-Reply-To': '<t1.abc@perpus.kota.example>', Subject: 'Re: K-2026-00012' };
const answer = (text: string, more: Record<string, string> = {}): string => rawMail(text, { ...ANSWER, ...more });
const latin = (raw: string): Buffer => Buffer.from(raw, 'latin1');
const qp = { 'Content-Transfer-Encoding': 'quoted-printable' };

/** What an answer says of its own, whatever its program does with the mail that it answers. */
const answers: MailShape[] = [
  {
    name: 'Gmail in Indonesian',
    raw: answer(
      'Sabtu saja.\n\nPada Sen, 30 Nov 2026 pukul 10.15 Perpustakaan <perpus@kota.example>\nmenulis:\n\n> Hari apa?\n>\n> Petugas\n',
    ),
    text: 'Sabtu saja.',
  },
  {
    name: 'Gmail in English',
    raw: answer('Saturday.\n\nOn Mon, Nov 30, 2026 at 10:15 AM Library <perpus@kota.example> wrote:\n\n> Which day?\n'),
    text: 'Saturday.',
  },
  {
    name: 'Gmail on a phone, without marks before the quoted lines',
    raw: answer('Ya, benar.\n\nPada tanggal Sen, 30 Nov 2026 10.15, Perpustakaan menulis:\n\nHari apa?\nPetugas'),
    text: 'Ya, benar.',
  },
  {
    name: 'Outlook in English',
    raw: answer(
      'Terlampir.\n\n-----Original Message-----\nFrom: Perpustakaan\nSent: Monday, 30 November 2026\nTo: Dina\nSubject: K\n\nHari apa?',
    ),
    text: 'Terlampir.',
  },
  {
    name: 'Outlook in Indonesian',
    raw: answer(
      'Baik.\n\n________________________________\nDari: Perpustakaan <perpus@kota.example>\nDikirim: Senin, 30 November 2026\nKepada: Dina\nSubjek: K-2026-00012\n\nHari apa?',
    ),
    text: 'Baik.',
  },
  {
    name: 'Outlook on the web, with the head alone',
    raw: answer('Ok.\n\nFrom: Library <perpus@kota.example>\nDate: Monday\nTo: Dina\nSubject: Re\n\nWhich day?'),
    text: 'Ok.',
  },
  {
    name: 'an older Outlook: "Pesan Asli"',
    raw: answer('Sudah.\n\n-----Pesan Asli-----\nDari: Perpustakaan\n\nHari apa?'),
    text: 'Sudah.',
  },
  {
    name: 'bold words of the head, as some phones write them',
    raw: answer('Siap.\n\n*From:* Library\n*Sent:* Monday\n*To:* Dina\n\nWhich day?'),
    text: 'Siap.',
  },
  {
    name: 'answers between the lines',
    raw: answer(
      'Pada Sen, 30 Nov 2026, Perpustakaan menulis:\n> Hari apa?\n\nSabtu.\n\n> Jam berapa?\n\nSembilan.\n\n> Terima kasih.',
    ),
    text: 'Sabtu.\n\nSembilan.',
  },
  {
    name: 'an answer below what it quotes',
    raw: answer('On Mon, Nov 30, 2026, Library wrote:\n> Which day?\n> Regards\n\nOn Saturday, please.'),
    text: 'On Saturday, please.',
  },
  {
    name: 'quotes of quotes',
    raw: answer('Ya.\n>> dulu\n> > lama\n> baru\nTerima kasih.'),
    text: 'Ya.\nTerima kasih.',
  },
  { name: 'nothing but a quotation is kept', raw: answer('> Hari apa?\n> Petugas'), text: '> Hari apa?\n> Petugas' },
  { name: 'a signature after its mark', raw: answer('Sabtu.\n\n-- \nDina Ayu\nJl. Merdeka 1'), text: 'Sabtu.' },
  { name: 'a phone signs', raw: answer('Sabtu.\n\nDikirim dari iPhone saya'), text: 'Sabtu.' },
  { name: 'another phone signs', raw: answer('Saturday.\n\nGet Outlook for Android'), text: 'Saturday.' },
  {
    name: 'a phone signs above the quotation',
    raw: answer(
      'Sabtu.\n\nSent from my Galaxy\n\n-------- Original message --------\nFrom: Library\nDate: x\n\nHari apa?',
    ),
    text: 'Sabtu.',
  },
  {
    name: 'a date as the head of a quotation',
    raw: answer('Sabtu.\n\n2026-11-30 10:15 GMT+07:00 Perpustakaan <perpus@kota.example>:\n\n> Hari apa?'),
    text: 'Sabtu.',
  },
  {
    name: 'a sentence that begins as a quotation does',
    raw: answer('Pada hari Sabtu saya datang.\nOn Sunday I do not.\nPetugas menulis nama saya salah.'),
    text: 'Pada hari Sabtu saya datang.\nOn Sunday I do not.\nPetugas menulis nama saya salah.',
  },
  {
    name: 'a sentence that ends as the line before a quotation does',
    raw: answer(
      'Mohon dibetulkan.\n\nPada formulir saya menulis:\nnama lengkap\n\nTanggal 3 Mei petugas menulis:\nalamat',
    ),
    text: 'Mohon dibetulkan.\n\nPada formulir saya menulis:\nnama lengkap\n\nTanggal 3 Mei petugas menulis:\nalamat',
  },
  {
    name: 'a way that looks like the head of a mail',
    raw: answer('Mobil keliling:\nDari: Jl. Merdeka 1\nKe: Jl. Sudirman 5\nTanggal: 5 Mei\nApakah benar?'),
    text: 'Mobil keliling:\nDari: Jl. Merdeka 1\nKe: Jl. Sudirman 5\nTanggal: 5 Mei\nApakah benar?',
  },
  {
    name: 'a short text after a line that parts it',
    raw: answer('Soal satu.\n--\nSoal dua: kapan buka?'),
    text: 'Soal satu.\n--\nSoal dua: kapan buka?',
  },
  { name: 'a signature after a mark without its space', raw: answer('Sabtu.\n--\nDina Ayu'), text: 'Sabtu.' },
  {
    name: 'text after a long rule is no signature',
    raw: answer(`Satu\n--\n${Array.from({ length: 20 }, (_, nth) => `baris ${nth}`).join('\n')}`),
    text: `Satu\n--\n${Array.from({ length: 20 }, (_, nth) => `baris ${nth}`).join('\n')}`,
  },
  {
    name: 'HTML of Gmail with its quotation',
    raw: answer(
      '<div dir="ltr">Sabtu <b>pagi</b>.</div><br><div class="gmail_quote"><div>Pada Sen, 30 Nov 2026 Perpustakaan menulis:<br></div><blockquote>Hari apa?</blockquote></div>',
      { 'Content-Type': 'text/html; charset=utf-8' },
    ),
    text: 'Sabtu pagi.',
  },
  {
    name: 'the subject alone says that it is an answer',
    raw: rawMail('Ya.\n\nOn Mon, Library wrote:\n> x', { Subject: 'Bls: K-2026-00012' }),
    ...{ text: 'Ya.', numbers: ['K-2026-00012'] },
  },
  {
    name: 'a correspondence that is sent on stays whole',
    raw: rawMail(
      'Mohon dibantu.\n\n---------- Forwarded message ---------\nFrom: Toko\nDate: x\nSubject: y\n\n> Isi lama',
      {
        Subject: 'Fwd: Pesanan buku',
        References: '<lama@toko.example>',
      },
    ),
    text: 'Mohon dibantu.\n\n---------- Forwarded message ---------\nFrom: Toko\nDate: x\nSubject: y\n\n> Isi lama',
  },
  {
    name: 'a first mail keeps what it quotes',
    raw: rawMail('Petugas bilang:\n> tutup\nBenarkah?'),
    text: 'Petugas bilang:\n> tutup\nBenarkah?',
  },
];

const html = (body: string): string => rawMail(body, { 'Content-Type': 'text/html; charset=utf-8' });
const texts: MailShape[] = [
  {
    name: 'plain',
    raw: rawMail('Apakah hari Sabtu buka?'),
    text: 'Apakah hari Sabtu buka?',
    contact: 'dina@example.org',
  },
  {
    name: 'HTML alone',
    raw: html('<p>Apakah <b>Sabtu</b> buka?</p><p>Terima&nbsp;kasih</p>'),
    text: 'Apakah Sabtu buka?\n\nTerima kasih',
  },
  {
    name: 'HTML with a script and styles',
    raw: html('<style>p{}</style><script>alert(1)</script><p>Halo</p>'),
    text: 'Halo',
  },
  {
    name: 'HTML nested two thousand deep',
    raw: html(`${'<div>'.repeat(2000)}dalam &amp; luar${'</div>'.repeat(2000)}`),
    text: 'dalam & luar',
  },
  { name: 'HTML that never closes', raw: html('<table><tr><td>Isi <a href="http://x'), kind: 'person' },
  {
    name: 'text beside its HTML',
    raw: parted('alternative', [part('text/plain; charset=utf-8', 'Halo'), part('text/html', '<p>Halo HTML</p>')]),
    text: 'Halo',
  },
  { name: 'Latin-1 said to be UTF-8', raw: latin(rawMail('Caf\xe9 dan buku')), kind: 'person' },
  {
    name: 'UTF-8 said to be ASCII',
    raw: rawMail('Buku “baru” – ya', {
      'Content-Type': 'text/plain; charset=us-ascii',
      'Content-Transfer-Encoding': '8bit',
    }),
    kind: 'person',
  },
  {
    name: 'a charset that nobody knows',
    raw: rawMail('Halo', { 'Content-Type': 'text/plain; charset=x-planet-mars' }),
    text: 'Halo',
  },
  {
    name: 'windows-1252',
    raw: latin(rawMail('Buku \x93baru\x94', { 'Content-Type': 'text/plain; charset=windows-1252' })),
    text: 'Buku “baru”',
  },
  {
    name: 'GB2312',
    raw: Buffer.concat([
      Buffer.from(rawMail('', { 'Content-Type': 'text/plain; charset=gb2312' }).trimEnd() + '\r\n\r\n'),
      Buffer.from([0xc4, 0xe3, 0xba, 0xc3]),
    ]),
    text: '你好',
  },
  { name: 'quoted-printable', raw: rawMail('Perpustakaan buka=\n jam 8=2E', qp), text: 'Perpustakaan buka jam 8.' },
  { name: 'quoted-printable that breaks off', raw: rawMail('Halo =E2=8', qp), kind: 'person' },
  {
    name: 'base64 with junk in it',
    raw: rawMail(`${base64('Apakah buka?')}\n!!%%\n`, { 'Content-Transfer-Encoding': 'base64' }),
    text: 'Apakah buka?',
  },
  {
    name: 'format=flowed',
    raw: rawMail('Apakah hari Sabtu \nperpustakaan buka?\n\nDina', {
      'Content-Type': 'text/plain; charset=utf-8; format=flowed',
    }),
    text: 'Apakah hari Sabtu perpustakaan buka?\n\nDina',
  },
  { name: 'NUL and other letters that nobody types', raw: rawMail('Ha\0lo\x07 \x1b[31mmerah'), text: 'Halo [31mmerah' },
  {
    name: 'letters that turn others round',
    raw: rawMail('file\u202Egpj.exe \u200Bhalo\u2066\u2069'),
    text: 'filegpj.exe halo',
  },
  { name: 'letters that nobody sees alone', raw: rawMail('\u200B\u200D\uFEFF'), text: '' },
  { name: 'a face of several signs stays', raw: rawMail('Halo 👩‍👧 ya'), text: 'Halo 👩‍👧 ya' },
  { name: 'nothing at all', raw: rawMail('', { Subject: '' }), text: '', subject: '' },
  { name: 'two hundred thousand letters', raw: rawMail('buku '.repeat(40_000)), kind: 'person' },
  { name: 'one line of two hundred thousand letters', raw: rawMail(`> ${'a'.repeat(200_000)}`), kind: 'person' },
  { name: 'a hundred thousand empty lines', raw: rawMail(`Satu${'\n'.repeat(90_000)}dua`), text: 'Satu\n\ndua' },
  { name: 'English', raw: rawMail('Hello, can you please tell me the opening hours?'), language: 'en' },
  {
    name: 'Indonesian with an English title',
    raw: rawMail('Apakah buku The Lord of the Rings ada di rak?'),
    language: 'id',
  },
];

const senders: MailShape[] = [
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
const files: MailShape[] = [
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
    files: ['application/ms-tnef'],
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
    ...{ files: ['application/octet-stream'], text: '' },
  },
  {
    name: 'sealed by S/MIME',
    raw: rawMail(base64('x'.repeat(50)), {
      'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data',
      'Content-Transfer-Encoding': 'base64',
    }),
    ...{ files: ['application/pkcs7-mime'], text: '' },
  },
  {
    name: 'an invitation of a calendar',
    raw: parted('alternative', [text, part('text/calendar; method=REQUEST', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR')]),
    ...{ files: [], text: 'Lihat lampiran.' },
  },
  {
    name: 'a part that says it is what it is not',
    raw: parted('mixed', [text, attached('image/png', 'a.png', 'MZ bukan gambar')]),
    files: ['image/png'],
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
const programs: MailShape[] = [
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

export const shapes: readonly MailShape[] = [...answers, ...texts, ...senders, ...files, ...programs];
