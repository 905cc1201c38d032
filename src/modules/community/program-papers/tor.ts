import { formatRupiah } from '#shared/money';
import {
  budgetOf,
  handsOf,
  lessonHours,
  scheduleOf,
  speakersOf,
  whenAndWhere,
  type Collected,
} from './collect-paper.ts';
import { AUDIENCE_WORDS } from './paper-words.ts';
import { proseOf } from './rules/prose.ts';

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** Who it is for and how many may come, in sentences. */
export function participantsInWords({ program }: Collected): string {
  const { audience, capacity, institutionQuota } = program;
  return [
    sentence(`peserta adalah ${AUDIENCE_WORDS[audience]}`),
    capacity === null ? 'Jumlah peserta tidak dibatasi.' : `Jumlah peserta paling banyak ${capacity} orang.`,
    institutionQuota === null ? '' : `Tiap lembaga mengirim paling banyak ${institutionQuota} orang.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Who pays for it, in sentences. */
export function fundingInWords({ program: { funding, fee } }: Collected): string {
  return [
    funding === '' ? '' : `Biaya kegiatan dibebankan pada ${funding}.`,
    fee === 0 ? 'Peserta tidak dipungut biaya.' : `Biaya peserta ${formatRupiah(fee)} tiap orang.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** What was written for the first parts of the terms of reference and of the report. */
export function reasonsOf({ program, paper: { words } }: Collected) {
  return {
    background: proseOf(words.background),
    legalBasis: proseOf(words.legalBasis),
    goals: proseOf(program.goals),
    targets: proseOf(words.targets || sentence(AUDIENCE_WORDS[program.audience])),
    outputs: proseOf([words.outputs, program.outcomes].filter(Boolean).join('\n\n')),
    method: proseOf(words.method),
  };
}

/** Data of `templates/tor.typ`: the terms of reference (kerangka acuan kerja). */
export function torData(all: Collected): object {
  const { program, paper } = all;
  return {
    title: program.title,
    head: all.head,
    ...reasonsOf(all),
    participants: participantsInWords(all),
    partners: program.partners,
    speakers: speakersOf(all),
    when: whenAndWhere(all),
    schedule: scheduleOf(all),
    jp: lessonHours(program.jp),
    funding: fundingInWords(all),
    budget: budgetOf(paper.budget),
    closing: proseOf(paper.words.closing),
    hands: handsOf(all),
  };
}
