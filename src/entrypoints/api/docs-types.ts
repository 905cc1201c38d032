import { z } from 'zod';
import { jsonShape } from './json-shape.ts';

/** A schema as a type that people read: one line for each field. @param resolve follows references */
export function typeText(schema: unknown, resolve: (schema: unknown) => unknown, indent = ''): string {
  const read = jsonShape.safeParse(resolve(schema));
  if (!read.success) return 'unknown';
  const { data } = read;
  if (data.const !== undefined) return JSON.stringify(data.const);
  if (data.enum) return data.enum.map((one) => JSON.stringify(one)).join(' | ');
  const several = data.anyOf ?? data.oneOf;
  if (several) return several.map((one) => typeText(one, resolve, indent)).join(' | ');
  if (data.allOf) return data.allOf.map((one) => typeText(one, resolve, indent)).join(' & ');
  if (data.properties) return objectText(data.properties, data.required ?? [], resolve, indent);
  const types = [data.type ?? 'unknown'].flat();
  return types
    .map((type) => (type === 'array' ? `${typeText(data.items, resolve, indent)}[]` : plain(type, data.format)))
    .join(' | ');
}

const plain = (type: string, format: string | undefined): string =>
  format === 'date' || format === 'date-time' ? `${type} (${format})` : type;

function objectText(
  properties: Record<string, unknown>,
  required: readonly string[],
  resolve: (schema: unknown) => unknown,
  indent: string,
): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, field]) => {
    const { description } = z.looseObject({ description: z.string().optional() }).catch({}).parse(field);
    const note = description === undefined ? '' : `  // ${description}`;
    return `${inner}${name}${required.includes(name) ? '' : '?'}: ${typeText(field, resolve, inner)};${note}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}
