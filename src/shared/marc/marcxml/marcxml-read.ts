import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { problem, type MarcProblem } from '../problems.ts';
import type { MarcReadResult } from '../read-result.ts';
import type { MarcDataField, MarcField } from '../record.ts';
import { decodeXml, UnsupportedEncodingError } from './xml-decode.ts';

export interface ReadMarcXmlOptions {
  /** Characters without an element beginning or ending after which the document is given up. Default 4 Mi. */
  maxTextLength?: number;
}

const LEADER_LENGTH = 24;
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** A leader of 24 characters from what came: lost blanks at the front or before "4500" are put back. */
const repairLeader = (given: string): string => {
  if (given.length === LEADER_LENGTH) return given;
  let leader = given.trim();
  if (/^[acdnp][a-z]/.test(leader)) leader = `00000${leader}`;
  if (leader.length < LEADER_LENGTH && /45\d\d$/.test(leader))
    leader = leader.slice(0, -4).padEnd(20) + leader.slice(-4);
  return leader.padEnd(LEADER_LENGTH).slice(0, LEADER_LENGTH);
};

interface OpenRecord {
  offset: number;
  leader?: string;
  fields: MarcField[];
  warnings: MarcProblem[];
  /** Another record stands inside: this one is an envelope (OAI-PMH, SRU). */
  isEnvelope: boolean;
}

/** Builds records from the events of one document. */
const recordBuilder = (emit: (result: Omit<MarcReadResult, 'index'>) => void) => {
  const open: OpenRecord[] = [];
  let field: MarcDataField | undefined;
  let control: { tag: string } | undefined;
  let code: string | undefined;
  let inLeader = false;
  let text = '';

  const current = (): OpenRecord | undefined => open.at(-1);
  const warn = (warning: MarcProblem): void => {
    const warnings = current()?.warnings;
    const repeated = warnings?.some((one) => one.code === warning.code && one.params?.tag === warning.params?.tag);
    if (!repeated) warnings?.push(warning);
  };
  const takeText = (tag: string): string => {
    const taken = text;
    text = '';
    if (taken.includes('\uFFFD')) warn(problem('marc.replacement_character', { tag }));
    return taken;
  };
  const dropText = (tag: string): void => {
    if (text.trim() !== '') warn(problem('marc.xml_text_ignored', { tag }));
    text = '';
  };
  const indicator = (value: string | undefined, tag: string): string => {
    const chars = [...(value ?? '')];
    if (chars.length !== 1) warn(problem('marc.indicators_wrong', { tag }));
    return chars[0] ?? ' ';
  };

  const openTag = (tag: SaxesTagPlain, offset: number): void => {
    const name = local(tag.name);
    if (name === 'record') {
      const outer = current();
      if (outer) outer.isEnvelope = true;
      open.push({ offset, fields: [], warnings: [], isEnvelope: false });
      text = '';
      return;
    }
    if (!current()) return;
    const fieldTag = tag.attributes['tag'] ?? '';
    dropText(field?.tag ?? control?.tag ?? '');
    if (name === 'leader') inLeader = true;
    else if (name === 'controlfield') control = { tag: fieldTag };
    else if (name === 'datafield') {
      field = {
        tag: fieldTag,
        ind1: indicator(tag.attributes['ind1'], fieldTag),
        ind2: indicator(tag.attributes['ind2'], fieldTag),
        subfields: [],
      };
    } else if (name === 'subfield' && field) {
      code = tag.attributes['code'] ?? '';
      if (code === '') warn(problem('marc.subfield_without_code', { tag: field.tag }));
    }
  };

  const closeRecord = (record: OpenRecord): void => {
    const { offset, leader, fields, warnings } = record;
    if (leader === undefined && fields.length === 0) {
      if (!record.isEnvelope) emit({ offset, warnings, error: problem('marc.record_empty') });
      return;
    }
    const given = leader ?? '';
    if (given.length !== LEADER_LENGTH) warnings.push(problem('marc.leader_length', { length: given.length }));
    emit({ offset, warnings, record: { leader: repairLeader(given), fields } });
  };

  const closeTag = (tag: SaxesTagPlain): void => {
    const name = local(tag.name);
    const record = current();
    if (!record) return;
    if (name === 'leader' && inLeader) {
      record.leader = takeText('LDR');
      inLeader = false;
    } else if (name === 'controlfield' && control) {
      record.fields.push({ tag: control.tag, value: takeText(control.tag) });
      control = undefined;
    } else if (name === 'subfield' && field && code !== undefined) {
      field.subfields.push({ code, value: takeText(field.tag) });
      code = undefined;
    } else if (name === 'datafield' && field) {
      dropText(field.tag);
      record.fields.push(field);
      field = undefined;
    } else if (name === 'record') {
      dropText('');
      open.pop();
      closeRecord(record);
    } else if (!inLeader && !control && code === undefined) {
      // The text of an element that MARCXML does not know.
      dropText(field?.tag ?? '');
    }
  };

  const addText = (more: string): void => {
    if (open.length > 0) text += more;
  };
  return { openTag, closeTag, addText };
};

/**
 * Reads MARCXML (a collection, a single record, or records inside OAI-PMH and SRU answers; any namespace prefix) record by
 * record in flat memory. A document type declaration is refused, so entities cannot be declared, fetched or multiplied.
 * Where the document is not well-formed, the records before the fault are delivered and an error result is the last one.
 */
export async function* readMarcXml(
  source: AsyncIterable<Uint8Array>,
  options: ReadMarcXmlOptions = {},
): AsyncGenerator<MarcReadResult> {
  const maxTextLength = options.maxTextLength ?? 4_194_304;
  const parser = new SaxesParser();
  let ready: MarcReadResult[] = [];
  let fault: MarcProblem | undefined;
  let index = 0;
  let lastTagAt = 0;
  let written = 0;

  const builder = recordBuilder((result) => {
    index += 1;
    ready.push({ index, ...result });
  });
  // After the first fault nothing that the parser still says is believed.
  const unlessFaulty =
    <T>(handle: (event: T) => void) =>
    (event: T): void => {
      if (!fault) handle(event);
    };
  parser.on(
    'opentag',
    unlessFaulty((tag: SaxesTagPlain) => {
      lastTagAt = parser.position;
      builder.openTag(tag, parser.position);
    }),
  );
  parser.on(
    'closetag',
    unlessFaulty((tag: SaxesTagPlain) => {
      lastTagAt = parser.position;
      builder.closeTag(tag);
    }),
  );
  parser.on('text', unlessFaulty(builder.addText));
  parser.on('cdata', unlessFaulty(builder.addText));
  parser.on(
    'doctype',
    unlessFaulty(() => {
      fault = problem('marc.xml_dtd_refused');
    }),
  );
  parser.on(
    'error',
    unlessFaulty((error: Error) => {
      const detail = error.message.replace(/^[^ ]*:\d+:\d+: /, '');
      fault = problem('marc.xml_malformed', { line: parser.line, column: parser.column, detail });
    }),
  );

  try {
    for await (const text of decodeXml(source)) {
      parser.write(text);
      written += text.length;
      if (!fault && written - lastTagAt > maxTextLength)
        fault = problem('marc.record_too_long', { limit: maxTextLength });
      yield* ready;
      ready = [];
      if (fault) break;
    }
    if (!fault) parser.close();
  } catch (error) {
    if (!(error instanceof UnsupportedEncodingError)) throw error;
    fault = problem('marc.xml_encoding_unsupported', { encoding: error.encoding });
  }
  yield* ready;
  if (!fault && index === 0) fault = problem('marc.xml_no_record');
  if (fault) yield { index: index + 1, offset: written, warnings: [], error: fault };
}
