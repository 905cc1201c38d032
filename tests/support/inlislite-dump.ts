/**
 * Dumps of an INLISLite 3 as its makers write them: any size, with rows of every fault that is known, and what becomes of each. Made after the source
 * of INLISLite 3.2; no dump of a real library was at hand. Everybody in it is invented.
 */
import { createHash } from 'node:crypto';

export type Style = 'mysqldump' | 'mysql8' | 'phpmyadmin' | 'inlislite';
export const STYLES: readonly Style[] = ['mysqldump', 'mysql8', 'phpmyadmin', 'inlislite'];

/** A column BIT(1). */
export interface Bit {
  bit: 0 | 1;
}
export type Value = string | number | null | Bit;
/** Of a row, as it is written. */
type Id = string | number;
export type Row = Readonly<Record<string, Value>>;
/** What becomes of a row, and the code of why where it does not come (null = counted without a word). */
export type Fate = readonly ['carried' | 'merged' | 'refused', string | null];
/** A row with a fault. */
export interface Dirty {
  table: string;
  row: Row;
  fate: Fate;
  /** What is told of it besides. */
  told?: readonly string[];
}

export const bit = (on: boolean): Bit => ({ bit: on ? 1 : 0 });
export const sha1 = (word: string): string => createHash('sha1').update(word).digest('hex');
export const NIK = '3572014507990001';
export const OLD_PASSWORD = 'sawah-lama-99';

/** Tables with their columns; `!` = a flag, `#` = a number that is a DOUBLE there. */
const TABLES: Readonly<Record<string, string>> = {
  auth_assignment: 'item_name user_id',
  bacaditempat: '#ID NoPengunjung #collection_id #Member_id Location_Id CreateDate',
  catalog_ruas: '#ID #CatalogId Tag Indicator1 Indicator2 Value Sequence',
  catalog_subruas: '#ID #RuasID SubRuas Value Sequence',
  catalogfiles: '#ID #Catalog_id FileURL FileFlash !IsPublish CreateDate',
  catalogs:
    '#ID ControlNumber BIBID Title Author Edition Publisher PublishLocation PublishYear Subject PhysicalDescription ISBN CallNumber Note Languages DeweyNo !IsOPAC !IsRDA Worksheet_id QUARANTINEDBY QUARANTINEDDATE CreateDate CoverURL',
  collectioncategorys: 'ID Name',
  collectionloanextends:
    'id CollectionLoan_id #CollectionLoanItem_id #Collection_id #Member_id DateExtend DueDateExtend',
  collectionloanitems:
    '#ID CollectionLoan_id LoanDate DueDate ActualReturn LateDays LoanStatus #Collection_id #member_id CreateDate UpdateDate',
  collectionloans: 'ID CollectionCount #Member_id',
  collectionmedias: 'ID Name',
  collectionrules: 'ID Name',
  collections:
    '#ID NomorBarcode NoInduk Currency RFID Price TanggalPengadaan CallNumber #Catalog_id Partner_id Location_id Rule_id Category_id Media_id Source_id Status_id Location_Library_id QUARANTINEDBY QUARANTINEDDATE !ISREFERENSI EDISISERIAL BookingMemberID BookingExpiredDate',
  collectionsources: 'ID Name',
  collectionstatus: 'ID Name',
  groupguesses: 'ID NamaKetua AsalInstansi CountPersonel CountLaki CountPerempuan CreateDate',
  holidays: 'ID Dates Names',
  jenis_anggota:
    'id jenisanggota MaxPinjamKoleksi MaxLoanDays DendaTenorJumlah DendaTenorSatuan DendaPerTenor !SuspendMember DaySuspend CountPerpanjang',
  location_library: 'ID Code Name',
  locations: 'ID Code Name',
  master_jenis_identitas: 'id Nama !IsNIK',
  master_kependudukan: 'nomorkk nik namalengkap alamat',
  memberguesses: 'ID NoAnggota Nama CreateDate',
  members:
    '#ID MemberNo Fullname DateOfBirth Address AddressNow Phone NoHp InstitutionName IdentityType_id IdentityNo Sex_id RegisterDate EndDate MotherMaidenName Agama_id MaritalStatus_id Email JenisAnggota_id StatusAnggota_id NamaDarurat TelpDarurat City Kecamatan Kelurahan KeteranganLain CreateDate PhotoUrl',
  membersonline: 'ID NoAnggota Password',
  partners: 'ID Name',
  pelanggaran:
    'ID CollectionLoan_id #CollectionLoanItem_id JenisPelanggaran_id JenisDenda_id JumlahDenda JumlahSuspend Paid #Member_id #Collection_id CreateDate',
  penduduk: 'nik nama',
  peraturan_peminjaman_hari: 'ID DayIndex MaxLoanDays',
  peraturan_peminjaman_tanggal: 'ID TanggalAwal TanggalAkhir',
  requestcatalog: 'ID Title MemberID',
  status_anggota: 'id Nama',
  users: 'ID username Fullname EmailAddress password',
  worksheets: 'ID Name',
};

const named = (table: string, key: string, rows: readonly (readonly [number, string])[]): [string, Row[]] => [
  table,
  rows.map(([id, name]) => ({
    [key]: id,
    [table === 'status_anggota' || table === 'master_jenis_identitas' ? 'Nama' : 'Name']: name,
  })),
];

/** Values of tables of codes, as INLISLite delivers them. */
const CODES: Readonly<Record<string, Row[]>> = Object.fromEntries([
  named('collectioncategorys', 'ID', [
    [7, 'Koleksi Umum'],
    [8, 'Koleksi Referensi'],
  ]),
  named('collectionmedias', 'ID', [[2, 'Buku']]),
  named('collectionrules', 'ID', [
    [1, 'Dapat dipinjam'],
    [2, 'Baca di tempat'],
  ]),
  named('collectionsources', 'ID', [
    [1, 'Pembelian'],
    [2, 'Hadiah/Hibah'],
  ]),
  named('collectionstatus', 'ID', [
    [1, 'Tersedia'],
    [2, 'Hilang'],
    [5, 'Dipinjam'],
  ]),
  named('partners', 'ID', [[1098, 'Belum ditentukan']]),
  named('worksheets', 'ID', [
    [1, 'Monograf'],
    [4, 'Majalah'],
  ]),
  named('status_anggota', 'id', [
    [1, 'Registrasi Online'],
    [3, 'Aktif'],
    [5, 'Suspend'],
    [6, 'Bebas Pustaka'],
  ]),
]);

export const ruas = (id: number, catalog: Value, tag: string, value: string, more: Row = {}): Row => ({
  ...{
    ID: id,
    CatalogId: catalog,
    Tag: tag,
    Indicator1: '#',
    Indicator2: '#',
    Value: value,
    Sequence: Number(tag) || 999,
  },
  ...more,
});
export const catalog = (id: Id, title: string, more: Row = {}): Row => ({
  ...{
    ID: id,
    ControlNumber: `INLIS0000000000${String(id)}`,
    BIBID: `0010-0121${String(id)}`,
    Title: title,
    Author: 'Wijaya, Uji',
  },
  ...{ Publisher: 'Balai Uji,', PublishLocation: 'Blitar :', PublishYear: '2015', CallNumber: `899 UJI ${String(id)}` },
  ...{ Languages: 'ind', IsOPAC: bit(true), IsRDA: bit(false), Worksheet_id: 1, CreateDate: '2021-03-04 08:30:00' },
  ...more,
});
export const copy = (id: Id, code: string | null, catalogId: Value, more: Row = {}): Row => ({
  ...{ ID: id, NomorBarcode: code, NoInduk: code === null ? null : `${code}/2020`, Currency: 'IDR', Price: '25000.00' },
  ...{ TanggalPengadaan: '2020-01-02 00:00:00', Catalog_id: catalogId, Partner_id: 1098, Rule_id: 1, Category_id: 7 },
  ...{ Media_id: 2, Source_id: 1, Status_id: 1, ISREFERENSI: bit(false) },
  ...more,
});
export const member = (id: Id, number: string | null, name: string, more: Row = {}): Row => ({
  ...{ ID: id, MemberNo: number, Fullname: name, DateOfBirth: '1990-05-06 00:00:00', Address: 'Jl. Uji 1', Sex_id: 1 },
  ...{ RegisterDate: '2023-01-02 00:00:00', EndDate: '2027-12-01 00:00:00', JenisAnggota_id: 1, StatusAnggota_id: 3 },
  ...{ MotherMaidenName: 'Ibu Rahasia', Agama_id: 1, MaritalStatus_id: 2, City: 'Blitar', NoHp: '081200000000' },
  ...more,
});
export const loan = (id: Id, collection: Value, memberId: Value, from: string, due: string, more: Row = {}): Row => ({
  ...{
    ID: id,
    CollectionLoan_id: `0010261120${String(id).slice(0, 5)}`,
    Collection_id: collection,
    member_id: memberId,
  },
  ...{ LoanDate: `${from} 10:00:00`, DueDate: `${due} 10:00:00`, ActualReturn: null, LateDays: 0, LoanStatus: 'Loan' },
  ...{ CreateDate: `${from} 10:00:00`, UpdateDate: `${from} 10:00:00` },
  ...more,
});
export const violation = (id: number, memberId: Value, money: Value, more: Row = {}): Row => ({
  ...{
    ID: id,
    CollectionLoanItem_id: null,
    JenisPelanggaran_id: 1,
    JenisDenda_id: 1,
    JumlahDenda: money,
    JumlahSuspend: 0,
  },
  ...{ Paid: null, Member_id: memberId, CreateDate: '2026-10-05 09:00:00' },
  ...more,
});

/** The fields of one clean title: 7 that come, 4 that a record of ours says by itself. */
function* cleanFields(n: number): Generator<Row> {
  const id = n * 100;
  yield ruas(id + 1, n, '001', `INLIS0000000000${n}`, { Indicator1: null, Indicator2: null });
  yield ruas(id + 2, n, '005', '20210304083000', { Indicator1: null, Indicator2: null });
  yield ruas(id + 3, n, '008', '210304################g##########0#ind##', { Indicator1: null, Indicator2: null });
  yield ruas(id + 4, n, '020', '$a 978-602-8519-93-9 (jil. 1)');
  yield ruas(id + 5, n, '035', `$a 0010-0121${n}`);
  yield ruas(id + 6, n, '100', '$a Wijaya, Uji', { Indicator1: '1' });
  yield ruas(id + 7, n, '245', `$a Jum'at "Kliwon" ${n} : $b sebuah\nkisah / $c Uji Wijaya`, {
    Indicator1: '1',
    Indicator2: '0',
  });
  yield ruas(id + 8, n, '260', '$a Blitar : $b Balai Uji, $c 2015');
  yield ruas(id + 9, n, '300', '$a iv, 120 hlm. ; $c 21 cm');
  yield ruas(id + 10, n, '650', '$a Sejarah uji', { Indicator2: '4' });
  yield ruas(id + 11, n, '990', `$a B-${n}/2020`);
  yield ruas(id + 12, n, '990', `$a B-${n}A/2020`);
}

const TITLES = 20;
/** Ids above the clean ones. */
const D = 900_000;
const HUGE = '1.2e20';

/** Rows of every fault that is known, and what becomes of each; the base has titles 1 to 20 and members 1 to 4. */
export const DIRTY: readonly Dirty[] = [
  { table: 'catalogs', row: catalog(HUGE, 'Nomor raksasa'), fate: ['carried', null], told: ['title_without_fields'] },
  {
    table: 'catalogs',
    row: catalog(D + 1, 'Disembunyikan / Siti', { IsOPAC: bit(false) }),
    fate: ['carried', null],
    told: ['title_without_fields'],
  },
  {
    table: 'catalogs',
    row: catalog(D + 2, 'Karantina', { QUARANTINEDBY: 'admin', QUARANTINEDDATE: '2024-01-01 00:00:00' }),
    fate: ['refused', 'title_quarantined'],
  },
  { table: 'catalogs', row: catalog(D + 3, ''), fate: ['carried', null], told: ['title_blank'] },
  { table: 'catalogs', row: catalog(D + 3, 'Nomor yang sama'), fate: ['refused', 'row_repeated'] },
  { table: 'catalogs', row: catalog('abc', 'Nomor bukan angka'), fate: ['refused', 'key_unusable'] },
  { table: 'catalogs', row: catalog(D + 4, 'Harga'), fate: ['carried', null], told: ['field_dollar', 'field_differs'] },
  { table: 'catalog_ruas', row: ruas(D + 40, D + 4, '245', '$a Harga $5 sekilo'), fate: ['carried', null] },
  { table: 'catalog_ruas', row: ruas(D + 41, D + 4, '500', '$a Catatan asli'), fate: ['carried', null] },
  { table: 'catalog_ruas', row: ruas(D + 42, D + 4, '520', '$a #'), fate: ['merged', null] },
  { table: 'catalog_ruas', row: ruas(D + 43, D + 4, 'XX', '$a apa'), fate: ['refused', 'field_tag_unusable'] },
  {
    table: 'catalog_ruas',
    row: ruas(D + 44, 777_777, '245', '$a Tanpa judul'),
    fate: ['refused', 'field_without_title'],
  },
  { table: 'catalog_ruas', row: ruas(D + 45, D + 2, '245', '$a Karantina'), fate: ['refused', 'title_refused'] },
  { table: 'catalog_ruas', row: ruas(D + 41, D + 4, '504', '$a Nomor yang sama'), fate: ['refused', 'row_repeated'] },
  { table: 'collections', row: copy(HUGE, 'RAKSASA-1', HUGE), fate: ['carried', null] },
  {
    table: 'collections',
    row: copy(D + 1, 'b-1', 1),
    fate: ['carried', null],
    told: ['barcode_of_another', 'number_of_another'],
  },
  {
    table: 'collections',
    row: copy(D + 2, 'DOLAR-1', 2, { Currency: 'USD', Price: '12.50' }),
    fate: ['carried', null],
    told: ['price_unusable'],
  },
  {
    table: 'collections',
    row: copy(D + 3, 'KARANTINA-1', 3, { QUARANTINEDBY: 'admin' }),
    fate: ['refused', 'copy_quarantined'],
  },
  { table: 'collections', row: copy(D + 4, 'KARANTINA-2', D + 2), fate: ['refused', 'copy_without_title'] },
  { table: 'collections', row: copy(D + 5, null, 5), fate: ['carried', null], told: ['barcode_missing'] },
  { table: 'collections', row: copy(D + 6, 'REF-1', 6, { ISREFERENSI: bit(true) }), fate: ['carried', null] },
  {
    table: 'collections',
    row: copy(D + 7, 'PESAN-1', 7, { BookingMemberID: 'AG-0002', BookingExpiredDate: '2026-12-31 00:00:00' }),
    fate: ['carried', null],
    told: ['booking_taken'],
  },
  {
    table: 'collections',
    row: copy(D + 8, 'PESAN-2', 8, { BookingMemberID: 'AG-0002', BookingExpiredDate: '2020-12-31 00:00:00' }),
    fate: ['carried', null],
  },
  { table: 'members', row: member(HUGE, 'AG-RAKSASA', 'Uji Raksasa'), fate: ['carried', null] },
  {
    table: 'members',
    row: member(D + 1, 'AG-NIK', 'Uji NIK', { IdentityType_id: 1, IdentityNo: NIK, KeteranganLain: `NIK saya ${NIK}` }),
    fate: ['carried', null],
    told: ['identity_removed'],
  },
  {
    table: 'members',
    row: member(D + 2, 'AG-SIM', 'Uji SIM', { IdentityType_id: 2, IdentityNo: '8712-1234' }),
    fate: ['carried', null],
    told: ['identity_left'],
  },
  {
    table: 'members',
    row: member(D + 3, 'AG-TUNGGU', 'Uji Tunggu', { StatusAnggota_id: 1 }),
    fate: ['carried', null],
    told: ['member_pending'],
  },
  {
    table: 'members',
    row: member(D + 4, 'AG-SKORS', 'Uji Skors', { StatusAnggota_id: 5 }),
    fate: ['carried', null],
    told: ['member_suspended'],
  },
  {
    table: 'members',
    row: member(D + 5, 'AG-BEBAS', 'Uji Bebas', { StatusAnggota_id: 6 }),
    fate: ['carried', null],
    told: ['member_cleared'],
  },
  { table: 'members', row: member(D + 6, '', 'Uji Tanpa Nomor'), fate: ['refused', 'key_unusable'] },
  { table: 'members', row: member(D + 6, 'AG-SAMA', 'Uji Nomor Sama', { ID: 1 }), fate: ['refused', 'row_repeated'] },
  {
    table: 'members',
    row: member(D + 7, NIK.replace('0001', '0002'), 'Uji Kartu Ber-NIK', { Sex_id: 2, EndDate: null }),
    fate: ['carried', null],
    told: ['expiry_unknown'],
  },
  {
    table: 'membersonline',
    row: { ID: 50, NoAnggota: 'AG-NIK', Password: sha1('member123').toUpperCase() },
    fate: ['refused', 'password_default'],
  },
  {
    table: 'membersonline',
    row: { ID: 51, NoAnggota: 'AG-SIM', Password: 'bukan-hash' },
    fate: ['refused', 'password_unusable'],
  },
  {
    table: 'membersonline',
    row: { ID: 52, NoAnggota: 'TAK-ADA', Password: sha1('x') },
    fate: ['refused', 'password_member_gone'],
  },
  {
    table: 'membersonline',
    row: { ID: 53, NoAnggota: 'ag-0001 ', Password: sha1('lain') },
    fate: ['refused', 'row_repeated'],
  },
  { table: 'collectionloanitems', row: loan(HUGE, HUGE, HUGE, '2026-11-20', '2026-11-27'), fate: ['carried', null] },
  {
    table: 'collectionloanitems',
    row: loan(D + 1, 777_777, 1, '2026-11-20', '2026-11-27'),
    fate: ['refused', 'settle_copy_gone'],
  },
  {
    table: 'collectionloanitems',
    row: loan(D + 2, 9, 777_777, '2026-11-20', '2026-11-27'),
    fate: ['refused', 'settle_member_gone'],
  },
  {
    table: 'collectionloanitems',
    row: loan(D + 3, 10, 1, '2026-09-01', '2026-09-08'),
    fate: ['carried', null],
    told: ['loan_lent_again'],
  },
  { table: 'collectionloanitems', row: loan(D + 4, 10, 2, '2026-11-03', '2026-11-10'), fate: ['carried', null] },
  {
    table: 'collectionloanitems',
    row: loan(D + 5, 11, 1, '2025-01-06', '2025-01-13', { LoanStatus: 'Return' }),
    fate: ['carried', null],
    told: ['loan_back_estimated'],
  },
  {
    table: 'collectionloanitems',
    row: loan(D + 6, 12, null, '2026-11-18', '2026-11-25', { LoanStatus: null, CollectionLoan_id: 'KEPALA-1' }),
    fate: ['carried', null],
  },
  {
    table: 'collectionloanextends',
    row: {
      id: 1,
      CollectionLoanItem_id: D + 4,
      DateExtend: '2026-11-05 09:00:00',
      DueDateExtend: '2026-11-10 00:00:00',
    },
    fate: ['carried', null],
  },
  {
    table: 'collectionloanextends',
    row: { id: 2, CollectionLoanItem_id: 777_777, DateExtend: '2026-11-05 09:00:00' },
    fate: ['refused', 'renewal_without_loan'],
  },
  {
    table: 'collectionloanextends',
    row: { id: 3, CollectionLoanItem_id: D + 2, DateExtend: '2026-11-05 09:00:00' },
    fate: ['refused', 'renewal_without_loan'],
  },
  { table: 'pelanggaran', row: violation(1, 1, '5000.00'), fate: ['carried', null] },
  { table: 'pelanggaran', row: violation(2, 2, '2500.00', { Paid: bit(true) }), fate: ['carried', null] },
  { table: 'pelanggaran', row: violation(3, 777_777, '7000.00'), fate: ['refused', 'violation_member_gone'] },
  { table: 'pelanggaran', row: violation(4, 1, 'banyak'), fate: ['refused', 'violation_unusable'] },
  { table: 'pelanggaran', row: violation(5, 1, 0), fate: ['refused', 'violation_empty'] },
  {
    table: 'pelanggaran',
    row: violation(6, 2, 0, { JenisDenda_id: 5, JumlahSuspend: 10 }),
    fate: ['refused', 'suspension_over'],
  },
  {
    table: 'pelanggaran',
    row: violation(7, 3, 0, { JenisDenda_id: 5, JumlahSuspend: 30, CreateDate: '2026-11-20 09:00:00' }),
    fate: ['carried', null],
    told: ['suspension_taken'],
  },
  {
    table: 'memberguesses',
    row: { ID: 60, NoAnggota: 'AG-0001', Nama: 'Nama Rahasia', CreateDate: '2026-11-16 10:00:00' },
    fate: ['merged', 'visit_repeated'],
  },
  {
    table: 'memberguesses',
    row: { ID: 61, NoAnggota: null, Nama: `Tamu ${NIK}`, CreateDate: '2026-11-16 10:00:00' },
    fate: ['carried', null],
  },
  {
    table: 'memberguesses',
    row: { ID: 62, NoAnggota: null, Nama: 'Tamu', CreateDate: '0000-00-00 00:00:00' },
    fate: ['refused', 'visit_undated'],
  },
  {
    table: 'groupguesses',
    row: {
      ID: 1,
      NamaKetua: 'Ketua Rahasia',
      AsalInstansi: 'SD Uji',
      CountPersonel: 30,
      CountLaki: 12,
      CountPerempuan: 15,
      CreateDate: '2026-11-17 09:00:00',
    },
    fate: ['carried', null],
  },
  {
    table: 'groupguesses',
    row: { ID: 2, NamaKetua: 'Ketua', CountPersonel: 0, CreateDate: '2026-11-17 09:00:00' },
    fate: ['refused', 'visit_group_empty'],
  },
  { table: 'holidays', row: { ID: 1, Dates: '2026-12-25 00:00:00', Names: 'Natal' }, fate: ['carried', null] },
  {
    table: 'holidays',
    row: { ID: 2, Dates: '2026-12-25 00:00:00', Names: 'Natal lagi' },
    fate: ['merged', 'holiday_repeated'],
  },
  { table: 'holidays', row: { ID: 3, Dates: null, Names: 'Kapan-kapan' }, fate: ['refused', 'holiday_undated'] },
  {
    table: 'jenis_anggota',
    row: {
      id: 2,
      jenisanggota: 'Pelajar Uji',
      MaxPinjamKoleksi: 3,
      MaxLoanDays: 14,
      DendaTenorJumlah: 1,
      DendaTenorSatuan: 'Harian',
      DendaPerTenor: '500.00',
      SuspendMember: bit(true),
      DaySuspend: 3,
      CountPerpanjang: 1,
    },
    fate: ['carried', null],
    told: ['rule_taken', 'rule_suspension_left'],
  },
  {
    table: 'jenis_anggota',
    row: { id: 3, jenisanggota: ' ', MaxPinjamKoleksi: 0 },
    fate: ['refused', 'type_nameless'],
  },
  { table: 'peraturan_peminjaman_hari', row: { ID: 1, DayIndex: 7, MaxLoanDays: 3 }, fate: ['refused', 'rule_by_day'] },
  {
    table: 'users',
    row: {
      ID: 1,
      username: 'Admin Uji',
      Fullname: 'Admin Uji',
      EmailAddress: 'admin@contoh.id',
      password: sha1('admin'),
    },
    fate: ['carried', null],
    told: ['user_name_changed', 'user_without_password', 'user_role_administrator'],
  },
];

/** Rows without a fault. @param titles with two copies for each, and a loan that is over */
function* cleanRows(table: string, titles: number): Generator<Row> {
  const each = function* (of: (n: number) => Row | readonly Row[]): Generator<Row> {
    for (let n = 1; n <= titles; n += 1) {
      const made = of(n);
      yield* Array.isArray(made) ? made : [made as Row];
    }
  };
  const people = 4;
  switch (table) {
    case 'catalogs':
      yield* each((n) => catalog(n, `Jum'at "Kliwon" ${n} : sebuah kisah / Uji Wijaya`));
      return;
    case 'catalog_ruas':
      yield* each((n) => [...cleanFields(n)]);
      return;
    case 'catalog_subruas':
      yield { ID: 1, RuasID: 106, SubRuas: 'a', Value: 'Wijaya, Uji', Sequence: 1 };
      yield { ID: 2, RuasID: D + 41, SubRuas: 'a', Value: 'Catatan judul lain', Sequence: 1 };
      return;
    case 'collections':
      yield* each((n) => [copy(n, `B-${n}`, n), copy(n + 400_000, `B-${n}A`, n, { CallNumber: '899 UJI' })]);
      return;
    case 'members':
      for (let n = 1; n <= people; n += 1) yield member(n, `AG-000${n}`, `Uji Anggota ${n}`);
      return;
    case 'membersonline':
      yield { ID: 1, NoAnggota: 'AG-0001', Password: sha1(OLD_PASSWORD).toUpperCase() };
      return;
    case 'collectionloans':
      yield { ID: 'KEPALA-1', CollectionCount: 1, Member_id: 3 };
      return;
    case 'collectionloanitems':
      yield* each((n) =>
        loan(n, n + 400_000, 1 + (n % people), '2025-02-03', '2025-02-10', {
          ...{ LoanStatus: 'Return', ActualReturn: '2025-02-09 11:30:00' },
        }),
      );
      return;
    case 'memberguesses':
      yield { ID: 1, NoAnggota: 'AG-0001', Nama: 'Nama Rahasia', CreateDate: '2026-11-16 10:00:00' };
      return;
    case 'jenis_anggota':
      yield {
        id: 1,
        jenisanggota: 'UMUM',
        MaxPinjamKoleksi: 0,
        MaxLoanDays: 0,
        SuspendMember: bit(false),
        DaySuspend: 0,
      };
      return;
    case 'master_jenis_identitas':
      yield { id: 1, Nama: 'KTP', IsNIK: bit(true) };
      yield { id: 2, Nama: 'SIM', IsNIK: bit(false) };
      return;
    case 'master_kependudukan':
      yield {
        nomorkk: '3572010101010001',
        nik: '3572010101900009',
        namalengkap: 'Warga Rahasia',
        alamat: 'Jl. Rahasia',
      };
      return;
    case 'penduduk':
      yield { nik: '3572010101900010', nama: 'Warga Rahasia' };
      return;
    case 'requestcatalog':
      yield { ID: 1, Title: 'Usulan', MemberID: 1 };
      return;
    case 'bacaditempat':
      yield { ID: 1, collection_id: 1, Member_id: 1, CreateDate: '2026-11-16 10:00:00' };
      return;
    case 'auth_assignment':
      yield { item_name: 'superadmin', user_id: '1' };
      return;
    default:
      yield* CODES[table] ?? [];
  }
}

/** How many rows without a fault the base has of a table. */
export const cleanCount = (table: string, titles: number = TITLES): number => [...cleanRows(table, titles)].length;

const ESCAPES: Readonly<Record<string, string>> = {
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
};
function written(value: Value, style: Style): string {
  if (value === null) return 'NULL';
  if (typeof value === 'object') {
    return {
      mysqldump: `0x0${value.bit}`,
      mysql8: `_binary '${value.bit ? '\u0001' : '\\0'}'`,
      phpmyadmin: `b'${value.bit}'`,
      inlislite: `'${value.bit}'`,
    }[style];
  }
  if (style === 'inlislite') {
    // PHP's addslashes: line ends stay as they are, numbers are quoted, and the word NULL loses its quotes
    const text = String(value).replace(/['"\\\0]/g, (sign) => ESCAPES[sign] ?? sign);
    return text === 'NULL' ? 'NULL' : `'${text}'`;
  }
  if (typeof value === 'number' || /^\d(?:\.\d+)?e\d+$/.test(value)) return String(value);
  return `'${value.replace(/['"\\\0\n\r]/g, (sign) => ESCAPES[sign] ?? sign)}'`;
}

const columnsOf = (table: string): string[] => (TABLES[table] ?? '').split(' ');
const bare = (column: string): string => column.replace(/^[#!]/, '');
const typeOf = (column: string): string =>
  column.startsWith('#') ? 'double' : column.startsWith('!') ? 'bit(1)' : 'text';
const createOf = (table: string): string =>
  `DROP TABLE IF EXISTS \`${table}\`;\nCREATE TABLE \`${table}\` (\n${columnsOf(table)
    .map((column) => `  \`${bare(column)}\` ${typeOf(column)}`)
    .join(',\n')}\n) ENGINE=InnoDB DEFAULT CHARSET=latin1;\n`;

function* insertsOf(table: string, rows: Iterable<Row>, style: Style): Generator<string> {
  const names = columnsOf(table).map(bare);
  const list = names.map((name) => `\`${name}\``).join(', ');
  const tuple = (row: Row): string =>
    `(${names.map((name) => written(row[name] ?? null, style)).join(style === 'phpmyadmin' ? ', ' : ',')})`;
  const atOnce = style === 'inlislite' ? 1 : 200;
  const head =
    style === 'phpmyadmin' || style === 'inlislite'
      ? `INSERT INTO \`${table}\` (${list}) VALUES`
      : `INSERT INTO \`${table}\` VALUES`;
  let waiting: string[] = [];
  for (const row of rows) {
    waiting.push(tuple(row));
    if (waiting.length < atOnce) continue;
    yield `${head} ${waiting.join(',')};\n`;
    waiting = [];
  }
  if (waiting.length > 0) yield `${head} ${waiting.join(',')};\n`;
}

const HEADS: Readonly<Record<Style, string>> = {
  mysqldump: '/*M!999999\\- enable the sandbox mode */\n-- MariaDB dump 10.19\n/*!40101 SET NAMES utf8mb4 */;\n',
  mysql8: '-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n',
  phpmyadmin: '-- phpMyAdmin SQL Dump\nSTART TRANSACTION;\n/*!40101 SET NAMES utf8mb4 */;\n',
  inlislite: '-- -------------------------------------------\nSET AUTOCOMMIT=0;\nSTART TRANSACTION;\n-- START BACKUP\n',
};
const ENDS: Readonly<Record<Style, string>> = {
  mysqldump: '-- Dump completed\n',
  mysql8: '-- Dump completed\n',
  phpmyadmin: 'COMMIT;\n',
  inlislite:
    'DELIMITER $$\nCREATE TRIGGER `uji` AFTER INSERT ON `members` FOR EACH ROW BEGIN SET @a = 1; END $$\nDELIMITER ;\nCOMMIT;\n-- END BACKUP\n',
};

export interface DumpOptions {
  style?: Style;
  /** Titles without a fault. */
  titles?: number;
  /** Left out: all of them. */
  dirty?: readonly Dirty[];
  /** Tables that are to hold these rows and no others. */
  changed?: Readonly<Record<string, readonly Row[]>>;
}

/** The dump, piece by piece: it need not fit into memory. */
export function* inlisliteDump({
  style = 'mysqldump',
  titles = TITLES,
  dirty = DIRTY,
  changed = {},
}: DumpOptions = {}): Generator<string> {
  yield HEADS[style];
  const tables = Object.keys(TABLES);
  // INLISLite's own backup has all structures first
  if (style === 'inlislite') for (const table of tables) yield createOf(table);
  for (const table of tables) {
    if (style !== 'inlislite') yield createOf(table);
    const given = changed[table];
    if (given) {
      yield* insertsOf(table, given, style);
      continue;
    }
    yield* insertsOf(table, cleanRows(table, titles), style);
    const faulty = dirty.filter((one) => one.table === table).map(({ row }) => row);
    yield* insertsOf(table, faulty, style);
  }
  yield ENDS[style];
}
