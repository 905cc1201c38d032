import { listLibraries } from '#modules/ground/libraries';
import { listFamily } from '#modules/people/members';
import type { EnrolmentInput } from '#modules/community/programs';
import { askedQuestions, type FormQuestion, type Program } from '#modules/community/programs/client';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import { contactHint } from './told-words.server.ts';
import { answerInWords } from './form-builder.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';

const ANSWER = 'jawab_';

/** A question as the form shows it, once it is asked; what it hangs on is said. */
function questionView(question: FormQuestion, form: readonly FormQuestion[]) {
  const { id, label, kind, options, required, when } = question;
  const asked = when && form.find((one) => one.id === when.id);
  return {
    id,
    when,
    name: ANSWER + id,
    label,
    kind,
    // a browser would insist on an answer where the condition holds no longer
    required: required && when === null,
    options:
      kind === 'yes_no'
        ? ['yes', 'no'].map((value) => ({ value, label: answerInWords(value) }))
        : options.map((value) => ({ value, label: value })),
    hint:
      when && asked ? m.programs_question_when({ question: asked.label, answer: answerInWords(when.equals) }) : null,
  };
}

/** Whether a child may come whom somebody else enrols. */
export const expectsChildren = (audience: Program['audience']): boolean =>
  audience === 'children' || audience === 'teens' || audience === 'all';

/** The guardian of a child without a card, as staff typed it. */
export const guardianOf = ({ guardianName = '', guardianConsent }: Record<string, string>) => ({
  guardianName,
  forChild: guardianName.trim() !== '',
  guardianConsent: guardianConsent === '1',
});

/** What the registration form needs to know of who looks at it. */
export async function enrolForm(ctx: Ctx, services: Pick<Services, 'db' | 'mailer' | 'secrets'>, program: Program) {
  const { actor } = ctx;
  const [libraries, family] = await Promise.all([
    listLibraries(ctx, { active: true }),
    actor.kind === 'member' ? listFamily(ctx, actor.number) : { children: [] },
  ]);
  return {
    member: actor.kind === 'member' ? actor.name : null,
    contactHint: actor.kind === 'member' ? null : await contactHint(services),
    children: family.children.map(({ number, fullName }) => ({ value: number, label: fullName })),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    asksLibrary: program.audience === 'librarians' || program.institutionQuota !== null,
    // elsewhere an institution is asked of those only who come for one
    asksInstitution:
      program.audience === 'librarians' || program.audience === 'teachers' || program.institutionQuota !== null,
    questions: program.form.map((question) => questionView(question, program.form)),
    groups: program.capacity === null || program.capacity > 1,
    needsApproval: program.needsApproval,
    forChildren: expectsChildren(program.audience),
    /** Whoever comes without a card is a child, whom a guardian sends: there is nothing to choose. */
    guestIsChild: actor.kind !== 'member' && (program.audience === 'children' || program.audience === 'teens'),
  };
}
export type EnrolForm = Awaited<ReturnType<typeof enrolForm>>;

const answersIn = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]): [string, string][] =>
      key.startsWith(ANSWER) ? [[key.slice(ANSWER.length), value]] : [],
    ),
  );

/** Do the answers that were sent ask for more, which the form has not shown yet? */
export function asksMore({ form }: Pick<Program, 'form'>, values: Record<string, string>): boolean {
  const given = answersIn(values);
  return askedQuestions(form, given).some(({ id }) => given[id] === undefined);
}

/** What was typed into it. `untuk` = for whom: `saya`, `anak`, or the card number of a child. */
export function enrolmentOf(values: Record<string, string>, programId: number): EnrolmentInput {
  const { name, contact, institution, people, guardianName, untuk = 'saya', libraryId } = values;
  const library = idIn({ libraryId }, 'libraryId');
  return {
    programId,
    ...(untuk !== 'saya' && untuk !== 'anak' && { childNumber: untuk }),
    forChild: untuk === 'anak',
    ...(name !== undefined && { name }),
    ...(contact !== undefined && { contact }),
    ...(institution !== undefined && { institution }),
    ...(people && { people }),
    ...(guardianName !== undefined && untuk !== 'saya' && { guardianName }),
    ...(library > 0 && { libraryId: library }),
    guardianConsent: values.guardianConsent === '1',
    answers: answersIn(values),
  };
}

/** Refusals of answers stand at their fields: `answers.makan` → `jawab_makan`. */
export const fieldsOfForm = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([key, text]) => [key.replace(/^answers\./, ANSWER), text]));
