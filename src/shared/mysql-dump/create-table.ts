/** A column as the dump's own CREATE TABLE gives it. */
export interface DumpColumn {
  name: string;
  /** Does it hold bytes, not text? */
  binary: boolean;
}

const BYTES = /^(?:(?:tiny|medium|long)?blob|(?:var)?binary|bit|geometry|point)\b/i;
/** What stands in the brackets of CREATE TABLE and is no column. */
const NO_COLUMN = /^(?:primary|unique|key|index|fulltext|spatial|constraint|foreign|check)\b/i;

/** What stands between backticks (or bare), lower-case: names do not depend on case in the tables that we read. */
export const bareName = (written: string): string => written.replace(/^`|`$/g, '').replaceAll('``', '`').toLowerCase();

const NAME = '`(?:[^`]|``)+`|[\\w$]+';
const HEAD = new RegExp(
  `^create\\s+(?:temporary\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?(?:(?:${NAME})\\s*\\.\\s*)?(${NAME})\\s*\\(`,
  'i',
);
const COLUMN = new RegExp(`^(${NAME})\\s+(\\w+)`);

/** Splits at commas outside brackets and quotes; ends with the bracket that closes the list. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    const sign = text.charAt(i);
    if (sign === "'" || sign === '"' || sign === '`') {
      for (i += 1; i < text.length && text[i] !== sign; i += 1) if (text[i] === '\\' && sign !== '`') i += 1;
    } else if (sign === '(') depth += 1;
    else if (sign === ')' && depth > 0) depth -= 1;
    else if (depth === 0 && (sign === ',' || sign === ')')) {
      found.push(text.slice(from, i).trim());
      from = i + 1;
      if (sign === ')') break;
    }
  }
  return found;
}

/** @returns null where the statement creates no table with columns of its own */
export function parseCreateTable(statement: string): { table: string; columns: DumpColumn[] } | null {
  const head = HEAD.exec(statement);
  if (!head?.[1]) return null;
  const columns = parts(statement.slice(head[0].length)).flatMap((part): DumpColumn[] => {
    const [, name, type] = COLUMN.exec(part) ?? [];
    if (name === undefined || type === undefined || (!name.startsWith('`') && NO_COLUMN.test(part))) return [];
    return [{ name: bareName(name), binary: BYTES.test(type) }];
  });
  return { table: bareName(head[1]), columns };
}
