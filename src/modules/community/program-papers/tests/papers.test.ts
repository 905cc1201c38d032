import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { setSetting, type Library } from '#modules/ground/libraries';
import { aLibrary, aMember } from '#modules/people/members/testing';
import {
  addSpeaker,
  changeSession,
  changeState,
  cloneProgram,
  getSession,
  listSessions,
  scanBadge,
} from '#modules/community/programs';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { drawPages, readPiece } from '../../../../../tests/support/read-print.ts';
import { MAX_SIGNATORIES, type Paper } from '../client.ts';
import { budgetCsv, getPaper, missingHeads, paperPdf, savePaper } from '../index.ts';
import { BADGE_SHEET } from '../rules/badge-sheet.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';

const t = useTestDb();
const services = {
  config: { root: join(import.meta.dirname, '../../../../..') },
  storage: t.storage,
  origin: 'https://perpustakaan.blitarkota.go.id',
};
let kota: Library;
let gedog: Library;
beforeEach(() => t.clock.set(TEST_NOW));
beforeAll(async () => {
  kota = await aLibrary(t.ctx());
  gedog = await aLibrary(t.ctx(), 'KEL-GEDOG');
  await setSetting(t.ctx(), 'letterhead', {
    parent: 'Pemerintah Kota Blitar',
    office: 'Dinas Perpustakaan dan Kearsipan',
    address: 'Jl. Sumatra, Sananwetan',
    place: 'Blitar',
    signOffice: 'Kepala Dinas Perpustakaan dan Kearsipan',
    signName: 'Drs. Hendro Wicaksono, M.Si.',
    signDetails: 'NIP 19700312 199603 1 004',
  });
});

const print = async (programId: number, paper: Paper, sessionId?: number) =>
  (await paperPdf(t.ctx(), services, programId, { paper, sessionId })).body;
const words = async (programId: number, paper: Paper) => (await pageTexts(await print(programId, paper))).join(' ');
const about = (input: Partial<Parameters<typeof savePaper>[2]> = {}) => ({ version: 0, ...input });

/** A workshop of two days with a speaker, as an office would plan it. */
async function plan() {
  const made = await makeProgram(t.ctx(), kota.id, {
    program: {
      title: 'Workshop Inovasi Perpustakaan',
      series: 'Workshop Inovasi',
      edition: 2,
      goals: 'Perpustakaan kelurahan membuka layanan baru.',
      outcomes: 'Satu rencana aksi tiap perpustakaan.',
      audience: 'librarians',
      capacity: 40,
      institutionQuota: 10,
      place: 'Aula lantai 2',
      funding: 'APBD Kota Blitar 2026',
      partners: ['IPI Cabang Blitar'],
    },
  });
  const speakerId = await addSpeaker(t.ctx(), made.id, {
    name: 'Dr. Laksmi Nugraheni',
    title: 'Universitas Airlangga',
  });
  const [first] = await listSessions(t.ctx(), made.id);
  if (!first) throw new Error('no session');
  const { startsAt, endsAt } = first;
  await changeSession(t.ctx(), first.id, {
    title: 'Satu katalog untuk 22 perpustakaan',
    format: 'lecture',
    startsAt,
    endsAt,
    jp: 2.5,
    room: 'Ruang Anggrek',
    speakerIds: [speakerId],
  });
  return made;
}

describe('the terms of reference (KAK)', () => {
  test('have all their heads, in order, from the programme and the words for papers', async () => {
    const { id } = await plan();
    await savePaper(
      t.ctx(),
      id,
      about({
        background: 'Perpustakaan kelurahan belum ramai.\n\nKarena itu:\n- buka Sabtu\n- kode QR',
        legalBasis: '1. UU 43 Tahun 2007 tentang Perpustakaan\n2. Perda Kota Blitar',
        method: 'Paparan dan praktik.',
        closing: 'Demikian kerangka acuan ini disusun.',
        budget: [
          { accountCode: '5.1.02.01', label: 'Makan dan minum', planned: 'Rp3.000.000' },
          { label: 'Honorarium narasumber', planned: 1_500_000, actual: 1_400_000 },
        ],
      }),
    );
    const text = await words(id, 'kak');
    const heads = [
      'PEMERINTAH KOTA BLITAR',
      'KERANGKA ACUAN KERJA (KAK)',
      'WORKSHOP INOVASI PERPUSTAKAAN',
      'A. Latar belakang',
      '• buka Sabtu',
      'B. Dasar hukum',
      '1. UU 43 Tahun 2007',
      'C. Maksud dan tujuan',
      'D. Sasaran',
      'E. Keluaran',
      'Satu rencana aksi tiap perpustakaan.',
      'F. Peserta',
      'paling banyak 40 orang',
      'G. Narasumber',
      'Dr. Laksmi Nugraheni, Universitas Airlangga (narasumber)',
      'H. Waktu dan tempat',
      'Kamis–Jumat, 26–27 November 2026, pukul 08.00–11.00 WIB, di Aula lantai 2.',
      'I. Materi',
      'Satu katalog untuk 22 perpustakaan',
      'J. Metode',
      'K. Biaya',
      'APBD Kota Blitar 2026',
      'Rp4.500.000',
      'L. Penutup',
      'Kepala Dinas Perpustakaan dan Kearsipan',
      'Drs. Hendro Wicaksono, M.Si.',
    ];
    const places = heads.map((head) => text.indexOf(head));
    expect(heads.filter((_, at) => places[at] === -1)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    // what was spent is for the report
    expect(text).not.toContain('1.400.000');
    expect(await missingHeads(t.ctx(), await getPaper(t.ctx(), id))).toEqual(['targets']);
  });

  test('say what is not filled in; two who sign stand beside each other', async () => {
    const { id } = await makeProgram(t.ctx(), kota.id);
    const signatories = ['Kepala Dinas', 'Ketua Panitia'].map((office, at) => ({ office, name: `Nama ${at}` }));
    await savePaper(t.ctx(), id, about({ signatories }));
    const text = await words(id, 'kak');
    expect(text).toContain('A. Latar belakang Belum diisi.');
    expect(text).toMatch(/Mengetahui, Kepala Dinas.*Ketua Panitia/);
    expect(text).not.toContain('Hendro');
    const { paper, program } = await getPaper(t.ctx(), id);
    expect(await missingHeads(t.ctx(), { paper, program })).toContain('legalBasis');
    const many = Array.from({ length: MAX_SIGNATORIES + 1 }, () => ({ office: 'Saksi', name: 'Nama' }));
    await expect(savePaper(t.ctx(), id, { version: 1, signatories: many })).rejects.toMatchObject({
      fields: { signatories: 'invalid' },
    });
  });
});

describe('what is written for papers', () => {
  test('is refused at the version where no version is that high', async () => {
    const { id } = await makeProgram(t.ctx(), kota.id);
    await expect(savePaper(t.ctx(), id, about({ version: 99_999_999_999 }))).rejects.toMatchObject({
      fields: { version: expect.any(String) as unknown },
    });
  });

  test('is not lost when two write at once, and needs the right to run the programme', async () => {
    const { id } = await makeProgram(t.ctx(), kota.id);
    const saves = await Promise.allSettled([
      savePaper(t.ctx(), id, about({ method: 'Satu' })),
      savePaper(t.ctx(), id, about({ method: 'Dua' })),
    ]);
    expect(saves.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(savePaper(t.ctx(), id, about({ method: 'Tiga' }))).rejects.toMatchObject({
      code: 'platform.version_conflict',
    });
    await savePaper(t.ctx(), id, { version: 1, method: 'Tiga' });
    expect((await getPaper(t.ctx(), id)).paper).toMatchObject({ version: 2, words: { method: 'Tiga' } });
    const other = t.ctx({ grants: [{ libraryId: gedog.id, permissions: ['programs.manage'] }] });
    await expect(paperPdf(other, services, id, { paper: 'tanda-peserta' })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    await expect(savePaper(other, id, { version: 2 })).rejects.toMatchObject({ code: 'platform.forbidden' });
  });

  test('the next edition begins with it; number, date, conclusion and money spent stay with the one before', async () => {
    const { id } = await makeProgram(t.ctx(), kota.id);
    await savePaper(
      t.ctx(),
      id,
      about({
        legalBasis: 'UU 43 Tahun 2007',
        letterNumber: '005/197',
        letterDate: '2026-11-12',
        conclusion: 'Berjalan baik.',
        budget: [{ label: 'Makan', planned: 100, actual: 90 }],
      }),
    );
    const next = await cloneProgram(t.ctx(), id, { nextEdition: false });
    const { paper } = await getPaper(t.ctx(), next);
    expect(paper).toMatchObject({
      version: 0,
      takenOver: true,
      letterDate: null,
      words: { legalBasis: 'UU 43 Tahun 2007', letterNumber: '', conclusion: '' },
      budget: [{ label: 'Makan', planned: 100, actual: null }],
    });
  });

  test('the budget goes out as a table without formulas; what is not known is empty', async () => {
    const { id } = await makeProgram(t.ctx(), kota.id);
    const budget = [
      { accountCode: '5.1', label: '=cmd', planned: 2_000_000 },
      { label: 'Spanduk', planned: 250_000, actual: 0 },
    ];
    await savePaper(t.ctx(), id, about({ budget }));
    expect((await budgetCsv(t.ctx(), id)).body.split('\r\n').slice(1)).toEqual([
      `"5.1","'=cmd",2000000,""`,
      '"","Spanduk",250000,0',
      '',
    ]);
    await expect(
      savePaper(t.ctx(), id, { version: 1, budget: [{ label: 'Kurang', planned: -1 }] }),
    ).rejects.toMatchObject({ fields: { 'budget.0.planned': 'invalid' } });
  });
});

describe('the invitation', () => {
  test('goes to everybody on the list, which is enclosed with the schedule', async () => {
    const { id } = await plan();
    await savePaper(
      t.ctx(),
      id,
      about({
        letterNumber: '005/197/410.110/2026',
        letterDate: '2026-11-12',
        invitees: 'Lurah Gedog\nLurah Turi\n',
        copiesTo: 'Camat Sananwetan',
        bring: 'ponsel atau laptop',
      }),
    );
    const [letter = '', enclosed = ''] = await pageTexts(await print(id, 'undangan'));
    expect(letter).toMatch(
      /Blitar, 12 November 2026.*005\/197\/410\.110\/2026.*Undangan Workshop Inovasi Perpustakaan.*daftar undangan terlampir.*Kamis–Jumat, 26–27 November 2026.*Aula lantai 2.*ponsel atau laptop.*APBD.*Drs\. Hendro.*Tembusan.*Camat Sananwetan/,
    );
    expect(enclosed).toMatch(/Lurah Gedog.*Lurah Turi.*Jadwal.*08\.00–11\.00 WIB/);
  });

  test('of days with different hours points to the schedule, and nobody is sent to a page that takes no enrolments', async () => {
    const { id, sessionIds } = await plan();
    const { id: second, title, format, startsAt } = await getSession(t.ctx(), sessionIds[1] ?? 0);
    const endsAt = new Date('2026-11-27T15:00:00+07:00');
    await changeSession(t.ctx(), second, { title, format, startsAt, endsAt });
    const open = await words(id, 'undangan');
    // nobody is on a list yet: a line to write on
    expect(open).toMatch(/Yth\. …+ di Blitar/);
    expect(open).toContain('Waktu : menurut jadwal terlampir');
    expect(open).toContain('/kegiatan/workshop-inovasi');
    expect(await words(id, 'kak')).toContain('Kamis–Jumat, 26–27 November 2026, di Aula lantai 2.');
    await changeState(t.ctx(), id, 'cancelled', 'Banjir');
    expect(await words(id, 'undangan')).not.toContain('Pendaftaran');
  });

  test('one who is invited is addressed; without a list, it is whoever has a seat', async () => {
    const { id } = await plan();
    await savePaper(t.ctx(), id, about({ invitees: 'Lurah Gedog' }));
    expect(await words(id, 'undangan')).toContain('Yth. Lurah Gedog di Blitar');
    const other = await plan();
    for (const name of ['Nanda Kusumawati', 'Yusuf Hamdani']) {
      await makeParticipant(t.ctx(), other.id, { name, libraryId: gedog.id });
    }
    const [, enclosed = ''] = await pageTexts(await print(other.id, 'undangan'));
    expect(enclosed).toMatch(/Nanda Kusumawati Perpustakaan KEL-GEDOG.*Yusuf Hamdani/);
  });
});

describe('sheets to sign', () => {
  test('one for each session, with who is expected, and a code that leads to where it is entered', async () => {
    const { id, sessionIds } = await plan();
    await makeParticipant(t.ctx(), id, { name: 'Nanda Kusumawati', libraryId: gedog.id });
    const pdf = await print(id, 'daftar-hadir');
    const texts = await pageTexts(pdf);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toMatch(
      /DAFTAR HADIR.*Satu katalog.*Kamis, 26 November 2026.*Narasumber.*Laksmi.*Peserta.*Nanda Kusumawati Perpustakaan KEL-GEDOG/,
    );
    for (const [at, page] of (await drawPages(pdf)).entries()) {
      const [code] = await readPiece(page, { x: 120, y: 30, width: 90, height: 80 });
      expect(code?.text).toBe(`${services.origin}/staf/kegiatan/lembar/${sessionIds[at]}`);
    }
    expect(await pageTexts(await print(id, 'daftar-hadir', sessionIds[1]))).toHaveLength(1);
  });

  test('without sessions there is no sheet; a session of another programme is none of this one', async () => {
    const { id } = await plan();
    const other = await makeProgram(t.ctx(), kota.id);
    const refused = expect.objectContaining({ code: 'program_papers.no_sessions' }) as unknown;
    await expect(print(id, 'daftar-hadir', other.sessionIds[0])).rejects.toEqual(refused);
  });
});

describe('badges', () => {
  test(
    'of nine, eight are on the first sheet, each at its millimetre with the code of its ticket',
    { timeout: 60_000 },
    async () => {
      const { id, sessionIds } = await plan();
      const tickets: string[] = [];
      for (const nth of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
        tickets.push((await makeParticipant(t.ctx(), id, { name: `Peserta ${nth}`, libraryId: gedog.id })).ticket);
      }
      const pdf = await print(id, 'tanda-peserta');
      const pages = await drawPages(pdf);
      expect(pages.map(({ width }) => Math.round(width))).toEqual([210, 210]);
      const [sheet, rest] = pages;
      if (!sheet || !rest) throw new Error('two sheets');
      const { badgeWidth: width, badgeHeight: height } = BADGE_SHEET;
      const at = (place: number) => ({ x: 15 + (place % 2) * 90, y: 28.5 + Math.floor(place / 2) * 60, width, height });
      // the speaker has no ticket
      expect(await readPiece(sheet, at(0))).toEqual([]);
      for (const [nth, ticket] of tickets.entries()) {
        const [code] = await readPiece(nth < 7 ? sheet : rest, at((nth + 1) % 8));
        expect(code?.text).toBe(ticket);
        expect(code?.x).toBeGreaterThan(60);
        expect((code?.x ?? 0) + (code?.width ?? 0)).toBeLessThan(width);
      }
      // what the scanner reads lets in, and is not an address that the camera of somebody else would open
      t.clock.set('2026-11-26T07:50:00+07:00');
      const [last] = await readPiece(rest, at(0));
      expect(await scanBadge(t.ctx(), sessionIds[0] ?? 0, last?.text ?? '')).toMatchObject({ name: 'Peserta h' });
      const [text = ''] = await pageTexts(pdf);
      expect(text).toMatch(/Dr\. Laksmi Nugraheni.*Narasumber.*Peserta a.*Perpustakaan KEL-GEDOG.*Peserta/);
    },
  );

  test('a name that this desk may not see is left to be written by hand; without anybody there are none', async () => {
    const { id } = await plan();
    const { number } = await aMember(t.ctx(), { fullName: 'Rahasia Sekali', homeLibrary: gedog.code });
    await makeParticipant(t.ctx(), id, { memberNumber: number });
    const school = { libraryId: kota.id, permissions: ['programs.manage'], ownMembersOnly: true };
    const text = await pageTexts(
      (await paperPdf(t.ctx({ grants: [school] }), services, id, { paper: 'tanda-peserta' })).body,
    );
    expect(text.join(' ')).not.toContain('Rahasia');
    const empty = await makeProgram(t.ctx(), kota.id);
    await expect(print(empty.id, 'tanda-peserta')).rejects.toMatchObject({ code: 'program_papers.nobody' });
  });
});

describe('the report', () => {
  test('has four chapters and its figures are those of enrolments and attendance', async () => {
    const { id, sessionIds } = await plan();
    const [first = 0, second = 0] = sessionIds;
    const born = ['1990-01-01', '1991-01-01', '2002-05-05', '1950-01-01', '1985-02-02'];
    for (const [at, birthDate] of born.entries()) {
      const { number } = await aMember(t.ctx(), {
        fullName: `Anggota ${'ABCDE'.charAt(at)}`,
        birthDate,
        sex: at < 2 ? 'L' : 'P',
        homeLibrary: gedog.code,
      });
      const who = await makeParticipant(t.ctx(), id, { memberNumber: number, libraryId: gedog.id });
      await makeAttendance(t.ctx(), first, who.id);
      if (at > 0) await makeAttendance(t.ctx(), second, who.id);
    }
    await makeParticipant(t.ctx(), id, { name: 'Tidak Datang', libraryId: kota.id });
    await savePaper(
      t.ctx(),
      id,
      about({
        conclusion: 'Berjalan baik.',
        suggestions: '- Mulai lebih pagi',
        budget: [
          { label: 'Makan', planned: 3_000_000, actual: 2_500_000 },
          { label: 'Spanduk', planned: 250_000 },
        ],
      }),
    );
    const text = await words(id, 'laporan');
    for (const said of [
      'LAPORAN KEGIATAN Workshop Inovasi Perpustakaan Workshop Inovasi, angkatan 2',
      'BAB I PENDAHULUAN',
      'BAB II PELAKSANAAN',
      'BAB III HASIL',
      'BAB IV PENUTUP',
      'Mendaftar 6',
      'Mendapat kursi 6',
      'Hadir paling sedikit di satu sesi 5',
      'Hadir di semua sesi 4',
      'rata-rata 87,7% dari kegiatan (6,5 JP)',
      'Perpustakaan KEL-GEDOG 5 dari 5',
      'Perpustakaan KOTA 0 dari 1',
      'Laki-laki 2 Perempuan 3',
      '18–24 tahun 1 25–59 tahun 3 60 tahun ke atas 1',
      'Rp2.500.000',
      'Realisasi 1 baris belum dicatat.',
      'Berjalan baik.',
      'Lampiran 1. Jadwal',
      'Anggota A Perpustakaan KEL-GEDOG 2,5 dari 6,5 JP',
      'Tidak Datang Perpustakaan KOTA tidak hadir',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).toMatch(/Satu katalog untuk 22 perpustakaan Dr\. Laksmi Nugraheni Kamis, 26 November 2026 2,5 5/);
  });

  test('says nothing of sex and age where fewer than five are known, and stands also before anybody came', async () => {
    const { id } = await plan();
    const { number } = await aMember(t.ctx(), { sex: 'L', birthDate: '1990-01-01' });
    const { id: enrolmentId } = await makeParticipant(t.ctx(), id, { memberNumber: number });
    const [session] = await listSessions(t.ctx(), id);
    await makeAttendance(t.ctx(), session?.id ?? 0, enrolmentId);
    const text = await words(id, 'laporan');
    expect(text).toContain('diketahui dari kurang dari lima orang');
    expect(text).not.toContain('Laki-laki');
    const empty = await makeProgram(t.ctx(), kota.id);
    expect(await words(empty.id, 'laporan')).toContain('Belum ada peserta.');
  });
});
