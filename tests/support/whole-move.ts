/** A SLiMS with something of everything that comes, and the database before and after it. Everybody in it is invented. */
import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import { layFolder, picture } from './slims-images.ts';
import { OLD_PASSWORDS } from '../../src/modules/moving/slims/tests/small-members.ts';
import {
  back,
  copy,
  DIRTY,
  fine,
  lent,
  loanDump,
  MEMBERS,
  type Row,
  wish,
} from '../../src/modules/moving/slims/tests/loan-dump.ts';

const TITLES = [47, 48, 50, 51];
const hung = (biblio_id: number, file_id: number): Row => ({
  ...{ biblio_id, file_id, placement: 'link', access_type: 'public', access_limit: null },
});

export const ROWS: Readonly<Record<string, readonly Row[]>> = {
  ...DIRTY,
  biblio: TITLES.map((id) => ({
    ...{ biblio_id: id, title: `Judul ${id}`, language_id: 'id', frequency_id: 0, image: `${id}.jpg` },
  })),
  item: [...(DIRTY.item ?? []), copy(60, 'X-0060', 50), copy(61, 'X-0061', 51)],
  loan: [
    ...(DIRTY.loan ?? []),
    lent(70, 'X-0060', 'M-02', '2026-11-10', '2026-11-30'),
    back(71, 'X-0061', 'M-03', '2025-11-10', '2025-11-17', '2025-11-16'),
  ],
  fines: [...(DIRTY.fines ?? []), fine(70, 'M-05', { debet: 5000, credit: 2000, description: 'Denda lama' })],
  biblio_attachment: [hung(47, 1), hung(48, 1)],
  files: [
    { file_id: 1, file_title: 'Panduan', file_name: 'panduan.pdf', file_dir: null, mime_type: 'application/pdf' },
  ],
  member: MEMBERS.map((id) => ({
    ...{ member_id: id, member_name: `Pembaca ${id}`, member_type_id: 2, birth_date: '1990-01-02' },
    member_image: id === 'M-02' ? 'm02.jpg' : null,
    mpasswd: id === 'M-11' ? OLD_PASSWORDS.md5[1] : null,
  })),
  mst_member_type: [
    { member_type_id: 1, member_type_name: 'Umum', loan_periode: 7 },
    {
      member_type_id: 2,
      member_type_name: 'Santri',
      loan_limit: 3,
      loan_periode: 14,
      reborrow_limit: 1,
      fine_each_day: 500,
    },
  ],
  mst_coll_type: [{ coll_type_id: 1, coll_type_name: 'Referensi' }],
  mst_loan_rules: [
    {
      loan_rules_id: 1,
      member_type_id: 2,
      coll_type_id: 1,
      gmd_id: 1,
      loan_limit: 1,
      loan_periode: 3,
      reborrow_limit: 0,
      fine_each_day: 1000,
    },
  ],
  reserve: [wish(1, 'M-13', 50, 'X-0060', '2026-11-24 10:00:00'), wish(2, 'M-14', 50, 'X-0060', '2026-11-24 11:00:00')],
  holiday: [{ holiday_id: 1, holiday_dayname: 'Fri', holiday_date: '2026-12-25', description: 'Natal' }],
  visitor_count: [
    {
      visitor_id: 1,
      member_id: 'M-13',
      member_name: 'x',
      institution: '',
      room_code: null,
      checkin_date: '2026-11-03 10:00:00',
    },
    {
      visitor_id: 2,
      member_id: null,
      member_name: 'Tamu',
      institution: 'SDN 1',
      room_code: null,
      checkin_date: '2026-11-03 11:00:00',
    },
  ],
  user: [
    { user_id: 2, username: 'sirkulasi', realname: 'Petugas 2', passwd: null, '2fa': null, email: null, groups: null },
  ],
  serial: [{ serial_id: 1, date_start: '2026-01-01', date_end: '2026-12-31', period: '', notes: null, biblio_id: 51 }],
  kardex: [
    {
      kardex_id: 1,
      date_expected: '2026-10-01',
      date_received: '2026-10-05',
      seq_number: '1',
      notes: '',
      serial_id: 1,
    },
    { kardex_id: 2, date_expected: '2026-12-01', date_received: null, seq_number: '2', notes: '', serial_id: 1 },
  ],
  stock_take: [
    {
      ...{
        stock_take_id: 1,
        stock_take_name: 'Cacah 2025',
        start_date: '2025-06-01 08:00:00',
        end_date: '2025-06-30 16:00:00',
      },
      ...{
        init_user: 'Ibu',
        total_item_stock_taked: 2,
        total_item_lost: 0,
        total_item_exists: 2,
        total_item_loan: 0,
        is_active: 0,
      },
    },
  ],
  stock_take_item: [60, 61].map((id) => ({
    ...{ stock_take_id: 1, item_id: id, item_code: `X-00${id}`, title: 'Judul', status: 'e', checked_by: 'x' },
  })),
};

/** @param changed tables that hold other rows */
export const wholeDump = (changed: Readonly<Record<string, readonly Row[]>> = {}): string =>
  loanDump({ ...ROWS, ...changed });

/** Pictures and files that rows of the dump name. */
export async function layImages(root: string): Promise<string> {
  const red = await picture('#ff0000');
  return layFolder(root, {
    ...Object.fromEntries(TITLES.map((id) => [`images/docs/${id}.jpg`, red])),
    'images/persons/m02.jpg': await picture('#00ff00', { width: 300, height: 400 }),
    'repository/panduan.pdf': Buffer.from(`%PDF-1.4\n${'x'.repeat(5000)}\n%%EOF\n`),
  });
}

/** Runs, their reports, the trace, and what follows by itself: the index, numbers that were passed over, what counts writes. */
const LEFT_OUT = /^(?:audit_|slims_run$|slims_said$|search_|schema_|counter$|kept_table$|heavy_work$|rate_limit$)/;

/** Every row of every other table as text. */
export async function everyRow(db: Db, without: readonly string[] = []): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  const state: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (LEFT_OUT.test(name)) continue;
    const { rows } = await sql<{
      row: string;
    }>`select (to_jsonb(t) - ${[...without]}::text[])::text as row from ${sql.table(name)} t order by 1`.execute(db);
    if (rows.length > 0) state[name] = rows.map(({ row }) => row);
  }
  return state;
}
