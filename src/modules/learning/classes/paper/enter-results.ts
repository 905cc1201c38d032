import { recordAudit } from '#modules/ground/audit';
import { enterPaper, paperTasks, progressOfKeys, type PaperTaskLine } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { selectPupils } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';
import { classEntity, heldClass, taughtClass } from '../held-class.ts';
import { paperCell } from '../rules/paper-cell.ts';
import { paperInput, type PaperInput } from '../schema-meetings.ts';

/** What results of paper are entered into: the lessons, and of one of them the tasks that paper can answer, with the pupils who may learn. */
export interface PaperGrid {
  name: string;
  isEnded: boolean;
  lessons: { id: number; number: number; title: string }[];
  lessonId: number | null;
  tasks: PaperTaskLine[];
  /** By their names; `solved` are the tasks that they have right. */
  pupils: { id: number; name: string; solved: number[] }[];
}

/** The grid for results of paper. For the teachers of the class. Throws `classes.not_found`, `not_yours`. @param lessonId the lesson; one that there is not is the first */
export async function viewPaperGrid(ctx: Ctx, id: number, lessonId: number | null): Promise<PaperGrid> {
  const row = await taughtClass(ctx, id);
  const pupils = (await selectPupils(ctx.db, id)).filter(({ consentAt }) => consentAt !== null);
  const { lessons, byKey } = await progressOfKeys(
    ctx,
    row.courseId,
    pupils.map(({ learnerKey }) => learnerKey),
  );
  const lesson = lessons.find((one) => one.id === lessonId) ?? lessons[0];
  return {
    ...{ name: row.name, isEnded: row.state === 'ended', lessonId: lesson?.id ?? null },
    lessons: lessons.map((one) => ({ id: one.id, number: one.number, title: one.title })),
    tasks: lesson ? await paperTasks(ctx, { courseId: row.courseId, lessonId: lesson.id }) : [],
    pupils: pupils.map((pupil) => ({
      ...{ id: pupil.id, name: pupil.name },
      solved: (byKey.get(pupil.learnerKey)?.tries ?? []).flatMap(({ taskId, isRight }) => (isRight ? [taskId] : [])),
    })),
  };
}

/**
 * Enters what pupils answered on paper in a lesson, judged as on a screen: all of it, or nothing with the cells named that are no answers. What was
 * entered before counts once. For the teachers of the class. Throws `classes.not_found`, `not_yours`, `ended`, `pupil_unknown`, `paper_no_consent`,
 * `courses.withdrawn`, `lesson_unknown`, `platform.invalid_input`. @returns how many answers are new
 */
export async function enterPaperResults(ctx: Ctx, id: number, input: PaperInput): Promise<number> {
  authorizeAnywhere(ctx, 'courses.teach');
  const { lessonId, cells } = parseInput(paperInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldClass(trx, ctx, id);
    const pupils = new Map((await selectPupils(trx, id)).map((pupil) => [pupil.id, pupil]));
    const keyed = cells
      .filter(({ said }) => said !== '')
      .map(({ pupilId, taskId, said }) => {
        const pupil = pupils.get(pupilId);
        if (!pupil) throw classErrors.pupilUnknown();
        if (pupil.consentAt === null) throw classErrors.paperNoConsent();
        return { pupilId, taskId, said, key: pupil.learnerKey };
      });
    const { written, faults, others, over } = await enterPaper(trx, ctx, {
      courseId: held.courseId,
      groupId: held.id,
      lessonId,
      cells: keyed,
    });
    if (faults.length + others.length + over.length > 0) {
      const owner = new Map([...pupils.values()].map((pupil) => [pupil.learnerKey, pupil.id]));
      const told = (cells: typeof faults, reason: string) =>
        cells.map(({ key, taskId }) => [paperCell(owner.get(key) ?? 0, taskId), reason] as const);
      const at = [
        ...told(faults, 'classes_paper'),
        ...told(others, 'classes_paper_other_version'),
        ...told(over, 'classes_paper_over'),
      ];
      throw platformErrors.invalidInput({}, Object.fromEntries(at));
    }
    await recordAudit(trx, ctx, {
      ...{ action: 'learning_class.paper_entered', ...classEntity(held) },
      after: { lesson: lessonId, answers: written, pupils: new Set(keyed.map(({ pupilId }) => pupilId)).size },
    });
    return written;
  });
}
