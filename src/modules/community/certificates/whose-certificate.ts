import { serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { CertificateRow } from './data/certificates.queries.ts';

/**
 * May this desk learn whose certificate it is? A school is not told who of its guests is a member elsewhere: they have their certificate in
 * their own account. That of a guest or a speaker is seen by whoever manages the programme.
 */
export const isSeenBy = ({ actor }: Pick<Ctx, 'actor'>, { homeLibraryId }: CertificateRow): boolean =>
  homeLibraryId === null || serves(actor, 'programs.manage', homeLibraryId);
