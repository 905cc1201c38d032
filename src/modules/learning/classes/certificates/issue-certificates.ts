import { randomInt } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { classCourses, standingsOfKeys } from '#modules/learning/courses';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertCertificates } from '../data/certificates.queries.ts';
import type { ClassRow } from '../data/classes.queries.ts';
import { selectPupils } from '../data/pupils.queries.ts';
import { classEntity } from '../held-class.ts';
import { certificateCode } from '../rules/certificate-codes.ts';

/** Gives a certificate to each pupil of a class who finished, whose parents allow it and who has none yet; the caller holds the class and has checked the permission. */
export async function issueCertificates(trx: Tx, ctx: Ctx, held: ClassRow): Promise<void> {
  const pupils = await selectPupils(trx, held.id);
  const standing = await standingsOfKeys(
    { db: trx },
    pupils.map(({ learnerKey }) => learnerKey),
  );
  const finished = pupils.filter(
    (one) => one.consentAt !== null && standing(held.courseId, one.learnerKey)?.isFinished,
  );
  // papers are in Indonesian, whatever the language of who ends the class
  const title = (await classCourses({ db: trx, locale: 'id' }, [held.courseId])).get(held.courseId)?.title ?? '';
  const certificates = await insertCertificates(
    trx,
    finished.map(({ id }) => ({
      ...{ classId: held.id, pupilId: id, courseTitle: title, code: certificateCode(randomInt) },
      ...{ issuedAt: ctx.clock.now(), issuedBy: actorName(ctx.actor) },
    })),
  );
  if (certificates > 0)
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.certificates_issued', ...classEntity(held) },
      after: { certificates },
    });
}
