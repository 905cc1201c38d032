/** A dump of a SLiMS with loans and fines, as mysqldump writes it. Everybody in it is invented. */

type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

const COLUMNS: Readonly<Record<string, string>> = {
  biblio: 'biblio_id,title,language_id,frequency_id,opac_hide,promoted,labels,call_number,image',
  biblio_attachment: 'biblio_id,file_id,placement,access_type,access_limit',
  biblio_relation: 'biblio_id,rel_biblio_id,rel_type',
  mst_label: 'label_id,label_name,label_desc',
  files: 'file_id,file_title,file_name,file_url,file_dir,mime_type',
  fines: 'fines_id,fines_date,member_id,debet,credit,description',
  biblio_custom: 'biblio_id,cf_dana,cf_cocok,cf_gambar,cf_sensor,tinggi_buku',
  group_access: 'group_id,module_id,r,w',
  item_custom: 'item_id,cf_kondisi',
  member_custom: 'member_id,cf_sekolah,cf_catatan',
  mst_custom_field: 'primary_table,dbfield,label,type,data,is_public',
  holiday: 'holiday_id,holiday_dayname,holiday_date,description',
  item: 'item_id,biblio_id,item_code,item_status_id,call_number,inventory_code',
  kardex: 'kardex_id,date_expected,date_received,seq_number,notes,serial_id',
  loan: 'loan_id,item_code,member_id,loan_date,due_date,renewed,loan_rules_id,is_lent,is_return,return_date,input_date,last_update',
  loan_history:
    'loan_id,item_code,title,member_id,member_name,loan_date,due_date,renewed,is_lent,is_return,return_date,input_date,last_update',
  member: 'member_id,member_name,member_type_id,member_image,birth_date,mpasswd',
  mst_coll_type: 'coll_type_id,coll_type_name',
  mst_gmd: 'gmd_id,gmd_code,gmd_name',
  mst_loan_rules:
    'loan_rules_id,member_type_id,coll_type_id,gmd_id,loan_limit,loan_periode,reborrow_limit,fine_each_day,grace_periode',
  mst_member_type:
    'member_type_id,member_type_name,loan_limit,loan_periode,enable_reserve,reserve_limit,reborrow_limit,fine_each_day,grace_periode',
  reserve: 'reserve_id,member_id,biblio_id,item_code,reserve_date',
  serial: 'serial_id,date_start,date_end,period,notes,biblio_id',
  stock_take:
    'stock_take_id,stock_take_name,start_date,end_date,init_user,total_item_stock_taked,total_item_lost,total_item_exists,total_item_loan,is_active',
  stock_take_item: 'stock_take_id,item_id,item_code,title,status,checked_by',
  user: 'user_id,username,realname,passwd,2fa,email,groups',
  visitor_count: 'visitor_id,member_id,member_name,institution,room_code,checkin_date',
};

export const copy = (id: number, code: string | null, biblio: number | null = 48, more: Row = {}): Row => ({
  ...{ item_id: id, biblio_id: biblio, item_code: code, item_status_id: '0' },
  ...more,
});
export const lent = (id: number, code: string, member: string, from: string, due: string, more: Row = {}): Row => ({
  ...{ loan_id: id, item_code: code, member_id: member, loan_date: from, due_date: due, renewed: 0, loan_rules_id: 0 },
  ...{ is_lent: 1, is_return: 0, return_date: null, input_date: `${from} 10:00:00`, last_update: `${from} 10:00:00` },
  ...more,
});
export const back = (id: number, code: string, member: string, from: string, due: string, on: string): Row =>
  lent(id, code, member, from, due, { is_return: 1, return_date: on, last_update: `${on} 11:30:00` });
export const past = (id: number, code: string, member: string, more: Row = {}): Row => ({
  ...lent(id, code, member, '2023-06-05', '2023-06-12', { is_return: 1, return_date: '2023-06-12' }),
  ...{ title: 'Buku Lama', member_name: 'Nama Rahasia', ...more },
});
export const fine = (id: number, member: string, more: Row = {}): Row => ({
  ...{ fines_id: id, fines_date: '2026-10-05', member_id: member, debet: 0, credit: 0 },
  description: 'Denda terlambat untuk eksemplar X-0030',
  ...more,
});

export const wish = (id: number, member: string, biblio: number, code: string, at: string | null): Row => ({
  ...{ reserve_id: id, member_id: member, biblio_id: biblio, item_code: code, reserve_date: at },
});

/** Names of the members of the dump; loans name them in other letters too. */
export const MEMBERS = ['A-0007', 'M-02', 'M-03', 'M-04', 'M-05', 'M-11', 'M-12', 'M-13', 'M-14'];

/** Loans and fines of every kind that libraries have; what becomes of each stands in the test. */
export const DIRTY: Readonly<Record<string, readonly Row[]>> = {
  item: [
    copy(3, 'X-0003', 999),
    ...[copy(6, 'X-0007', 47), copy(7, 'X-0007'), copy(8, 'x-0007'), copy(9, 'X-0009 ')],
    ...Array.from({ length: 15 }, (_, i) => copy(30 + i, `X-00${30 + i}`)),
  ],
  loan: [
    lent(1, 'X-0030', 'M-13', '2026-11-02', '2026-12-01', { renewed: 1, return_date: '2026-11-16' }),
    lent(2, 'X-0031', 'M-13', '2025-01-06', '2025-01-13', { is_return: 1, last_update: '2025-01-10 11:00:00' }),
    lent(3, 'X-0031', 'M-14', '2025-02-03', '2025-02-10', {
      ...{ is_return: 1, return_date: '0000-00-00', last_update: null },
    }),
    lent(4, 'X-0031', 'M-14', '2025-03-10', '2025-03-17', { is_return: 1, return_date: '2025-03-01' }),
    lent(5, 'X-0032', 'M-02', '2026-11-10', '0000-00-00'),
    lent(6, 'X-0033', 'M-02', '2031-01-01', '2031-01-08', { input_date: '2026-11-11 10:00:00' }),
    lent(7, 'X-0034', 'M-02', '2026-10-01', '2026-10-08', { is_lent: 0 }),
    lent(8, 'HILANG-01', 'M-03', '2026-11-05', '2026-11-12'),
    back(9, 'HILANG-02', 'M-03', '2024-11-05', '2024-11-12', '2024-11-11'),
    lent(10, 'X-0035', 'TAK-ADA', '2026-11-05', '2026-11-12'),
    back(11, 'X-0036', 'TAK-ADA', '2024-11-05', '2024-11-12', '2024-11-11'),
    lent(12, 'X-0037', 'M-02', '2026-09-01', '2026-09-08'),
    lent(13, 'X-0037', 'M-03', '2026-11-03', '2026-11-10'),
    lent(14, 'X-0038', 'a-0007', '2026-11-20', '2026-11-27'),
    lent(15, 'X-0039', 'A-0007 ', '2026-11-20', '2026-11-27'),
    lent(16, 'X-0040', 'M-04', '2026-11-20', '2026-11-27', { loan_rules_id: 999 }),
    lent(17, 'x-0009', 'M-04', '2026-11-20', '2026-11-27'),
    back(18, 'X-0041', 'M-04', '2025-05-05', '2025-05-12', '2025-05-14'),
    back(19, 'X-0041', 'M-04', '2025-05-05', '2025-05-12', '2025-05-14'),
    lent(20, 'X-0042', 'M-05', '2015-03-02', '2015-03-09', { input_date: null, last_update: null }),
    lent(21, 'X-0003', 'M-11', '2026-11-09', '2026-11-16'),
    lent(22, 'X-0007', 'M-12', '2026-11-20', '2026-11-27'),
    lent(24, '', 'M-03', '2026-11-20', '2026-11-27'),
    lent(23, 'X-0043', 'M-03', '2026-11-17', '2026-11-24'),
    lent(23, 'X-0044', 'M-03', '2026-11-17', '2026-11-24'),
  ],
  loan_history: [
    past(80, 'X-0044', 'M-13'),
    past(8, 'HILANG-01', 'M-03', { title: 'Buku yang&nbsp;Dihapus' }),
    past(81, 'HILANG-03', 'TAK-ADA'),
    past(2, 'X-0031', 'M-13', { is_return: 0, return_date: null }),
    past(82, 'X-0044', 'M-13', { loan_date: '2023-07-03', due_date: '2023-07-10', is_return: 0, return_date: null }),
  ],
  fines: [
    fine(1, 'M-13', { debet: 5000 }),
    fine(2, 'M-13', { debet: 5000, credit: 5000 }),
    fine(3, 'M-13', { debet: 5000, credit: 2000 }),
    fine(4, 'M-14', { debet: 1000, credit: 3000 }),
    fine(5, 'M-14'),
    fine(6, 'M-02', { credit: 4000, description: 'Bayar denda' }),
    fine(7, 'M-02', { debet: 10000, description: 'Denda lama' }),
    fine(8, 'TAK-ADA', { debet: 7000 }),
    fine(9, 'M-03', { debet: 2500, fines_date: '0000-00-00' }),
    fine(10, 'm-04', { debet: 1500, fines_date: '2025-05-14', description: 'Overdue fines for item x-0041' }),
    fine(11, 'M-05', { debet: -500 }),
    fine(12, 'M-12', { debet: 'banyak' }),
  ],
};

const quoted = (value: Value): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value.replace(/['\\]/g, '\\$&')}'`;

/** @param rows of tables; those of members, types, rules and titles are the same in every dump */
export function loanDump(rows: Readonly<Record<string, readonly Row[]>>): string {
  const all: Readonly<Record<string, readonly Row[]>> = {
    biblio: [47, 48].map((id) => ({ biblio_id: id, title: `Penampung ${id}`, language_id: 'id', frequency_id: 0 })),
    member: MEMBERS.map((id) => ({ member_id: id, member_name: 'Nama Rahasia', member_type_id: 1 })),
    mst_loan_rules: [{ loan_rules_id: 1, loan_periode: 14 }],
    mst_member_type: [{ member_type_id: 1, member_type_name: 'Umum', loan_periode: 7 }],
    ...rows,
  };
  const parts = Object.entries(COLUMNS).map(([table, list]) => {
    const columns = list.split(',');
    const tuples = (all[table] ?? []).map((row) => `(${columns.map((name) => quoted(row[name] ?? null)).join(',')})`);
    const create = `CREATE TABLE \`${table}\` (\n${columns.map((name) => `  \`${name}\` text`).join(',\n')}\n);\n`;
    return create + (tuples.length === 0 ? '' : `INSERT INTO \`${table}\` VALUES ${tuples.join(',')};\n`);
  });
  return `-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n${parts.join('')}-- Dump completed\n`;
}
