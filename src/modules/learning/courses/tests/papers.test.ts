import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { addPicture, blocksOfMarkdown, pictureFileOf, picturesOf } from '#modules/ground/content';
import { aLibrary } from '#modules/people/members/testing';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse, twoBooks } from '../../../../../tests/support/course-house.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addLessonBlocks,
  courseFaces,
  getCourse,
  getLesson,
  guidePdf,
  previewLesson,
  saveLesson,
  saveTask,
  sheetsPdf,
  viewLesson,
  withdrawCourse,
  type TaskInput,
} from '../index.ts';

const t = useTestDb();
const { guest, writer, versionOf, publish, draft, open, book } = courseHouse(t);
const CONFIG = { root: process.cwd() };
const SERVICES = { config: CONFIG, storage: t.storage };
const ORIGIN = 'https://pustaka.example';
let nth = 0;

const words = (id: string) => ({ id });
/** A task of every kind and a question of every form; what is right is nowhere else. */
const EVERYTHING: TaskInput[] = [
  twoBooks,
  {
    ...{ kind: 'compare', prompt: words('Bandingkan dua kabar ini.'), expert: words('Ahli memilih yang bernama.') },
    sources: [
      { title: words('Warga panik'), text: words('Gunung meletus besok.'), about: words('Pesan berantai') },
      { title: words('Kelud tetap normal'), text: words('Statusnya normal.'), about: words('PVMBG, 2026') },
    ],
    lines: [{ label: words('Penulisnya disebut?'), right: 'b', why: words('Hanya satu yang bernama.') }],
  },
  {
    ...{ kind: 'citation', prompt: words('Tulis rujukannya.') },
    shown: words('Sang Pemula. Karya Pramoedya. Hasta Mitra, Jakarta.'),
    work: { author: 'Toer, Pramoedya Ananta', year: '1985', title: 'Sang Pemula' },
  },
  {
    ...{ kind: 'question', prompt: words('Apa yang dilakukan lebih dulu?'), why: words('Gambar pun punya tanggal.') },
    asked: {
      form: 'one',
      options: [
        { label: words('Meneruskannya'), feedback: words('Foto lama sering dipakai.') },
        { label: words('Mencari foto yang sama'), right: true },
      ],
    },
  },
  {
    ...{ kind: 'question', prompt: words('Mana saja yang menyebut sumber?') },
    asked: {
      form: 'several',
      options: [
        { label: words('Ada nama'), right: true },
        { label: words('Ada iklan'), feedback: words('Iklan bukan sumber.') },
      ],
    },
  },
  {
    ...{ kind: 'question', prompt: words('Urutkan langkahnya.') },
    asked: { form: 'order', items: [words('Bertanya'), words('Mencari'), words('Memeriksa'), words('Menulis')] },
  },
  {
    ...{ kind: 'question', prompt: words('Pasangkan.') },
    asked: {
      form: 'match',
      pairs: [
        { left: words('Katalog'), right: words('mencari buku') },
        { left: words('Indeks'), right: words('mencari halaman') },
        { left: words('Kamus'), right: words('mencari arti') },
      ],
    },
  },
  {
    ...{ kind: 'question', prompt: words('Berapa kilometer jaraknya?') },
    asked: { form: 'number', right: 7341.5, tolerance: 0.5 },
  },
  {
    ...{ kind: 'question', prompt: words('Apa nama daftar buku di perpustakaan?') },
    asked: { form: 'short', accepted: ['inventaris', 'daftar koleksi'] },
  },
  {
    ...{ kind: 'question', prompt: words('Lengkapi kalimatnya.') },
    asked: { form: 'gap', text: words('Nomor ___ ada di ___ buku.'), gaps: [['panggil'], ['punggung', 'bokong']] },
  },
  { kind: 'reflect', prompt: words('Apa yang dicoba pekan ini?'), least: 20 },
];
/** What only whoever teaches may read. */
const SECRETS = [
  ...['551.2', '2016', 'Saring tahunnya', 'Ahli memilih', 'Hanya satu yang bernama', 'Toer', '1985'],
  ...['Foto lama sering', 'Gambar pun punya', 'Iklan bukan sumber', '7341', 'inventaris', 'daftar koleksi'],
  ...['panggil', 'punggung', 'bokong', 'Ini benar', 'ada di rak sekarang'],
];
const READ = [
  '## Pagi itu',
  'Ada pesan **tanpa nama** dan _tanpa tanggal_.',
  '- satu hal\n- hal lain',
  '> Jangan percaya dulu.\n>\n> — Bu Rani',
  '> [!NOTE]\n> Simpan tautannya.',
  '| Tanda | Arti |\n| --- | --- |\n| nama | ada penulis |',
].join('\n\n');

const sheets = async (course: string, ctx = guest()): Promise<string[]> => {
  nth += 1;
  const { body } = await sheetsPdf(ctx, SERVICES, { course, origin: ORIGIN, ip: `192.0.2.${String(nth)}` });
  return pageTexts(body);
};
const guide = async (id: number, ctx = writer(), published = false): Promise<string> =>
  (await pageTexts((await guidePdf(ctx, CONFIG, { id, origin: ORIGIN, published })).body)).join(' ');

/** A course with words before every task there is. */
async function whole(title: string) {
  const course = await draft(title, EVERYTHING);
  await addLessonBlocks(writer(), course.lessonId, {
    after: null,
    blocks: blocksOfMarkdown(READ).blocks.map((body) => ({ body, english: null })),
  });
  const { version } = await getLesson(writer(), course.lessonId);
  await saveLesson(writer(), course.lessonId, {
    ...{ title: 'Pelajaran satu', minutes: 40, version },
    guide: '## Tujuan\n\nMurid **memeriksa** siapa yang menulis.\n\n1. Lima menit membaca.',
  });
  return course;
}

beforeAll(async () => {
  const main = await aLibrary(t.ctx());
  for (const title of ['Gunung Api', 'Kaki Gunung', 'Letusan']) await book(main.id, { title });
});

test('pupils get the words and every kind of task on paper, and nothing in it says what is right', async () => {
  const { id, slug, lesson } = await whole('Cek dulu');
  await publish(id);
  const pages = await sheets(slug);
  const text = pages.join(' ');
  for (const said of [
    ...['Pelajaran 1: Pelajaran satu', '40 menit', `${ORIGIN}/kelas/${slug}/${lesson}`, 'Nama', 'Kelas'],
    ...['Pagi itu', 'tanpa nama', 'hal lain', 'Jangan percaya dulu.', 'Bu Rani', 'Simpan tautannya.', 'ada penulis'],
    ...['Temukan dua buku tentang gunung api', 'Ada di mana', 'Sumber A', 'Statusnya normal.', 'PVMBG, 2026'],
    ...['Penulisnya disebut?', 'Alasannya', 'Karya Pramoedya', 'Penulis', 'Tahun terbit', 'Meneruskannya'],
    ...['Mencari foto yang sama', 'Ada iklan', 'Bertanya', 'Kamus', 'mencari arti', 'Berapa kilometer', 'Latihan 9'],
    ...['Nomor', 'ada di', 'Apa yang dicoba pekan ini?', 'Versi 1', 'Kartu untuk dibagikan'],
  ])
    expect(text, said).toContain(said);
  for (const secret of SECRETS) expect(text, secret).not.toContain(secret);
  // what is to be put into order does not stand in it already
  const places = ['Bertanya', 'Mencari', 'Memeriksa', 'Menulis'].map((item) =>
    text.indexOf(` ${item} `, text.indexOf('Urutkan langkahnya.')),
  );
  expect(Math.min(...places)).toBeGreaterThan(0);
  expect(places).not.toEqual(places.toSorted((a, b) => a - b));
});

test('sheets are of what is published; the guide has what stands now', async () => {
  const { id, slug, taskIds } = await open('Terbit dan rancangan', [choice('Lama')]);
  await saveTask(writer(), taskIds[0] ?? 0, { version: 0, body: choice('Baru') });
  expect((await sheets(slug)).join(' ')).toContain('Lama');
  expect((await sheets(slug)).join(' ')).not.toContain('Baru');
  expect(await guide(id)).toContain('Baru');
});

test('a teacher who does not write the course has the guide of what their pupils have; who writes it chooses', async () => {
  const { id, lessonId, taskIds } = await whole('Terbit untuk guru');
  await publish(id);
  const { title, version, minutes } = await getLesson(writer(), lessonId);
  await saveLesson(writer(), lessonId, { title: `${title} RAHASIA`, minutes, version, guide: 'Panduan RAHASIA.' });
  const own = taskIds[3] ?? 0;
  await saveTask(writer(), own, { version: 0, body: choice('Soal RAHASIA') });
  const teacher = t.ctx({
    grants: [{ libraryId: (await aLibrary(t.ctx(), 'PAPER-G')).id, permissions: ['courses.teach'] }],
  });
  for (const text of [await guide(id, teacher), await guide(id, teacher, true), await guide(id, writer(), true)]) {
    expect(text).not.toContain('RAHASIA');
    for (const said of ['Versi 1', 'memeriksa siapa yang menulis', 'Foto lama sering', '7341,5'])
      expect(text, said).toContain(said);
  }
  const draftGuide = await guide(id);
  for (const said of ['Panduan RAHASIA', 'Soal RAHASIA']) expect(draftGuide).toContain(said);
  await withdrawCourse(writer(), id, await versionOf(id));
  expect(await code(guide(id, teacher))).toBe('platform.forbidden');
});

test('whoever teaches gets the guide, and of each task what is right, what an expert says and what is said of wrong choices', async () => {
  const { id, taskIds } = await whole('Panduan');
  const text = await guide(id);
  for (const said of [
    ...['Tujuan', 'memeriksa siapa yang menulis', 'Lima menit membaca.', ...SECRETS.filter((one) => one !== '7341')],
    ...['Saat ini 3 buku memenuhi', 'Sumber B', '7341,5, selisih sampai 0,5', 'punggung / bokong', 'Lihat baris'],
  ])
    expect(text, said).toContain(said);
  // the letter of a pair is the one that it has on the sheet
  await publish(id);
  const { slug } = await getCourse(writer(), id);
  const sheet = (await sheets(slug)).join(' ');
  const [, letter = ''] = /Indeks ([abc])\. mencari halaman/.exec(text) ?? [];
  expect(letter).not.toBe('');
  expect(sheet).toContain(`${letter}. mencari halaman`);
  expect(taskIds).toHaveLength(EVERYTHING.length);
});

test('letters of pairs stand in the guide of what pupils have before them, and not beside what is being written', async () => {
  const pairs = ['satu', 'dua', 'tiga', 'empat'].map((one) => ({
    ...{ left: words(`Kiri ${one}`), right: words(`kanan ${one}`) },
  }));
  const match = (of: typeof pairs): TaskInput => ({
    ...{ kind: 'question', prompt: words('Pasangkan.') },
    asked: { form: 'match', pairs: of },
  });
  const bank = (of: typeof pairs): TaskInput => ({
    ...{ kind: 'bank', prompt: words('Jawab semuanya'), draw: 1 },
    questions: [match(of), choice()].flatMap((one) =>
      'asked' in one ? [{ prompt: one.prompt, asked: one.asked }] : [],
    ),
  });
  const { id, slug, taskIds } = await open('Huruf pasangan', [match(pairs), bank(pairs)]);
  const letters = async (published: boolean) =>
    (await guide(id, writer(), published)).replaceAll(/\s+/g, ' ').match(/Kiri \w+ (?:[a-z]\. )?kanan \w+/g) ?? [];
  const sheet = (await sheets(slug)).join(' ').replaceAll(/\s+/g, ' ');
  const told = await letters(true);
  expect(told).toHaveLength(8);
  for (const one of told.slice(0, 4)) expect(sheet).toContain(/[a-z]\. kanan \w+/.exec(one)?.[0] ?? 'no letter');
  // another order is written: its letters would be read against the sheets of before
  for (const taskId of taskIds)
    await saveTask(writer(), taskId, {
      version: 0,
      body: taskId === taskIds[0] ? match(pairs.slice(1)) : bank(pairs.slice(1)),
    });
  expect(await letters(false)).toEqual(
    [...['dua', 'tiga', 'empat'], ...['dua', 'tiga', 'empat']].map((one) => `Kiri ${one} kanan ${one}`),
  );
  expect(await letters(true)).toEqual(told);
});

test('the guide is for those who write the course, and for nobody else', async () => {
  const north = await aLibrary(t.ctx(), 'PAPER-U');
  const { id } = await draft('Hanya guru', [choice()]);
  expect(await code(guide(id, writer(north.id)))).toBe('platform.forbidden');
  expect(await code(guide(id, guest()))).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
  expect(await code(guide(999_999))).toBe('courses.not_found');
});

test('there are no sheets of a draft, nor of what was withdrawn; too many in an hour are refused', async () => {
  const { id, slug } = await draft('Belum dan tidak lagi', [choice()]);
  expect(await code(sheets(slug))).toBe('courses.not_found');
  await publish(id);
  expect((await sheets(slug)).length).toBeGreaterThan(1);
  await withdrawCourse(writer(), id, await versionOf(id));
  expect(await code(sheets(slug))).toBe('courses.withdrawn');
  const other = await open('Sering diminta', [choice()]);
  await t.db
    .insertInto('rateLimit')
    .values({
      key: 'course-sheets:198.51.100.7',
      ...{ windowStart: t.clock.now(), until: new Date(t.clock.now().getTime() + 3_600_000), hits: 60 },
    })
    .execute();
  const asked = { course: other.slug, origin: ORIGIN, ip: '198.51.100.7' };
  expect(await code(sheetsPdf(guest(), SERVICES, asked))).toBe('platform.too_many_requests');
});

test('in English the paper speaks English, also where the words are Indonesian', async () => {
  const { slug } = await open('Bahasa', [choice()]);
  const text = (await sheets(slug, { ...guest(), locale: 'en' })).join(' ');
  expect(text).toContain('Tick one answer.');
  expect(text).toContain('Menyebarkannya');
});

test('who writes sees a draft as learners will: without what is right, untouched, and before anybody else does', async () => {
  const { lessonId, slug, lesson, taskIds } = await whole('Pratinjau');
  expect(await code(viewLesson(guest(), { course: slug, lesson }, { key: null }))).toBe('courses.not_found');
  const seen = await previewLesson(writer(), lessonId);
  expect(seen).toMatchObject({ title: 'Pelajaran satu', number: 1, of: 1, standing: 'new', joined: false });
  expect(seen.parts[0]?.kind).toBe('words');
  expect(seen.parts.flatMap((part) => (part.kind === 'task' ? [part.task.id] : []))).toEqual(taskIds);
  const told = JSON.stringify(seen.parts);
  expect(told).toContain('Pagi itu');
  for (const secret of SECRETS) expect(told, secret).not.toContain(secret);
  expect(await code(previewLesson(guest(), lessonId))).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
  expect(await code(previewLesson(writer(), 999_999))).toBe('courses.lesson_unknown');
});

test('of a bank the sheet has the same questions for everybody and nothing of the others, the guide has all with what is right', async () => {
  const questions = Array.from({ length: 5 }, (_, at) => ({
    prompt: words(`Pertanyaan bank nomor ${at + 1}`),
    asked: { form: 'number' as const, right: 880 + at },
    why: words(`Penjelasan bank ${at + 1}`),
  }));
  const bank: TaskInput = { kind: 'bank', prompt: words('Jawab semuanya'), questions, draw: 2, tries: 3 };
  const { id, slug } = await open('Bank di kertas', [bank]);
  const one = (await sheets(slug)).join(' ');
  expect((await sheets(slug)).join(' ')).toBe(one);
  const onSheet = questions.flatMap(({ prompt }, at) => (one.includes(prompt.id) ? [at + 1] : []));
  expect(onSheet).toHaveLength(2);
  expect(one).not.toMatch(/88\d|Penjelasan bank/);
  const told = await guide(id);
  for (const [at, { prompt, why }] of questions.entries()) {
    expect(told).toContain(prompt.id);
    expect(told).toContain(why.id);
    expect(told).toContain(String(880 + at));
  }
  const sheetHas = `Lembar murid memuat soal ${onSheet.join(', ')}.`;
  const plain = async (published: boolean) => (await guide(id, writer(), published)).replaceAll(/\s+/g, ' ');
  expect(await plain(true)).toContain(sheetHas);
  // the sheets are of what is published: what is being written says nothing about them
  expect(await plain(false)).not.toContain('Lembar murid memuat');
  const { id: unpublished } = await draft('Bank belum terbit', [bank]);
  expect((await guide(unpublished)).replaceAll(/\s+/g, ' ')).toContain('Lembar murid memuat');
});

test('pictures are printed with what stands below them, drawings and photographs, and by their words where their file is gone', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><rect width="400" height="100" fill="#fbf7ef"/><text x="20" y="60" font-family="sans-serif" font-size="40">A 590 WID</text></svg>';
  const photo = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#22386b' } })
    .jpeg()
    .toBuffer();
  const add = async (bytes: BlobPart, alt: string): Promise<number> =>
    addPicture(t.ctx(), t.storage, { libraryId: null, alt, credit: 'Dewi', picture: new Blob([bytes]) });
  const ids = [await add(svg, 'Label'), await add(Uint8Array.from(photo), 'Foto rak'), await add(svg, 'Hilang')];
  const { id, slug, lessonId } = await draft('Bergambar', [choice()]);
  const blocks = ids.map((pictureId) => ({
    ...{ body: { kind: 'picture' as const, pictureId, alt: '', caption: `Gambar ke-${pictureId}` }, english: null },
  }));
  await addLessonBlocks(writer(), lessonId, { after: null, blocks });
  const face = async (): Promise<number | undefined> => (await courseFaces(guest(), [id])).get(id)?.id;
  expect(await face()).toBeUndefined();
  await publish(id);
  // in the list of courses the first of them stands beside it
  expect(await face()).toBe(ids[0]);
  for (const { format, href } of (await picturesOf(t.db, ids)).get(ids[2] ?? 0)?.files ?? [])
    if (format === 'svg') await t.storage.remove(pictureFileOf(href.slice('/gambar/'.length))?.key ?? '');
  const pages = (await sheets(slug)).join(' ');
  // letters of a drawing are letters on paper as well
  for (const said of ['A 590 WID', `Gambar ke-${ids[0]} · Dewi`, `Gambar ke-${ids[1]} · Dewi`, 'Hilang'])
    expect(pages, said).toContain(said);
});
