/** Members of a small SLiMS with all that can be wrong with them. Everybody is invented. */
import { createHash } from 'node:crypto';

export type Value = string | number | null;

export const OLD_PASSWORDS = {
  bcrypt: ['padi-2026', '$2y$10$ZTusGe3RMBEUdR4nI6oG8OesU/BOjomkS/K553wXQr/3/iove7P3q'],
  md5: ['sandi-lama', createHash('md5').update('sandi-lama').digest('hex')],
  figures: ['010190', createHash('md5').update('010190').digest('hex')],
} as const;
export const NIK = '3572014507990001';

const PERSON = {
  ...{ member_id: '', member_name: '', gender: 1, birth_date: '1990-05-06', member_type_id: 1 },
  ...{ member_address: 'Jl. Uji 1, Blitar', member_mail_address: '', member_email: '', postal_code: '66131' },
  ...{ inst_name: '', is_new: 0, member_image: null, pin: '', member_phone: '081200000000', member_fax: '0342-9' },
  ...{ member_since_date: '2023-01-02', register_date: '2025-12-01', expire_date: '2027-12-01', member_notes: '' },
  ...{ is_pending: 0, mpasswd: null, last_login_ip: '10.9.8.7', input_date: '2023-01-02', last_update: '2025-12-01' },
};
type Row = Record<keyof typeof PERSON, Value>;

/** A row of `member`. */
export const person = (id: string, name: string, more: Partial<Row> = {}): Value[] =>
  Object.values({ ...PERSON, member_id: id, member_name: name, ...more });

export const memberColumns = Object.keys(PERSON).join(',');

export const smallMembers = (): Value[][] => [
  person('A-0007', 'Uji Huruf Besar'),
  person('0012345', 'Uji Nol Depan'),
  person('12345', 'Uji Tanpa Nol'),
  person('M 004/2020', 'Uji Garis Miring'),
  person('M-05', 'Uji Tanpa Tanggal', {
    ...{ birth_date: '0000-00-00', register_date: null, member_since_date: null, expire_date: '0000-00-00' },
  }),
  person('M-06', 'Uji Lahir Besok', { birth_date: '2099-01-01' }),
  person('M-07', 'Uji Selamanya', { expire_date: '9999-12-31' }),
  person('M-08', 'Uji Kelamin', { gender: 9 }),
  person('M-09', 'Uji Perempuan', { gender: 0 }),
  person('M-10', 'Uji Jenis Hilang', { member_type_id: 999 }),
  person('M-11', 'Uji Ganda, Siti', { birth_date: '1988-08-08' }),
  person('M-12', 'UJI GANDA, SITI', { birth_date: '1988-08-08' }),
  person('M-13', 'Uji Sandi Bcrypt', { mpasswd: OLD_PASSWORDS.bcrypt[1] }),
  person('M-14', 'Uji Sandi MD5', { mpasswd: OLD_PASSWORDS.md5[1] }),
  person('M-15', 'Uji Sandi Kosong', { mpasswd: '' }),
  person('M-16', 'Uji Sandi MD5 Kapital', { mpasswd: OLD_PASSWORDS.md5[1].toUpperCase() }),
  person('M-17', 'Uji Sandi Terpotong', { mpasswd: OLD_PASSWORDS.bcrypt[1].slice(0, 32) }),
  person('M-18', 'Uji Sandi Enam Angka', { mpasswd: OLD_PASSWORDS.figures[1] }),
  person('M-19', 'Uji Surel', { member_email: 'bukan-surel' }),
  person('M-20', 'Uji Telepon', { member_phone: '0812-3456-7890 / (0342) 801234' }),
  person('M-21', 'Uji Excel', { member_phone: '8.12346E+11' }),
  person('M-22', 'Uji Menunggu', { is_pending: 1 }),
  person('M-23', 'DRA. HJ. SITI   AMINAH, M.Pd.'),
  person('M-24', 'O&#039;Connor, Uji', { member_email: 'oconnor@contoh.id', inst_name: 'SMP Negeri 1 Uji' }),
  person('M-25', '  '),
  person('M-26', 'Uji NIK', { pin: NIK, member_notes: `NIK ${NIK}\\nSuka komik` }),
  person('M-27', 'Uji Sandi Tanpa Kata', { mpasswd: createHash('md5').update('').digest('hex') }),
  person('M-28', 'Uji Foto', { member_image: 'member_M-28.jpg' }),
  person('M_29#', 'Uji Tanda'),
  person('M-30', 'Uji Anak', { birth_date: '2018-02-03', member_type_id: 2 }),
  person('m-30 ', 'Uji Nomor Sama'),
  person('', 'Uji Tanpa Nomor'),
  person(NIK, 'Uji Kartu Ber-NIK', { member_image: 'x.jpg' }),
];

/** Types: one that is a category here, one that is not, one of the same name again, and one without a name. */
export const memberTypes = {
  columns: 'member_type_id,member_type_name,loan_limit,loan_periode,member_periode,fine_each_day',
  rows: [
    [1, 'UMUM ', 2, 7, 365, 500],
    [2, 'Santri & Siswa', 3, 14, 365, 0],
    [3, 'santri  & siswa', 3, 14, 365, 0],
    [4, ' ', 0, 0, 0, 0],
  ],
};
