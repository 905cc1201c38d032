import type { Permission } from './permissions.ts';

export interface BuiltinRole {
  code: string;
  nameId: string;
  nameEn: string;
  permissions: readonly (Permission | '*')[];
}

/** The role that may do everything. At least one active account holds it network-wide, always. */
export const ADMINISTRATOR = 'administrator';
/** The role of a tablet at the door: it records visits and sees nothing else. */
const DOOR = 'door';
/** The role of a school's library: it reaches the pupils of that school alone. */
export const SCHOOL_STAFF = 'school_staff';

const look: readonly Permission[] = ['catalog.read', 'members.read', 'loans.read', 'reports.read'];
const desk: readonly Permission[] = [
  'loans.check_out',
  'loans.check_in',
  'loans.renew',
  'loans.mark_lost',
  'loans.count_reading',
  'holds.place',
  'transits.send',
  'bulk_loans.manage',
  'bookings.place',
  'visits.record',
  'lockers.hand_out',
  'stocktakes.run',
];
const till: readonly Permission[] = [
  'charges.read',
  'charges.add',
  'charges.pay',
  'cash.read',
  'cash.close',
  'letters.issue',
];
const notices: readonly Permission[] = ['notices.read', 'notices.send'];
const printing: readonly Permission[] = ['links.manage', 'printing.print', 'printing.layouts'];
const acquiring: readonly Permission[] = ['suggestions.decide', 'orders.manage', 'donations.manage', 'serials.manage'];
const asking: readonly Permission[] = ['questionnaires.manage', 'responses.read'];
const cataloguing: readonly Permission[] = [
  'catalog.edit',
  'catalog.delete',
  'authorities.edit',
  'items.edit',
  'items.withdraw',
  'covers.edit',
  'imports.run',
  'exports.run',
];

/**
 * The roles of a library network that come with the system. Their permissions belong to the code and follow its releases:
 * who wants others makes a role of their own.
 */
export const BUILTIN_ROLES: readonly BuiltinRole[] = [
  { code: ADMINISTRATOR, nameId: 'Pengelola sistem', nameEn: 'Administrator', permissions: ['*'] },
  {
    code: 'head',
    nameId: 'Kepala perpustakaan',
    nameEn: 'Head of library',
    permissions: [
      ...look,
      ...desk,
      ...till,
      'charges.waive',
      'charges.refund',
      'loans.override',
      'loans.backdate',
      'loans.due_date',
      'devices.enrol',
      'programs.manage',
      'programs.attendance',
      'holds.move',
      'stocktakes.approve',
      ...cataloguing,
      ...acquiring,
      'budgets.manage',
      ...asking,
      'members.edit',
      'members.block',
      'members.view_nik',
      'members.privacy',
      'libraries.manage',
      'settings.manage',
      'accounts.manage',
      'policies.edit',
      ...notices,
      'notices.manage',
      ...printing,
      'reviews.moderate',
      'ideas.manage',
      'audit.read',
    ],
  },
  {
    code: 'cataloguer',
    nameId: 'Pengatalog',
    nameEn: 'Cataloguer',
    // without loans.read: whoever describes books need not know who reads them (decision 119)
    permissions: ['catalog.read', 'stocktakes.run', ...cataloguing, ...acquiring, ...printing],
  },
  {
    code: 'circulation',
    nameId: 'Petugas sirkulasi',
    nameEn: 'Circulation desk',
    permissions: [
      'catalog.read',
      'members.read',
      'loans.read',
      ...desk,
      ...till,
      ...notices,
      'members.edit',
      'members.block',
      'printing.print',
      'reviews.moderate',
    ],
  },
  {
    code: 'programmes',
    nameId: 'Petugas kegiatan',
    nameEn: 'Programmes',
    permissions: [
      ...look,
      'programs.manage',
      'programs.attendance',
      ...asking,
      'ideas.manage',
      'links.manage',
      'printing.print',
    ],
  },
  {
    code: 'outreach',
    nameId: 'Petugas kemitraan dan kabar',
    nameEn: 'Outreach',
    permissions: [...look, ...notices, 'notices.manage', 'links.manage', 'printing.print', 'reviews.moderate'],
  },
  {
    code: SCHOOL_STAFF,
    nameId: 'Petugas perpustakaan sekolah',
    nameEn: 'School library staff',
    permissions: [
      ...look,
      ...desk,
      ...till,
      ...notices,
      ...printing,
      ...acquiring,
      'devices.enrol',
      'members.edit',
      'catalog.edit',
      'items.edit',
      'covers.edit',
    ],
  },
  { code: DOOR, nameId: 'Tablet di pintu', nameEn: 'Tablet at the door', permissions: ['visits.record'] },
  { code: 'read_only', nameId: 'Hanya melihat', nameEn: 'Read only', permissions: [...look] },
];
