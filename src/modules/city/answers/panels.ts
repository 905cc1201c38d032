import type { Ctx } from '#platform/context';
import type { Panel, PanelPart } from '#platform/panels';
import { canAnywhere } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { selectVotedDown } from './data/votes.queries.ts';
import { listVainQuestions } from './list-vain-questions.ts';

const MOST = 8;

async function vain(ctx: Ctx): Promise<PanelPart[]> {
  if (!canAnywhere(ctx.actor, 'catalog.read')) return [];
  const found = await listVainQuestions(ctx, MOST);
  if (found.length === 0) return [];
  const lines = found.map(({ query, count }) => ({
    words: query,
    note: m.search_panel_times({ count }),
    href: `/bantuan/tanya-jawab?q=${encodeURIComponent(query)}`,
  }));
  return [{ beside: null, title: m.answers_panel_vain(), lines }];
}

/** What was said of an answer everybody reads beside it; who writes answers comes from here to where they do it. */
async function votedDown(ctx: Ctx): Promise<PanelPart[]> {
  const found = await selectVotedDown(ctx.db, MOST);
  if (found.length === 0) return [];
  const path = canAnywhere(ctx.actor, 'answers.edit') ? '/staf/layanan/tanya-jawab' : '/bantuan/tanya-jawab';
  const lines = found.map(({ id, question, yes, no }) => ({
    words: question,
    note: m.answers_votes({ yes, all: yes + no }),
    href: `${path}/${id}`,
  }));
  return [{ beside: null, title: m.answers_panel_voted(), lines }];
}

/** What readers asked in vain, and which answers do not help, stand where it is decided what is taught, bought and answered next. */
export const panels: readonly Panel[] = [
  { on: ['next_edition', 'suggestions', 'answers'], show: vain },
  { on: ['next_edition', 'suggestions'], show: votedDown },
];
