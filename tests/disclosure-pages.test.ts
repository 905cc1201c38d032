import readXlsxFile from 'read-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { changeState, listSpeakers } from '#modules/community/programs';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  enterPaper,
  getPlacement,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import { refreshInterim, type PlacementInput } from '#modules/community/questionnaires/testing';
import { aWorkshop, shortEvaluation, someSheets, type TestWorkshop } from '#modules/community/questionnaires/testing';
import { linksIn } from './support/html-forms.ts';
import { pageTexts } from './support/pdf-texts.ts';
import { useApp } from './support/start-app.ts';

// Somebody who runs programmes opens every page and every file about them, before and after an answer, and tries to tell who gave which.
// What use cases and the API say is attacked in src/modules/community/questionnaires/tests/attack.test.ts.

const t = useApp();
const PEOPLE = 12;
let workshop: TestWorkshop;
let speakerHref = '';
let cookie = '';

beforeAll(async () => {
  workshop = await aWorkshop(t, PEOPLE);
  const [speaker] = await listSpeakers(t.ctx(), workshop.programId);
  speakerHref = `/kegiatan/undangan/${speaker?.token}`;
  await makeAccount(t, { username: 'ratna', grants: [{ role: 'programmes', libraryId: null }] });
  const answer = await fetch(`${t.origin}/masuk?/staff`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: t.origin, accept: 'text/html' },
    body: new URLSearchParams({ username: 'ratna', password: GOOD_PASSWORD }),
  });
  expect(answer.status).toBe(303);
  cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
});

async function place(more: Partial<PlacementInput> = {}) {
  const { libraryId, programId } = workshop;
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Evaluasi', content: shortEvaluation });
  const id = await placeQuestionnaire(t.ctx(), {
    ...{ questionnaireId, libraryId, programId, role: 'evaluation', audience: 'participants', privacy: 'anonymous' },
    opensAt: new Date('2026-11-20T00:00:00+07:00'),
    ...more,
  });
  return getPlacement(t.ctx(), id);
}
type Placed = Awaited<ReturnType<typeof place>>;

/** What a page or file says, without what is new with every look. */
async function open(path: string): Promise<{ said: string; html: boolean }> {
  const answer = await fetch(t.origin + path, { headers: { cookie }, redirect: 'manual' });
  const body = Buffer.from(await answer.arrayBuffer());
  const type = answer.headers.get('content-type') ?? '';
  const told = (text: string): string => `${answer.status} ${text}`;
  if (answer.status === 200 && type.includes('pdf'))
    return { said: told((await pageTexts(body)).join('\n')), html: false };
  if (answer.status === 200 && type.includes('spreadsheet'))
    return { said: told(JSON.stringify(await readXlsxFile(body))), html: false };
  const text = body
    .toString()
    .replaceAll(/nonce="[^"]*"/g, '')
    .replaceAll(/(name="_kunci" value=|name="requestKey" value=)"[^"]*"/g, '$1')
    // the minute at which a page was made, of the hour of all of these looks
    .replaceAll(/\b10\.[0-5]\d\b(?: WIB)?/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '');
  return { said: told(text), html: type.includes('html') };
}

/** Pages of questionnaires and of one programme; not calendars, which lead on for ever, forms, nor prints that were asked for by themselves. */
const isAbout = (path: string): boolean =>
  /^\/(staf\/(kuesioner|kegiatan)|isi|kegiatan)\/[^?]/.test(path) &&
  !/\/(baru|ubah|usul|gambar|formulir|pratinjau|pertanyaan|pasang|pdf|lembar|label|daftar)\b|\.(ics|png|rss)$/.test(
    path,
  );

/** Everything that these pages lead to, and the files and addresses that one would type. */
async function everythingSeen(placed: readonly Placed[]): Promise<Map<string, string>> {
  const { programId } = workshop;
  const ahead = [
    '/staf',
    '/staf/kuesioner',
    `/staf/kegiatan/${programId}`,
    `/staf/kegiatan/${programId}/dokumen/pdf/laporan`,
    `/staf/kegiatan/${programId}/edisi-berikut`,
    speakerHref,
    ...placed.flatMap(({ id, code, questionnaire }) => {
      const own = `/staf/kuesioner/${questionnaire.id}`;
      const results = `${own}/hasil?penempatan=${id}`;
      return [
        results,
        ...placed.map((other) => `${results}&banding=${other.id}`),
        ...['csv', 'xlsx', 'pdf'].map((format) => `${own}/hasil/unduh/${format}?penempatan=${id}`),
        ...['', '/jawaban', '/kertas'].map((part) => `${own}/penempatan/${id}${part}`),
        `/isi/${code}`,
        `/isi/${code}/terima-kasih`,
      ];
    }),
  ];
  const seen = new Map<string, string>();
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    if (seen.has(path)) continue;
    const { said, html } = await open(path);
    seen.set(path, said);
    if (!html) continue;
    // the data of a page, as the browser fetches them, may hold more than it shows
    const [own, query] = path.split('?');
    const data = `${own === '/' ? '' : own}/__data.json${query === undefined ? '' : `?${query}`}`;
    seen.set(data, (await open(data)).said);
    ahead.push(...linksIn(said).filter(isAbout));
  }
  return seen;
}
/** Which of the places say something else than before. */
const moved = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...after].flatMap(([path, said]) => (before.get(path) === said ? [] : [path]));

/** Words that stand in one person's answer only, and what was chosen beside them. */
const word = (nth: number): string => `katasaya${'abcdefghijkl'.charAt(nth)}`;
const answered = async ({ code }: Placed, nth: number, materi = String(1 + (nth % 4))): Promise<void> => {
  const someone = workshop.participants[nth];
  if (!someone) throw new Error('so many people do not take part');
  await answerQuestionnaire(someone.ctx, t.storage, { code, answers: { materi, pesan: word(nth) } });
};

test('while answers come, no page, no data of a page and no file moves with an answer', async () => {
  const placed = await place({ speakerId: workshop.speakerId });
  const other = await place({ questionnaireId: placed.questionnaire.id, label: 'Yang lain' });
  const differing: string[] = [];
  for (let nth = 0; nth < PEOPLE; nth += 1) {
    // one before figures are seen, one beside those that wait, one beside those that are seen
    const looks = [0, 3, 11].includes(nth);
    const before = looks ? await everythingSeen([placed, other]) : new Map<string, string>();
    if (looks) expect(moved(before, await everythingSeen([placed, other])), 'two looks without an answer').toEqual([]);
    await answered(placed, nth);
    if (looks) differing.push(...moved(before, await everythingSeen([placed, other])));
    await refreshInterim(t.ctx());
  }
  expect(differing).toEqual([]);
  const last = await everythingSeen([placed, other]);
  const page = last.get(`/staf/kuesioner/${placed.questionnaire.id}/hasil?penempatan=${placed.id}`);
  // figures of five are seen, and no words yet, nowhere
  expect(page).toContain('Materi cocok dengan pekerjaan saya');
  expect([...last].filter(([, said]) => said.includes('katasaya'))).toEqual([]);
}, 300_000);

test.each([1, 3])('of a group of %i nothing is said anywhere but that they are too few', async (people) => {
  const placed = await place({ speakerId: workshop.speakerId, label: `Kelompok ${people}` });
  const beside = await place({ questionnaireId: placed.questionnaire.id });
  for (let nth = 0; nth < PEOPLE; nth += 1) await answered(beside, nth, '3');
  for (let nth = 0; nth < people; nth += 1) await answered(placed, nth, '1');
  for (const { id } of [placed, beside]) await closePlacement(t.ctx(), id);
  const seen = await everythingSeen([placed, beside]);
  const results = `/staf/kuesioner/${placed.questionnaire.id}/hasil`;
  for (const format of ['csv', 'xlsx', 'pdf'])
    expect(seen.get(`${results}/unduh/${format}?penempatan=${placed.id}`)).toMatch(/^4\d\d (?!.*katasaya)/);
  for (const query of [`penempatan=${placed.id}`, `penempatan=${placed.id}&banding=${beside.id}`]) {
    const page = seen.get(`${results}?${query}`) ?? '';
    expect(page).toMatch(/^200 /);
    // no step, no average, no word
    expect(page).not.toMatch(/katasaya|Tidak baik|dari 4|Materi cocok/);
    const data = seen.get(`${results}/__data.json?${query}`) ?? '';
    expect(data).toMatch(/^200 /);
    expect(data).not.toMatch(/katasaya|Tidak baik|dari 4|Materi cocok/);
  }
  // beside many: the many are told, and not how far the few are from them
  const compared = seen.get(`${results}?penempatan=${beside.id}&banding=${placed.id}`) ?? '';
  expect(compared).toContain('Materi cocok');
  expect(compared).not.toMatch(/1,00 dari 4|turun|naik 2/);
  const report = seen.get(`/staf/kegiatan/${workshop.programId}/dokumen/pdf/laporan`) ?? '';
  expect(report).toContain(`Kelompok ${people}`);
  expect(report).not.toMatch(/katasaya|1,00 dari 4/);
});

test('of a group of five figures and rows are given, in which nobody has a name, a time, a place or a way of their own', async () => {
  const placed = await place({ speakerId: workshop.speakerId, label: 'Kelompok lima' });
  for (let nth = 0; nth < 4; nth += 1) await answered(placed, nth);
  const [sheet = ''] = await someSheets(t, [placed.id]);
  await enterPaper(t.ctx(), { placementId: placed.id, answers: { materi: '2', pesan: word(4) }, sheet });
  await closePlacement(t.ctx(), placed.id);
  const own = `/staf/kuesioner/${placed.questionnaire.id}`;
  const seen = await everythingSeen([placed]);
  const files = ['csv', 'xlsx', 'pdf'].map((format) => `${own}/hasil/unduh/${format}?penempatan=${placed.id}`);
  for (const path of [...files, `${own}/hasil?penempatan=${placed.id}`]) {
    const said = seen.get(path) ?? '';
    expect(said, path).toMatch(/^200 /);
    for (const { name, ticket, memberId } of workshop.participants) {
      expect(said.includes(name), `${path} says ${name}`).toBe(false);
      expect(said.includes(ticket), path).toBe(false);
      expect(memberId).toBeGreaterThan(0);
    }
    expect(said, path).not.toMatch(/Kertas|25 November 2026 pukul|T\d\d:\d\d:\d\d/);
  }
  // one by one there are none to be looked at, and none to be fetched
  expect(seen.get(`${own}/penempatan/${placed.id}/jawaban`)).toMatch(/^404 /);
  const ids = await t.db
    .selectFrom('questionnaireResponse')
    .select('id')
    .where('placementId', '=', placed.id)
    .execute();
  for (const [path, said] of seen)
    for (const { id } of ids) expect(said.includes(id), `${path} says an id`).toBe(false);
});

test('a speaker reads figures and no words', async () => {
  const placed = await place({ speakerId: workshop.speakerId, label: 'Narasumber' });
  for (let nth = 0; nth < 6; nth += 1) await answered(placed, nth);
  await closePlacement(t.ctx(), placed.id);
  for (const next of ['running', 'closed'] as const) await changeState(t.ctx(), workshop.programId, next);
  const { said } = await open(speakerHref);
  expect(said).toMatch(/^200 /);
  expect(said).toContain('Materi cocok');
  expect(said).not.toContain('katasaya');
});
