/** What trainees work with in the practice space: ten places, each with an account, a card, copies and a complaint of its own. */
import { makeBib, makeItem } from '../../src/modules/collection/catalog/testing.ts';
import { savePastTicket } from '../../src/modules/city/service/testing.ts';
import { viewTicket } from '../../src/modules/city/service/index.ts';
import { addAccount, readyAccount } from '../../src/modules/ground/identity/testing.ts';
import { listLibraries } from '../../src/modules/ground/libraries/index.ts';
import { insertSeats } from '../../src/modules/learning/practice/testing.ts';
import { saveLoanHistory } from '../../src/modules/lending/circulation/testing.ts';
import { insertMember } from '../../src/modules/people/members/testing.ts';
import { systemCtx } from '../../src/platform/context.ts';
import type { Services } from '../../src/platform/services.ts';

const SEATS = 10;
const DAY = 86_400_000;
type ReadyAccount = Awaited<ReturnType<typeof readyAccount>>;
const LENT = ['Laskar Pelangi', 'Ronggeng Dukuh Paruk', 'Saman', 'Bumi Manusia', 'Perahu Kertas', 'Negeri 5 Menara', 'Gadis Kretek', 'Pulang', 'Entrok', 'Tarian Bumi'];
const COMPLAINTS = [
  'Buku yang saya kembalikan Senin lalu masih tercatat dipinjam. Mohon diperiksa.',
  'Ruang baca panas sekali siang hari. Kipasnya mati sejak pekan lalu.',
  'Saya menunggu pesanan tiga pekan dan tidak ada kabar.',
  'Parkir sepeda penuh motor. Sepeda anak saya lecet.',
  'Komputer nomor 4 tidak bisa dipakai mencetak.',
  'Petugas meminta saya pulang sepuluh menit sebelum jam tutup.',
  'Halaman buku cerita yang saya pinjam robek, dan saya khawatir dikira merusaknya.',
  'Kotak pengembalian terkunci Ahad kemarin.',
  'Nama saya keliru ditulis di kartu anggota.',
  'Air minum di ruang baca habis sejak pagi.',
];

/** A place, with what was made for it before its people. */
interface SeatPlan {
  seat: number;
  account: ReadyAccount;
  nth: string;
  lendItem: string;
  returnItem: string;
  late: { bibId: number; itemId: number };
  complaint: string;
}

/** Makes the places. @param password of their accounts: nobody signs in by it, they come by passes */
export async function loadPractice({ db, clock }: Pick<Services, 'db' | 'clock'>, password: string): Promise<void> {
  const ctx = systemCtx(db, clock, 'ruang latihan');
  const library = (await listLibraries(ctx)).find(({ code }) => code === 'PUSAT');
  if (!library) throw new Error('the sample city has no main library');
  const at = (daysAgo: number): Date => new Date(clock.now().getTime() - daysAgo * DAY);
  const ready = await Promise.all(
    Array.from({ length: SEATS }, async (_, i) =>
      readyAccount({ username: `latihan${i + 1}`, fullName: `Peserta latihan ${i + 1}`, password, isSample: true }),
    ),
  );
  const copy = async (title: string, barcode: string) => {
    const bibId = await makeBib(ctx, { title, ddc: '899.2213', year: 2019 });
    const { id: itemId } = await makeItem(ctx, { bibId, libraryId: library.id, barcodes: [barcode] });
    return { bibId, itemId };
  };
  const seats: SeatPlan[] = [];
  for (const [i, account] of ready.entries()) {
    const nth = String(i + 1).padStart(2, '0');
    const title = LENT[i] ?? '';
    const [lendItem, returnItem] = [`LATIH-P${nth}`, `LATIH-K${nth}`];
    await copy(`${title} (latihan ${i + 1})`, lendItem);
    const late = await copy(`Kumpulan Cerita Blitar (latihan ${i + 1})`, returnItem);
    seats.push({ seat: i + 1, account, nth, lendItem, returnItem, late, complaint: COMPLAINTS[i] ?? '' });
  }
  const ids = await db.transaction().execute(async (trx) => {
    const rows: (Omit<Parameters<typeof insertSeats>[1][number], 'ticketNumber'> & { ticketId: number })[] = [];
    for (const { seat, account, nth, lendItem, returnItem, late, complaint } of seats) {
      const grants = [
        { role: 'circulation', libraryId: library.id },
        { role: 'cataloguer', libraryId: null },
      ];
      const { id: accountId } = await addAccount(trx, ctx, { ...account, homeLibraryId: library.id, grants });
      const member = async (number: string, fullName: string) =>
        insertMember(trx, ctx, { number, fullName, category: 'umum', homeLibrary: 'PUSAT' }, { isSample: true });
      const lendMember = `LATIH-A${nth}`;
      await member(lendMember, `Sekar Latihan ${seat}`);
      const { id: memberId } = await member(`LATIH-T${nth}`, `Bagas Latihan ${seat}`);
      await saveLoanHistory(trx, ctx, [
        {
          ...{ ...late, memberId, libraryId: library.id, loanedAt: at(16), dueAt: at(9), returnedAt: null },
          ...{ renewals: [], terms: {}, by: 'Peserta latihan' },
        },
      ]);
      const ticketId = await savePastTicket(trx, ctx, {
        ...{ kind: 'complaint', library, via: 'site', text: complaint, contactKind: 'none', memberId: null },
        ...{ contact: '', contactName: '', at: at(1), tags: [], element: null, about: null, acts: [] },
      });
      rows.push({ seat, accountId, lendMember, lendItem, returnItem, ticketId });
    }
    return rows;
  });
  const rows: Parameters<typeof insertSeats>[1][number][] = [];
  for (const row of ids) rows.push({ ...row, ticketNumber: (await viewTicket(ctx, row.ticketId)).number });
  await db.transaction().execute(async (trx) => insertSeats(trx, rows));
}
