import { blankQuestion, type Content, type Question, type QuestionKind } from './content.ts';

/** The content with a question put in the place of the one with its id, or at the end when it is new. */
export function putQuestion(content: Content, question: Question): Content {
  const known = content.questions.some(({ id }) => id === question.id);
  const questions = known
    ? content.questions.map((one) => (one.id === question.id ? question : one))
    : [...content.questions, question];
  return { ...content, questions };
}

/** Without a question and how important it is; what hung on it is asked always from now on. */
export function dropQuestion(content: Content, id: string): Content {
  const questions = content.questions
    .filter((one) => one.id !== id && one.importanceOf !== id)
    .map((one) => (one.when?.question === id ? { ...one, when: null } : one));
  return { ...content, questions };
}

/** A question one place up (`-1`) or down (`1`); at an end nothing changes. */
export function moveQuestion(content: Content, id: string, by: 1 | -1): Content {
  const from = content.questions.findIndex((one) => one.id === id);
  const to = from + by;
  const [moved, other] = [content.questions[from], content.questions[to]];
  if (to < 0 || !moved || !other) return content;
  return { ...content, questions: content.questions.with(from, other).with(to, moved) };
}

/** A new question with an id that none of the others has. */
export function newQuestion({ questions }: Pick<Content, 'questions'>, kind: QuestionKind): Question {
  const taken = new Set(questions.map(({ id }) => id));
  let number = questions.length + 1;
  while (taken.has(`p${number}`)) number += 1;
  return blankQuestion(`p${number}`, kind);
}
