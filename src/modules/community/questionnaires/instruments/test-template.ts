import type { ContentInput } from '../schema.ts';
import { words } from './scales.ts';

type Pair = readonly [id: string, en: string];
type Question = ContentInput['questions'][number];

/** One of several answers is right; the right one is named by its place, from 0. */
const asks = (id: string, label: Pair, answers: readonly Pair[], right: number): Question => ({
  id,
  kind: 'single',
  label: words(label),
  points: 1,
  options: answers.map((answer, at) => ({
    value: 'abcd'.charAt(at),
    label: words(answer),
    correct: at === right,
  })),
});

/** A test to be set before and after, with questions on the four subjects of a librarians' workshop: to be rewritten for others. */
export const testTemplate: ContentInput = {
  title: words(['Tes awal dan akhir', 'Test before and after']),
  intro: words([
    'Bukan ujian: kami ingin tahu apa yang bertambah. Yang tidak tahu boleh dikosongkan.',
    'Not an exam: we want to know what was gained. Leave out what you do not know.',
  ]),
  questions: [
    asks(
      't1',
      ['Apa guna kode QR pada label buku?', 'What is the QR code on a book’s label for?'],
      [
        ['Membuka halaman buku itu di ponsel', 'It opens the page of that book on a phone'],
        ['Mengunci buku di rak', 'It locks the book to the shelf'],
        ['Menyimpan nama peminjam', 'It stores the borrower’s name'],
        ['Menghitung denda', 'It counts fines'],
      ],
      0,
    ),
    asks(
      't2',
      ['Pencarian di katalog tidak menemukan apa pun. Langkah pertama?', 'A search finds nothing. What first?'],
      [
        ['Meminta pembaca pulang', 'Send the reader home'],
        ['Memeriksa ejaan dan mencoba kata yang lebih umum', 'Check the spelling and try a wider word'],
        ['Membeli bukunya', 'Buy the book'],
        ['Menghapus penyaring koleksi saja', 'Only remove the filter of collections'],
      ],
      1,
    ),
    asks(
      't3',
      ['Apa langkah pertama program literasi informasi?', 'What comes first in an information literacy programme?'],
      [
        ['Mencetak sertifikat', 'Printing certificates'],
        ['Merumuskan kebutuhan informasi', 'Defining the need for information'],
        ['Menilai sumber', 'Judging sources'],
        ['Menulis laporan', 'Writing the report'],
      ],
      1,
    ),
    asks(
      't4',
      [
        'Sumber di internet paling perlu diperiksa dari segi apa?',
        'What matters most when a source on the internet is checked?',
      ],
      [
        ['Warna lamannya', 'The colour of the page'],
        ['Jumlah gambarnya', 'How many pictures it has'],
        ['Siapa penulisnya dan kapan ditulis', 'Who wrote it, and when'],
        ['Panjang tulisannya', 'How long it is'],
      ],
      2,
    ),
    asks(
      't5',
      [
        'Siapa yang pertama kali perlu dikenali dalam pemasaran perpustakaan?',
        'Whom must a library know first for its marketing?',
      ],
      [
        ['Percetakan', 'The printer'],
        ['Warga dan kebutuhannya', 'Citizens and what they need'],
        ['Perpustakaan lain', 'Other libraries'],
        ['Pemasok buku', 'Suppliers of books'],
      ],
      1,
    ),
    asks(
      't6',
      ['Tanda bahwa promosi berhasil?', 'What shows that promotion has worked?'],
      [
        ['Poster habis', 'No posters are left'],
        ['Banyak yang menyukai unggahan', 'Many like the post'],
        ['Kunjungan dan pinjaman naik', 'More visits and loans'],
        ['Spanduk lebih besar', 'A larger banner'],
      ],
      2,
    ),
    asks(
      't7',
      ['Pembaca mengeluh. Apa yang pertama dilakukan?', 'A reader complains. What first?'],
      [
        ['Mendengarkan sampai selesai', 'Hear them out'],
        ['Menjelaskan aturan', 'Explain the rules'],
        ['Memanggil atasan', 'Call a superior'],
        ['Menunda jawaban', 'Put off the answer'],
      ],
      0,
    ),
    asks(
      't8',
      ['Berapa unsur dalam Survei Kepuasan Masyarakat?', 'How many elements has the public satisfaction survey?'],
      [
        ['Lima', 'Five'],
        ['Tujuh', 'Seven'],
        ['Sembilan', 'Nine'],
        ['Empat belas', 'Fourteen'],
      ],
      2,
    ),
  ],
};
