import { OF_BANK, rowsIn, TOLD_BY, type Values } from './task-form.server.ts';

/** Where a refusal of a part of a task is told: the entry as it stands in the form, the one field of a list that is typed. */
function fieldOf(path: string, values: Values): string {
  const bank = OF_BANK.exec(path)?.[0] ?? '';
  if (bank !== '') {
    const at = rowsIn(values, 'questions')[Number(bank.split('.')[1])];
    // what was added a moment ago has no fields yet
    return at === undefined ? path : partOf(path.slice(bank.length), `questions.${at}.`, values);
  }
  return partOf(path, '', values);
}

/** @param before what stands before its name in the form */
function partOf(path: string, before: string, values: Values): string {
  const list = Object.keys(TOLD_BY).find((one) => path.startsWith(`${one}.`));
  if (list === undefined)
    return before + path.replace(/^(goal\.(?:ddc|places|filters|beginnings|drawn)|asked\.accepted)\.\d+$/, '$1');
  const [, number = '', rest = ''] = /^(\d+)(.*)$/.exec(path.slice(list.length + 1)) ?? [];
  const at = rowsIn(values, before + list)[Number(number)] ?? number;
  if (list === 'asked.gaps') return `${before}${list}.${at}`;
  // a number of a record and an ISBN are typed into one field
  return `${before}${list}.${at}${list === 'books' ? rest.replace(/^\.(?:isbn|bibId)$/, '.ref') : rest}`;
}

/** What is told of a task that was refused, at the fields of its form; what has no field of its own is `rest`. */
export function taskRefusal(fields: Readonly<Record<string, string>>, values: Values) {
  const told = Object.entries(fields).map(([path, said]) => [fieldOf(path, values), said] as const);
  return {
    fields: Object.fromEntries(told),
    rest: [...new Set(told.flatMap(([name, said]) => (values[name] === undefined ? [said] : [])))],
  };
}
