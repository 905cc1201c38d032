import { base64, part, parted, rawMail } from '../../../../../../tests/support/raw-mail.ts';
import type { MailShape } from './mail-shape.ts';

const ANSWER = { 'In-Reply-To': '<t1.abc@perpus.kota.example>', Subject: 'Re: K-2026-00012' };
const answer = (text: string, more: Record<string, string> = {}): string => rawMail(text, { ...ANSWER, ...more });
const latin = (raw: string): Buffer => Buffer.from(raw, 'latin1');
const qp = { 'Content-Transfer-Encoding': 'quoted-printable' };

/** What an answer says of its own, whatever its program does with the mail that it answers. */
export const answers: readonly MailShape[] = [
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
export const texts: readonly MailShape[] = [
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
  {
    name: 'NUL and other letters that nobody types',
    raw: rawMail('Ha\0lo\x07 \x1b[31mmerah'),
    ...{ text: 'Halo [31mmerah', kept: 'Ha\ufffdlo [31mmerah' },
  },
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
