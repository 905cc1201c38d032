import { noteVainSearch } from '#modules/collection/search';
import type { Ctx } from '#platform/context';
import { hasRoom, networkOf } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import type { Services } from '#platform/services';
import type { AnswerTheme, PublicAnswer } from './client.ts';
import { keptQuestion } from './rules/kept-question.ts';
import { listAnswers } from './view-answers.ts';

/** What is read of a question; the rest says nothing more. */
const MOST_READ = 400;
/** So many questions without an answer are counted of one network, which may be a school. */
const OF_ONE_NETWORK = { limit: 50, windowSeconds: 3600 };
/** The same question of one network counts once a day. */
const OF_ONE_QUESTION = { limit: 1, windowSeconds: 86_400 };

/**
 * Published questions and answers as {@link listAnswers}, for whoever searches them: what nothing answers is counted by its words and its day,
 * once a day for a network, without who asked. Staff, who look for what is missing, count for nothing.
 */
export async function searchAnswers(
  ctx: Ctx,
  { secrets }: Pick<Services, 'secrets'>,
  { asked, theme, ip }: { asked: string; theme: AnswerTheme | null; ip: string },
): Promise<PublicAnswer[]> {
  const found = await listAnswers(ctx, { asked, theme });
  if (found.length > 0 || asked.trim() === '' || !isReader(ctx)) return found;
  const question = keptQuestion(asked.slice(0, MOST_READ));
  if (question === null || (theme !== null && (await listAnswers(ctx, { asked })).length > 0)) return found;
  if (await isCounted(ctx, secrets, { question, ip })) await noteVainSearch(ctx, { text: question, place: 'answers' });
  return found;
}

const isReader = ({ actor }: Ctx): boolean => actor.kind === 'anonymous' || actor.kind === 'member';

/** Of the network and the question stands a hash alone, for a day: by a key, for there are few networks to try. */
async function isCounted(
  ctx: Ctx,
  secrets: Secrets,
  { question, ip }: { question: string; ip: string },
): Promise<boolean> {
  const network = networkOf(ip);
  if (!(await hasRoom(ctx, `vain-question:${network}`, OF_ONE_NETWORK))) return false;
  const both = secrets.mac('vain-question', `${network}\0${question}`).toString('base64url');
  return hasRoom(ctx, `vain-question:${both}`, OF_ONE_QUESTION);
}
