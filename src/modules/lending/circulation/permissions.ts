import type { CodesOf, PermissionKind } from '#platform/rights/permissions';

/** What roles can allow here. */
export const permissions = [
  { code: 'policies.edit', name: { id: 'Mengubah aturan pinjam', en: 'Change loan policies' }, roles: ['head'] },
  {
    code: 'loans.check_out',
    name: { id: 'Meminjamkan', en: 'Check out' },
    roles: ['head', 'circulation', 'school_staff'],
  },
  {
    code: 'loans.check_in',
    name: { id: 'Menerima kembali', en: 'Check in' },
    roles: ['head', 'circulation', 'school_staff'],
  },
  {
    code: 'loans.backdate',
    name: { id: 'Mencatat pengembalian dengan tanggal sebelumnya', en: 'Record a return with an earlier date' },
    roles: ['head'],
  },
  {
    code: 'loans.due_date',
    name: { id: 'Menentukan sendiri tanggal kembali, dengan alasan', en: 'Setting a due date by hand, with a reason' },
    roles: ['head'],
  },
  { code: 'loans.renew', name: { id: 'Memperpanjang', en: 'Renew' }, roles: ['head', 'circulation', 'school_staff'] },
  {
    code: 'loans.override',
    name: { id: 'Meminjamkan di luar aturan, dengan alasan', en: 'Override a refusal, with a reason' },
    roles: ['head'],
  },
  {
    code: 'loans.mark_lost',
    name: { id: 'Menandai hilang', en: 'Mark as lost' },
    roles: ['head', 'circulation', 'school_staff'],
  },
  {
    code: 'loans.count_reading',
    name: { id: 'Menghitung bacaan di tempat tanpa kartu', en: 'Counting what is read in the library without a card' },
    roles: ['head', 'circulation', 'school_staff'],
  },
  {
    code: 'loans.read',
    name: { id: 'Melihat peminjaman', en: 'See loans' },
    roles: ['head', 'circulation', 'programmes', 'outreach', 'school_staff', 'read_only'],
  },
  {
    code: 'holds.place',
    name: { id: 'Mencatat dan membatalkan pesanan', en: 'Place and cancel reservations' },
    roles: ['head', 'circulation', 'school_staff'],
  },
  { code: 'holds.move', name: { id: 'Mengubah urutan antrean', en: 'Change the order of a queue' }, roles: ['head'] },
  {
    code: 'transits.send',
    name: { id: 'Mengirim buku ke perpustakaan lain', en: 'Send books to other libraries' },
    roles: ['head', 'circulation', 'school_staff'],
  },
] as const satisfies readonly PermissionKind[];

declare module '#platform/rights/permissions' {
  interface PermissionCodes extends CodesOf<typeof permissions> {}
}
