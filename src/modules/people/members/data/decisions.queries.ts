import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { RequestKind } from '../client.ts';

export const selectAccepted = async (db: Db | Tx, since: Date) =>
  db
    .selectFrom('registration')
    .innerJoin('member', 'member.id', 'registration.memberId')
    .select(['registration.id', 'member.id as memberId', 'member.homeLibraryId', 'member.number', 'member.expiresOn'])
    .where('registration.status', '=', 'approved')
    .where('registration.decidedAt', '>=', since)
    .orderBy('registration.id')
    .$narrowType<{ expiresOn: LocalDate | null }>()
    .execute();

export const selectAnswered = async (db: Db | Tx, since: Date) =>
  db
    .selectFrom('subjectRequest')
    .innerJoin('member', 'member.id', 'subjectRequest.memberId')
    .select([
      'subjectRequest.id',
      'member.id as memberId',
      'member.homeLibraryId',
      'subjectRequest.kind',
      'subjectRequest.status',
      'subjectRequest.outcome',
    ])
    .where('subjectRequest.status', 'in', ['done', 'refused'])
    .where('subjectRequest.decidedAt', '>=', since)
    .where('member.erasedAt', 'is', null)
    .orderBy('subjectRequest.id')
    .$narrowType<{ kind: RequestKind; status: 'done' | 'refused' }>()
    .execute();

export const selectImposed = async (db: Db | Tx, since: Date) =>
  db
    .selectFrom('memberBlock')
    .innerJoin('member', 'member.id', 'memberBlock.memberId')
    .select([
      'memberBlock.id',
      'member.id as memberId',
      'member.homeLibraryId',
      'memberBlock.reason',
      'memberBlock.untilDate',
    ])
    .where('memberBlock.kind', '=', 'suspension')
    .where('memberBlock.liftedAt', 'is', null)
    .where('memberBlock.createdAt', '>=', since)
    .orderBy('memberBlock.id')
    .$narrowType<{ untilDate: LocalDate | null }>()
    .execute();

export const selectCleared = async (db: Db | Tx, since: Date) =>
  db
    .selectFrom('member')
    .select(['id as memberId', 'homeLibraryId', 'passwordClearedAt as at'])
    .where('passwordClearedAt', '>=', since)
    .orderBy('id')
    .$narrowType<{ at: Date }>()
    .execute();
