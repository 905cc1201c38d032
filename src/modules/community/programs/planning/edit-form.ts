import { randomBytes } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { FormQuestion, Program } from '../client.ts';
import { updateForm } from '../data/programs.queries.ts';
import { managed } from './edit-programs.ts';
import { programErrors } from '../errors.ts';
import { hangsInTheAir, moveQuestion, putQuestion } from '../rules/form-questions.ts';
import { MAX_QUESTIONS, questionInput, type QuestionInput } from '../schema.ts';

/** An id is never given again: answers that were kept under it stay what they were. */
const freshId = (): string => `t${randomBytes(6).toString('hex')}`;

/**
 * Writes a question of the registration form: a new one at the end, or the one with its id anew. Answers already given stay with their
 * question. Needs `programs.manage` at the library of the programme. Refuses `programs.not_found`, `question_not_found`,
 * `too_many_questions`, `question_needed` where another question hangs on an answer that it no longer offers. @returns its id
 */
export const saveFormQuestion = async (ctx: Ctx, programId: number, input: QuestionInput): Promise<string> =>
  ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, programId);
    const { id: known, ...values } = parseInput(questionInput, input);
    if (known !== undefined) questionOf(program, known);
    else if (program.form.length >= MAX_QUESTIONS) throw programErrors.tooManyQuestions({ limit: MAX_QUESTIONS });
    const id = known ?? freshId();
    await keep(trx, ctx, program, putQuestion(program.form, { id, ...values }));
    return id;
  });

/**
 * Moves a question one place up (`-1`) or down (`1`); at an end nothing changes. Needs what {@link saveFormQuestion} needs. Refuses
 * `programs.question_not_found`, `question_needed` where a question would stand above the one that it hangs on.
 */
export const moveFormQuestion = async (ctx: Ctx, programId: number, id: string, by: -1 | 1): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, programId);
    questionOf(program, id);
    await keep(trx, ctx, program, moveQuestion(program.form, id, by));
  });

/**
 * Takes a question out of the form; answers that were given to it are shown no longer. Needs what {@link saveFormQuestion} needs. Refuses
 * `programs.question_not_found`, `question_needed`.
 */
export const removeFormQuestion = async (ctx: Ctx, programId: number, id: string): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, programId);
    questionOf(program, id);
    await keep(
      trx,
      ctx,
      program,
      program.form.filter((one) => one.id !== id),
    );
  });

function questionOf({ form }: Program, id: string): FormQuestion {
  const found = form.find((one) => one.id === id);
  if (!found) throw programErrors.questionNotFound();
  return found;
}

async function keep(trx: Tx, ctx: Ctx, program: Program, form: FormQuestion[]): Promise<void> {
  const hanging = hangsInTheAir(form);
  if (hanging) throw programErrors.questionNeeded({ label: hanging.label });
  await updateForm(trx, program.id, form, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'program.form_changed',
    entity: 'program',
    entityId: program.id,
    libraryId: program.library.id,
    before: { questions: program.form.map(({ label }) => label) },
    after: { questions: form.map(({ label }) => label) },
  });
}
