/** What follows the finished workshop of the sample city: its certificates, and the next edition drafted from it. */
import { issueCertificatesIn, saveCertificateRuleIn } from '../../src/modules/community/certificates/testing.ts';
import type { Obstacle } from '../../src/modules/community/ideas/client.ts';
import { draftNextEditionIn, makeProgramIn } from '../../src/modules/community/next-editions/testing.ts';
import { getProgram } from '../../src/modules/community/programs/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, isoWeekday } from '../../src/shared/dates.ts';

const WORKSHOP = 'workshop-inovasi-perpustakaan-1';
/** The next edition begins on a Tuesday, so many days ahead. */
const AHEAD = 75;
const TUESDAY = 2;
const signatories = [
  { office: 'Kepala Dinas Perpustakaan dan Kearsipan', name: 'Drs. Hendro Wicaksono, M.Si. (contoh)', details: 'Pembina Utama Muda' },
  { office: 'Ketua Panitia', name: 'Siti Rahmawati, S.IP. (contoh)', details: '' },
];
const obstacles: Record<Obstacle, string> = {
  time: 'waktu tidak cukup',
  people: 'kurang orang',
  money: 'dana',
  tools: 'alat atau bahan',
  place: 'tempat',
  permission: 'izin atau aturan',
  interest: 'sepi peminat',
  other: 'lain-lain',
};

/** After evaluations, ideas and plans. */
export async function loadAfterWorkshop(trx: Tx, ctx: Ctx, today: string): Promise<void> {
  const { id } = await getProgram({ ...ctx, db: trx }, WORKSHOP);
  await saveCertificateRuleIn(trx, ctx, id, { minAttendance: 80, needsTests: false, needsPlan: false, signatories });
  await issueCertificatesIn(trx, ctx, id);
  await draftNextEditionIn(trx, ctx, id, {
    review: 'Apa yang jadi dari edisi lalu',
    plan: 'Menyusun rencana aksi',
    improve: (item) => `Memperbaiki: ${item.id}`,
    unblock: (obstacle) => `Jalan keluar: ${obstacles[obstacle]}`,
    answer: (words) => `Yang dicari orang: ${words}`,
  });
  const earliest = addDays(today, AHEAD);
  const startsOn = addDays(earliest, (TUESDAY - isoWeekday(earliest) + 7) % 7);
  await makeProgramIn(trx, ctx, id, { startsOn });
}
