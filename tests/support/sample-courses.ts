const words = (id: string) => ({ id });
/** Books for a search for volcanoes: one of them is too old. */
export const BOOKS = [
  { title: 'Gunung Api Indonesia', year: 2019, ddc: '551.21' },
  { title: 'Mengenal Gunung Kelud', year: 2009, ddc: '551.21' },
  { title: 'Hidup di Kaki Gunung', year: 2021, ddc: '551.21' },
  { title: 'Gunung dan Laut', year: 2020, ddc: '551.21' },
];
/** One book about volcanoes, from 2016 on, found with a year. */
export const SEARCH = {
  ...{ kind: 'search', prompt: words('Temukan satu buku tentang gunung api yang terbit sesudah 2015.') },
  hints: [words('Buka Saring, lalu isi tahunnya.')],
  goal: { count: 1, ddc: ['551'], yearFrom: 2016, standing: 'shelf', filters: ['year'] },
};
/** A question with one right answer. */
export const QUESTION = {
  ...{ kind: 'question', prompt: words('Seorang teman mengirim foto jembatan roboh. Apa yang dilakukan lebih dulu?') },
  asked: {
    form: 'one',
    options: [
      { label: words('Meneruskannya'), feedback: words('Foto lama sering dipakai lagi.') },
      { label: words('Mencari foto yang sama'), right: true, feedback: words('Begitu ketahuan umurnya.') },
    ],
  },
  why: words('Gambar pun punya penulis dan tanggal.'),
};
const source = (title: string) => ({ title: words(title), text: words('Kelud tetap normal.') });
/** A task of every other kind, and a question of every other form. */
export const OTHERS = [
  {
    ...{ kind: 'compare', prompt: words('Bandingkan keduanya.'), expert: words('Sumber B menyebut namanya.') },
    sources: [source('Warga panik'), source('Kelud tetap normal')],
    lines: [{ label: words('Penulisnya disebut?'), right: 'b', why: words('Hanya B yang bernama.') }],
  },
  {
    ...{ kind: 'citation', prompt: words('Tulis rujukannya.'), shown: words('Bumi Manusia. Pramoedya Ananta Toer.') },
    work: { author: 'Toer, Pramoedya Ananta', year: '1980', title: 'Bumi Manusia' },
  },
  {
    ...{ kind: 'question', prompt: words('Mana saja yang menyebut sumber?') },
    asked: {
      form: 'several',
      options: [
        { label: words('Ada nama'), right: true },
        { label: words('Ada tanggal'), right: true },
        { label: words('Ada iklan') },
      ],
    },
  },
  {
    ...{ kind: 'question', prompt: words('Urutkan langkahnya.') },
    asked: { form: 'order', items: [words('Bertanya'), words('Mencari'), words('Memeriksa')] },
  },
  {
    ...{ kind: 'question', prompt: words('Pasangkan.') },
    asked: {
      form: 'match',
      pairs: [
        { left: words('Katalog'), right: words('Mencari buku') },
        { left: words('Indeks'), right: words('Mencari halaman') },
      ],
    },
  },
  { kind: 'question', prompt: words('Berapa kelas utama DDC?'), asked: { form: 'number', right: 10 } },
  { kind: 'question', prompt: words('Apa nama daftar buku?'), asked: { form: 'short', accepted: ['katalog'] } },
  {
    ...{ kind: 'question', prompt: words('Lengkapi.') },
    asked: { form: 'gap', text: words('Nomor ___ ada di ___ buku.'), gaps: [['panggil'], ['punggung']] },
  },
  { kind: 'reflect', prompt: words('Apa yang akan dicoba pekan ini?'), least: 20 },
];
/** An archive of a course of these lessons. */
export const archiveOf = (title: string, lessons: object[]) => ({
  ...{
    format: 'lumbung-course/1',
    title,
    summary: 'Memeriksa kabar sebelum membagikannya.',
    authors: 'Mega Puspita, guru',
  },
  ...{ audience: 'youth', phase: 'D', tier: 2, jp: 4, lessons },
});
