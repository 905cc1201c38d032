/** What a module contributes of permissions (`permissions` in its `permissions.ts`). */
export interface PermissionKind {
  /** `loans.check_out`: area and act; it never changes. */
  readonly code: `${string}.${string}`;
  /** What it allows, as people read it. */
  readonly name: { readonly id: string; readonly en: string };
  /** The roles of the product that have it, beside the administrator's; networks make others of their own. */
  readonly roles: readonly BuiltinRoleCode[];
}

/** The roles that come with the product, beside the administrator's; identity says what they are called. */
export type BuiltinRoleCode =
  | 'head'
  | 'cataloguer'
  | 'circulation'
  | 'programmes'
  | 'outreach'
  | 'school_staff'
  | 'educator'
  | 'door'
  | 'read_only';

export type CodesOf<Kinds extends readonly { readonly code: string }[]> = Record<Kinds[number]['code'], true>;

/** The codes that modules declare. Each adds its own beside its list, so that one that nobody declares does not compile. */
export interface PermissionCodes extends CodesOf<[]> {}
export type PermissionCode = keyof PermissionCodes;
