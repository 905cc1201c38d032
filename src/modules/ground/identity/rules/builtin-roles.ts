export interface BuiltinRole {
  code: string;
  nameId: string;
  nameEn: string;
  permissions: readonly string[];
}

/** The role that may do everything. At least one active account holds it network-wide, always. */
export const ADMINISTRATOR = 'administrator';
/** The role of a tablet at the door: it records visits and sees nothing else. */
const DOOR = 'door';
/** The role of a school's library: it reaches the pupils of that school alone. */
export const SCHOOL_STAFF = 'school_staff';

/** The role of a teacher of another house, who was invited: their own classes, and the courses that they write with us. */
export const EDUCATOR = 'educator';

/** The roles of a library network that come with the system. */
export const BUILTIN_ROLES = [
  { code: ADMINISTRATOR, nameId: 'Pengelola sistem', nameEn: 'Administrator' },
  { code: 'head', nameId: 'Kepala perpustakaan', nameEn: 'Head of library' },
  { code: 'cataloguer', nameId: 'Pengatalog', nameEn: 'Cataloguer' },
  { code: 'circulation', nameId: 'Petugas sirkulasi', nameEn: 'Circulation desk' },
  { code: 'programmes', nameId: 'Petugas kegiatan', nameEn: 'Programmes' },
  { code: 'outreach', nameId: 'Petugas kemitraan dan kabar', nameEn: 'Outreach' },
  { code: SCHOOL_STAFF, nameId: 'Petugas perpustakaan sekolah', nameEn: 'School library staff' },
  { code: EDUCATOR, nameId: 'Pendidik', nameEn: 'Educator' },
  { code: DOOR, nameId: 'Tablet di pintu', nameEn: 'Tablet at the door' },
  { code: 'read_only', nameId: 'Hanya melihat', nameEn: 'Read only' },
] as const;

/**
 * The same with what they allow, which each module says of its permissions. It belongs to the code and follows its releases: who wants
 * others makes a role of their own.
 */
export const builtinRoles = (
  permissions: readonly { readonly code: string; readonly roles: readonly string[] }[],
): BuiltinRole[] =>
  BUILTIN_ROLES.map((role) => ({
    ...role,
    permissions:
      role.code === ADMINISTRATOR
        ? ['*']
        : permissions.filter(({ roles }) => roles.includes(role.code)).map(({ code }) => code),
  }));
