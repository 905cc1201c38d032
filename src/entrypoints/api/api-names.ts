/** One of several, as far as English rules go: `libraries` → `library`, `classes` → `class`, `loans` → `loan`. */
export function singular(word: string): string {
  if (word === 'series' || word === 'news') return word;
  if (word === 'children') return 'child';
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !/(ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

const pascal = (word: string): string =>
  word
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');

const isParam = (segment: string | undefined): boolean => segment?.startsWith('{') ?? false;

/**
 * What a path is about, without its parameters: `/members/{number}/blocks` → `MemberBlocks`, and as one of them `MemberBlock`.
 * @param path parameters as `{id}`
 */
function subjectOf(path: string, lastAsOne: boolean): string {
  const segments = path.split('/').filter(Boolean);
  const words = segments.flatMap((segment, i) => {
    if (isParam(segment)) return [];
    const isLast = segments.slice(i + 1).every(isParam);
    const asOne = isParam(segments[i + 1]) || (isLast && lastAsOne);
    return [pascal(asOne ? singular(segment) : segment)];
  });
  // two parameters one after the other are told apart by the second
  const further = segments.filter((segment, i) => isParam(segment) && isParam(segments[i - 1]));
  return words.join('') + further.map((segment) => `By${pascal(segment)}`).join('');
}

/** With what an act begins: the last part of a path that does something that is neither making, changing nor removing (decision 136). */
const ACTS = new Set([
  ...[
    'accept',
    'adopt',
    'answer',
    'approve',
    'archive',
    'cancel',
    'change',
    'check',
    'claim',
    'clone',
    'close',
    'complete',
    'confirm',
    'decide',
  ],
  ...[
    'disable',
    'enable',
    'end',
    'exchange',
    'export',
    'extend',
    'forget',
    'give',
    'group',
    'hide',
    'hand',
    'mark',
    'merge',
    'move',
    'place',
  ],
  ...[
    'preview',
    'publish',
    'prove',
    'receive',
    'record',
    'redeem',
    'refuse',
    'reinstate',
    'reject',
    'renew',
    'reopen',
    'replace',
    'report',
    'reset',
  ],
  ...[
    'restore',
    'retire',
    'return',
    'reveal',
    'revoke',
    'send',
    'set',
    'settle',
    'submit',
    'thank',
    'try',
    'undo',
    'void',
    'withdraw',
  ],
]);

/** Things whose name begins like an act. */
const NO_ACTS = new Set(['check-ins', 'report']);

/** Whether a part of a path is an act (`renew`, `report-lost`), and not the name of things (`renewals`, `claims`). */
export const isAct = (segment: string): boolean => ACTS.has(segment.split('-')[0] ?? '') && !NO_ACTS.has(segment);

export interface Operation {
  /** In small letters. */
  method: string;
  /** Without `/api/v1`, parameters as `{id}`. */
  path: string;
  /** It answers `{ data, next }`. */
  isList: boolean;
}

const VERBS: Readonly<Record<string, string>> = { put: 'replace', patch: 'update', delete: 'delete' };

/** The act that a path ends with, and what it is done to. */
function actOf(path: string): { verb: string; rest: string; on: string } | null {
  const at = path.lastIndexOf('/');
  const last = path.slice(at + 1);
  if (isParam(last) || !isAct(last)) return null;
  const [verb = '', ...rest] = last.split('-');
  return { verb, rest: pascal(rest.join('-')), on: path.slice(0, at) };
}

/** The name of an operation for typed clients: `listMembers`, `getMember`, `createMember`, `updateMember`, `renewMember`, `reportMemberCardLost`. */
export function operationIdOf({ method, path, isList }: Operation): string {
  if (method === 'get') return isList ? `list${subjectOf(path, false)}` : `get${subjectOf(path, path.endsWith('}'))}`;
  if (method === 'post') {
    const act = actOf(path);
    return act ? `${act.verb}${subjectOf(act.on, true)}${act.rest}` : `create${subjectOf(path, true)}`;
  }
  return `${VERBS[method] ?? method}${subjectOf(path, path.endsWith('}'))}`;
}

/** The name of what an operation takes or gives: `Member`, `MemberList`, `UpdateMemberInput`. */
export function schemaNameOf(operation: Operation, part: 'input' | 'answer' | 'row'): string {
  if (part === 'input') return `${pascal(operationIdOf(operation))}Input`;
  const one = subjectOf(actOf(operation.path)?.on ?? operation.path, true);
  return part === 'answer' && operation.isList ? `${one}List` : one;
}
